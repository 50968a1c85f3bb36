using Auterity.Platform.Blobs;
using Auterity.Sdk;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Execution.Journal;

/// <summary>Keeps what is too large for the journal in the blob store, before the events that name it (ENGINE rules 25, 27).</summary>
/// <remarks>
/// <code>
/// front door, workers ── StoreAsync ──▶ blob store      the usual way: nobody else waits for the disk
/// journal writer ────────── Store ────▶ blob store      the rest of a group (items of a port, what a turn made), just before its commit
/// </code>
/// </remarks>
internal sealed class PayloadStore(BlobStore blobs)
{
    private const string Unknown = "application/octet-stream";

    /// <exception cref="NodeException">It is gone.</exception>
    public ReadOnlyMemory<byte> Read(Guid tenantId, string id) => blobs.FindPath(tenantId, id) is { } path
        ? File.ReadAllBytes(path)
        : throw new NodeException($"The data {id} of this run is not in the store any more.", "payload-missing", retryable: false);

    /// <summary>Stores whatever a group of writes names and nobody has stored yet.</summary>
    public void Store(IReadOnlyList<RunWrite> group)
    {
        foreach (var tenant in Naming(group).GroupBy(write => write.Row.TenantId))
        {
            var missing = tenant.SelectMany(write => write.Blobs).Where(blob => blob.Content is not null).ToList();
            if (missing.Count == 0) continue;
            using (var batch = blobs.Begin(tenant.Key))
            {
                foreach (var blob in missing)
                    if (blob.Content is { } content)
                        batch.Add(blob.Id, content);
                batch.Commit();
            }

            foreach (var blob in missing)
                blob.MarkStored(id => Read(tenant.Key, id));
        }
    }

    /// <summary>Stores the large ones among these items; memory may let go of their JSON from then on.</summary>
    public async ValueTask StoreAsync(Guid tenantId, IEnumerable<Item> items, CancellationToken cancellationToken)
    {
        List<LargeJson>? missing = null;
        foreach (var item in items)
            if (item is { IsSensitive: false, Large: { IsStored: false } large })
                (missing ??= []).Add(large);
        if (missing is null) return;
        await Task.Run(() => Store(tenantId, missing), cancellationToken);
    }

    /// <summary>Stores what a step made that is too large for the journal.</summary>
    public async ValueTask<Report> StoreAsync(Guid tenantId, Report report, CancellationToken cancellationToken)
    {
        await StoreAsync(tenantId, ItemsOf(report), cancellationToken);
        if (report is not Report.Result { Value: NodeResult.Outputs { Answer: { Body: { Length: > LargeJson.Threshold } body } answer } outputs } result) return report;
        // What is sensitive is sealed inside the journal instead.
        if (ItemsOf(report).Any(item => item.IsSensitive)) return report;
        var type = answer.Headers.FirstOrDefault(header => header.Key.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)).Value ?? Unknown;
        var file = await Task.Run(() => StoreBody(tenantId, body, type), cancellationToken);
        return result with { Value = outputs with { Answer = answer with { Body = null, Binary = file } } };
    }

    /// <summary>The same for a pure step, on the thread that ran it.</summary>
    public Report Store(Guid tenantId, Report report)
    {
        var missing = ItemsOf(report).Where(item => !item.IsSensitive).Select(item => item.Large).OfType<LargeJson>().Where(large => !large.IsStored).ToList();
        if (missing.Count > 0) Store(tenantId, missing);
        return report;
    }

    private void Store(Guid tenantId, List<LargeJson> missing)
    {
        using (var batch = blobs.Begin(tenantId))
        {
            foreach (var large in missing)
                batch.Add(large.Id, large.Utf8);
            batch.Commit();
        }

        foreach (var large in missing)
            large.MarkStored(id => Read(tenantId, id));
    }

    // Most groups name nothing: they must not pay for it.
    private static List<RunWrite> Naming(IReadOnlyList<RunWrite> group)
    {
        List<RunWrite>? naming = null;
        for (var i = 0; i < group.Count; i++)
            if (group[i].Blobs.Count > 0)
                (naming ??= []).Add(group[i]);
        return naming ?? [];
    }

    private BinaryRef StoreBody(Guid tenantId, ReadOnlyMemory<byte> body, string type)
    {
        using var batch = blobs.Begin(tenantId);
        var id = batch.Add(body);
        batch.Commit();
        return new BinaryRef(id, type, null, body.Length);
    }

    private static IEnumerable<Item> ItemsOf(Report report) => report switch
    {
        Report.Result { Value: NodeResult.Outputs outputs } => outputs.Ports.SelectMany(port => port?.Items ?? []),
        Report.Result { Value: NodeResult.Sleep sleep } => sleep.Items.Items,
        Report.Result { Value: NodeResult.CallWorkflow call } => call.Inputs.SelectMany(input => input.Items),
        Report.Units units => units.Ended.SelectMany(unit => unit.Items),
        Report.Called called => [called.Value],
        _ => [],
    };
}
