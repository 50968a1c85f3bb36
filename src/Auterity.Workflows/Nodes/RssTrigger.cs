using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run for new entries of a feed.</summary>
[Node("trigger.rss", "RSS feed", Category = "Triggers", Icon = "rss", Inputs = [], Summary = "Starts a run for new entries of a feed.", Keywords = ["atom", "news", "blog", "poll"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.digest")]
internal sealed class RssTrigger(HttpSender sender, TimeProvider time) : PollingTrigger<RssTrigger.Input>
{
    public sealed record Input
    {
        [Required, Description("Address of the feed"), Field(Placeholder = "https://example.com/feed.xml")]
        public string Url { get; init; } = "";

        [Description("Seconds between looks"), Range(10, 86_400 * 31)]
        public double EverySeconds { get; init; } = 300;

        [Description("What the first look does")]
        public FirstLook First { get; init; }
    }

    public override TimeSpan EveryOf(Input input) => TimeSpan.FromSeconds(input.EverySeconds);

    public override async Task<JsonElement> FetchAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = await context.CredentialAsync("auth", cancellationToken);
        var entries = await FeedSource.ReadAsync(input.Url, [], ignoreTlsFaults: false, sender, time, credential, context.Run.TenantId, cancellationToken);
        return JsonSerializer.SerializeToElement(entries, JsonDefaults.Options);
    }

    /// <summary>Entries not seen before, oldest first.</summary>
    public override PollResult NewOf(Input input, JsonElement? cursor, JsonElement page)
    {
        var entries = page.EnumerateArray().OrderBy(entry => entry.TryGetProperty("isoDate", out var date) ? date.GetDateTimeOffset() : DateTimeOffset.MinValue)
            .Select(entry => (entry.GetProperty("guid").GetString()!, Item.From(entry))).ToList();
        return Polls.News(entries, cursor, NewsKind.New, input.First);
    }
}
