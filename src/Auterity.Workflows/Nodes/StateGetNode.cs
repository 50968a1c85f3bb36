using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads a value that outlives runs (ENGINE rule 38).</summary>
[Node("state.get", "Read state", Category = "Data", Icon = "database",
    Summary = "Reads a value that earlier runs or other workflows have stored.", Keywords = ["store", "key", "value", "memory", "variable", "load"])]
public sealed class StateGetNode : Node<StateGetNode.Input, Item>
{
    public sealed record Input
    {
        [Description("Name of the value"), Required]
        public string Key { get; init; } = "";

        [Description("Whose state: this workflow's, or everybody's in the tenant")]
        public StateScope Scope { get; init; }

        [Description("Field the value goes into")]
        public string Field { get; init; } = "value";

        [Description("What is taken when nothing is stored"), Field(Editor = "json")]
        public JsonElement? Default { get; init; }

        [Description("Field for the value's version, to write it back only if nobody else did; empty for none")]
        public string? VersionField { get; init; }
    }

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var stored = await context.State.GetAsync(input.Scope, input.Key, cancellationToken);
        var edit = new FieldEdit(context.Item.Json);
        edit.Set(FieldPath.Of(input.Field).In(context.Item.Json), stored.Value ?? input.Default ?? JsonValues.Null);
        if (!string.IsNullOrEmpty(input.VersionField)) edit.Set(FieldPath.Of(input.VersionField).In(context.Item.Json), JsonValues.Of(stored.Version));
        return ItemWriter.Write(edit, static (writer, edit) => edit.Write(writer, null), context.Item.Binary);
    }
}
