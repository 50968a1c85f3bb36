using Auterity.Sdk;
using Auterity.Workflows.Execution.Shards;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>What an error workflow is told.</summary>
internal static class ErrorReport
{
    public static Item Of(LiveRun run, NodeError? error) => Item.From(new
    {
        run = new { id = run.Id, startedAt = Micros.ToInstant(run.State.Start!.At), mode = "production", label = run.Header.Label },
        workflow = new { id = run.Workflow.Identity.Id, name = run.Workflow.Identity.Name, version = run.Workflow.Identity.Version },
        error = new { message = error?.Message, code = error?.Code, details = error?.Details, node = run.State.Failed?.Node.Name },
    });
}

/// <summary>The input of a child run.</summary>
internal static class ChildInput
{
    /// <summary>One item is handed over as it is; several as a list.</summary>
    public static Item Of(IReadOnlyList<Item> items)
    {
        if (items.Count == 1) return items[0];
        using var buffer = new MemoryStream();
        buffer.WriteByte((byte)'[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) buffer.WriteByte((byte)',');
            buffer.Write(items[i].Utf8.Span);
        }

        buffer.WriteByte((byte)']');
        return new Item(buffer.ToArray()) { IsSensitive = items.Any(item => item.IsSensitive) };
    }
}
