using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Parameters that every trigger has which looks for news at a vendor's.</summary>
internal abstract record VendorTriggerInput
{
    [Description("Seconds between looks"), Range(5, 86_400 * 31)]
    public double EverySeconds { get; init; } = 60;

    [Description("What the first look does")]
    public FirstLook First { get; init; }

    [Description("Address of the API; empty takes the credential's, else the vendor's own")]
    public string? BaseUrl { get; init; }
}

/// <summary>A trigger that asks a vendor's API for entries and starts a run for those it has not seen.</summary>
/// <typeparam name="TInput">Record of parameters.</typeparam>
internal abstract class VendorTrigger<TInput> : PollingTrigger<TInput> where TInput : VendorTriggerInput
{
    /// <summary>What is there now, oldest first.</summary>
    protected abstract Task<IReadOnlyList<Item>> LookAsync(TInput input, NodeContext context, CancellationToken cancellationToken);

    /// <summary>What tells one entry from the others.</summary>
    protected abstract string KeyOf(JsonElement entry);

    protected virtual NewsKind KindOf(TInput input) => NewsKind.New;

    public override TimeSpan EveryOf(TInput input) => TimeSpan.FromSeconds(input.EverySeconds);

    public override async Task<JsonElement> FetchAsync(TInput input, NodeContext context, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeToElement((await LookAsync(input, context, cancellationToken)).Select(item => item.Json), JsonDefaults.Options);

    public override PollResult NewOf(TInput input, JsonElement? cursor, JsonElement page) =>
        Polls.News([.. page.EnumerateArray().Select(entry => (KeyOf(entry), Item.From(entry)))], cursor, KindOf(input), input.First);

    protected static string Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value.ToString() : json.GetRawText();
}
