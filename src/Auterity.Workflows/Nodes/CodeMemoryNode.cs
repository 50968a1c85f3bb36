using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>Runs JavaScript that keeps data from one run to the next: <c>$getWorkflowStaticData('global')</c> and <c>('node')</c> give objects to read and change.</summary>
/// <remarks>What the code has changed is written when it has ended; of two runs beside each other the later one stays.</remarks>
[Node("code.memory", "Code with memory", Category = "Code", Icon = "braces",
    Summary = "Runs your JavaScript with data that it keeps from one run to the next.", Keywords = ["javascript", "script", "function", "static data", "remember", "state"])]
public sealed class CodeMemoryNode : BatchNode<CodeNode.Input>
{
    private const string Shared = "code";

    // On one line, so that errors name the lines of the code as it was written.
    private const string Before = "const __kept = JSON.parse(JSON.stringify($stored)); const $getWorkflowStaticData = (kind) => __kept[kind === 'node' ? 'node' : 'global']; const getWorkflowStaticData = $getWorkflowStaticData; ";

    public override async Task<NodeResult> RunAsync(CodeNode.Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var own = $"code:{context.NodeId}";
        var (shared, before) = (await ReadAsync(context, Shared, cancellationToken), await ReadAsync(context, own, cancellationToken));
        var memory = new Memory(shared, before);
        var result = await CodeNode.RunAsync(input, context, item => Run(input.Code, item, memory, context, cancellationToken), cancellationToken);
        await WriteAsync(context, Shared, shared, memory.Global, cancellationToken);
        await WriteAsync(context, own, before, memory.Own, cancellationToken);
        return result;
    }

    private static JsonElement Run(string code, int? item, Memory memory, NodeContext context, CancellationToken cancellationToken)
    {
        var waits = code.Contains("await", StringComparison.Ordinal);
        var script = $"{Before}const __returned = {(waits ? "await (async " : "(")}function () {{ {code}\n}}).call({{ getWorkflowStaticData: $getWorkflowStaticData }}); return {{ returned: __returned, kept: __kept }};";
        var stored = JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["global"] = memory.Global, ["node"] = memory.Own });
        var answer = context.RunScript(script, item, new Dictionary<string, JsonElement> { ["$stored"] = stored }, cancellationToken);
        var kept = answer.GetProperty("kept");
        (memory.Global, memory.Own) = (kept.GetProperty("global"), kept.GetProperty("node"));
        return answer.TryGetProperty("returned", out var returned) ? returned : default;
    }

    private static async Task<JsonElement> ReadAsync(NodeContext context, string key, CancellationToken cancellationToken) =>
        (await context.State.GetAsync(StateScope.Workflow, key, cancellationToken)).Value is { ValueKind: JsonValueKind.Object } stored ? stored : JsonSerializer.SerializeToElement(new { });

    private static async Task WriteAsync(NodeContext context, string key, JsonElement before, JsonElement after, CancellationToken cancellationToken)
    {
        if (!JsonElement.DeepEquals(before, after)) await context.State.SetAsync(StateScope.Workflow, key, after, null, null, context.IdempotencyKey, cancellationToken);
    }

    private sealed class Memory(JsonElement global, JsonElement own)
    {
        public JsonElement Global { get; set; } = global;

        public JsonElement Own { get; set; } = own;
    }
}
