using System.Text.Json;

namespace Auterity.Workflows.Expressions;

/// <summary>A parameter tree in which only what must be evaluated is more than JSON.</summary>
internal abstract class ParameterNode
{
    public abstract void Write(Utf8JsonWriter writer, ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken);

    public sealed class Raw(JsonElement json) : ParameterNode
    {
        public override void Write(Utf8JsonWriter writer, ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken) => json.WriteTo(writer);
    }

    public sealed class Template(CompiledTemplate template) : ParameterNode
    {
        public override void Write(Utf8JsonWriter writer, ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken) =>
            template.Evaluate(session, scope, cancellationToken).WriteTo(writer);
    }

    public sealed class Object(IReadOnlyList<(JsonEncodedText Name, ParameterNode Value)> members) : ParameterNode
    {
        public override void Write(Utf8JsonWriter writer, ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken)
        {
            writer.WriteStartObject();
            foreach (var (name, value) in members)
            {
                writer.WritePropertyName(name);
                value.Write(writer, session, scope, cancellationToken);
            }

            writer.WriteEndObject();
        }
    }

    public sealed class Array(IReadOnlyList<ParameterNode> elements) : ParameterNode
    {
        public override void Write(Utf8JsonWriter writer, ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken)
        {
            writer.WriteStartArray();
            foreach (var element in elements)
                element.Write(writer, session, scope, cancellationToken);
            writer.WriteEndArray();
        }
    }
}
