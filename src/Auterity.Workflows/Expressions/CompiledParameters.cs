using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Auterity.Workflows.Expressions.Scripting;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Expressions;

/// <summary>One node's parameters, compiled once per published version. Immutable; safe on any thread.</summary>
internal sealed class CompiledParameters
{
    private const int LargestKeptBuffer = 64 * 1024;

    // One writer a thread, taken while it is in use; one whose evaluation failed is not used again.
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? spare;

    private readonly JsonElement parameters;
    private readonly ParameterNode root;
    private readonly List<CompiledTemplate> templates = [];
    private readonly IReadOnlySet<string> verbatim;
    private readonly List<ExpressionException> faults = [];

    private CompiledParameters(JsonElement parameters, IReadOnlySet<string>? verbatimFields)
    {
        // The caller's document may be pooled: these parameters live as long as the version.
        this.parameters = parameters.ValueKind == JsonValueKind.Undefined ? JsonElement.Parse("{}") : parameters.Clone();
        verbatim = verbatimFields ?? FrozenSet<string>.Empty;
        root = Compile(this.parameters, "", 0);
        NodesNamed = templates.SelectMany(t => t.NodesNamed).ToFrozenSet(StringComparer.Ordinal);
        IsStatic = templates.Count == 0;
        IsNative = templates.All(t => t.IsNative);
    }

    /// <summary>Nothing to evaluate.</summary>
    public bool IsStatic { get; }

    /// <summary>Whatever is evaluated runs without the script engine, so it may run inside a shard's turn.</summary>
    public bool IsNative { get; }

    /// <summary>All syntax faults, each with field and position.</summary>
    public IReadOnlyList<ExpressionException> Faults => faults;

    /// <summary>Every template, in the order of the parameters.</summary>
    public IReadOnlyList<CompiledTemplate> Templates => templates;

    /// <summary>Names used in <c>$('X')</c>, <c>$node["X"]</c>, <c>$items("X")</c>, <c>$wait('X')</c>.</summary>
    public IReadOnlySet<string> NodesNamed { get; }

    /// <param name="parameters">The parameters as written.</param>
    /// <param name="verbatimFields">Top-level properties that are handed on as they are, for example the code of a code node.</param>
    public static CompiledParameters Compile(JsonElement parameters, IReadOnlySet<string>? verbatimFields = null) => new(parameters, verbatimFields);

    /// <summary>Evaluates with an engine of its own, should it need one.</summary>
    /// <exception cref="ExpressionException">A template is not valid, or it failed for this item.</exception>
    public JsonElement Evaluate(ExpressionScope scope, CancellationToken cancellationToken) =>
        Evaluate(new ExpressionSession(), scope, cancellationToken);

    /// <summary>Evaluates with the engine of an activation, which all its items share.</summary>
    /// <exception cref="ExpressionException">A template is not valid, or it failed for this item.</exception>
    public JsonElement Evaluate(ExpressionSession session, ExpressionScope scope, CancellationToken cancellationToken)
    {
        if (faults.Count > 0)
            throw faults[0];
        if (IsStatic)
            return parameters;
        var (buffer, writer) = spare ?? NewWriter();
        spare = null;
        root.Write(writer, session, scope, cancellationToken);
        writer.Flush();
        var evaluated = JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = 2 * Sdk.JsonDefaults.MaxDepth });
        buffer.ResetWrittenCount();
        writer.Reset();
        if (buffer.Capacity <= LargestKeptBuffer) spare = (buffer, writer);
        return evaluated;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) NewWriter()
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        return (buffer, new Utf8JsonWriter(buffer, ScriptOutput.WriterOptions));
    }

    private ParameterNode Compile(JsonElement json, string path, int depth)
    {
        if (depth > Sdk.JsonDefaults.MaxDepth)
        {
            faults.Add(new ExpressionException($"The parameters are nested more than {Sdk.JsonDefaults.MaxDepth} levels deep.", path, 0) { Code = "expression-syntax" });
            return new ParameterNode.Raw(json);
        }

        return json.ValueKind switch
        {
            JsonValueKind.String when TemplateParser.IsTemplate(json.GetString()!) => CompileTemplate(json.GetString()!, path),
            JsonValueKind.Object => CompileObject(json, path, depth),
            JsonValueKind.Array => CompileArray(json, path, depth),
            _ => new ParameterNode.Raw(json),
        };
    }

    private ParameterNode.Template CompileTemplate(string text, string path)
    {
        var template = CompiledTemplate.Compile(text, path);
        templates.Add(template);
        faults.AddRange(template.Faults);
        return new ParameterNode.Template(template);
    }

    private ParameterNode CompileObject(JsonElement json, string path, int depth)
    {
        var members = new List<(JsonEncodedText, ParameterNode)>();
        foreach (var property in json.EnumerateObject())
        {
            var node = path.Length == 0 && verbatim.Contains(property.Name)
                ? new ParameterNode.Raw(property.Value)
                : Compile(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}", depth + 1);
            members.Add((JsonEncodedText.Encode(ScriptOutput.WellFormed(property.Name), ScriptOutput.WriterOptions.Encoder), node));
        }

        return members.TrueForAll(m => m.Item2 is ParameterNode.Raw) ? new ParameterNode.Raw(json) : new ParameterNode.Object(members);
    }

    private ParameterNode CompileArray(JsonElement json, string path, int depth)
    {
        var elements = json.EnumerateArray().Select((element, i) => Compile(element, $"{path}[{i}]", depth + 1)).ToList();
        return elements.TrueForAll(e => e is ParameterNode.Raw) ? new ParameterNode.Raw(json) : new ParameterNode.Array(elements);
    }
}
