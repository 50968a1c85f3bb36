using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.Code;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Runs JavaScript over all items, or over each.</summary>
[Node("code.javascript", "Code", Category = "Code", Icon = "braces", Delivery = Delivery.Pure, Heavy = true,
    Summary = "Runs your JavaScript over all items at once, or over each item, in a sandbox.", Keywords = ["javascript", "script", "function", "custom", "program"])]
public sealed class CodeNode : BatchNode<CodeNode.Input>
{
    public sealed record Input
    {
        [Description("Once for all items, or once for each")]
        public CodeMode Mode { get; init; }

        [Description("JavaScript that returns items: objects, { json } wrappers, or a list of them; $input, $json and $('Node') are there"), Required,
            Field(Editor = "code", Language = "javascript", Verbatim = true, Placeholder = "return $input.all()")]
        public string Code { get; init; } = "";

        [Description("When the code returns as many items as it got and says nothing of their origin, the first comes from the first, the second from the second"), Field(ShowIf = nameof(Mode), Is = ["all"])]
        public bool PairByIndex { get; init; }
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken) =>
        RunAsync(input, context, item => context.RunScript(input.Code, item, null, cancellationToken), cancellationToken);

    /// <summary>Makes items of what the code returns.</summary>
    /// <param name="input">The parameters.</param>
    /// <param name="context">The node's context.</param>
    /// <param name="run">Runs the code for an item; null runs it for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async Task<NodeResult> RunAsync(Input input, NodeContext context, Func<int?, JsonElement> run, CancellationToken cancellationToken)
    {
        var port = new PortBuilder();
        if (input.Mode == CodeMode.All)
        {
            var result = run(null);
            if (result.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
                throw new NodeException("The code returned nothing; return items, or [] for none.", "invalid-result", retryable: false);
            var outputs = await ScriptResult.ReadAsync(result, context, cancellationToken);
            var origin = new ScriptOrigin(context.Inputs, input.PairByIndex, outputs.Count);
            for (var i = 0; i < outputs.Count; i++)
                port.Add(outputs[i].Item, outputs[i].Sources ?? origin.Of(outputs[i].Item, i));
            return await PortBuilder.Result(port);
        }

        for (var i = 0; i < context.Items.Count; i++)
        {
            foreach (var output in await ScriptResult.ReadAsync(run(i), context, cancellationToken))
                port.Add(output.Item, output.Sources ?? [new ItemSource(0, i)]);
        }

        return await PortBuilder.Result(port);
    }
}

public enum CodeMode
{
    All,
    Each,
}
