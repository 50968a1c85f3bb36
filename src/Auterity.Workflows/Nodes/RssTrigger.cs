using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run for new entries of a feed.</summary>
[Node("trigger.rss", "RSS feed", Category = "Triggers", Icon = "rss", Inputs = [], Summary = "Starts a run for new entries of a feed.", Keywords = ["atom", "news", "blog", "poll"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.digest")]
internal sealed class RssTrigger(HttpSender sender, TimeProvider time) : PollingTrigger<RssTrigger.Input>
{
    private const long MaxBytes = 20_000_000;

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
        if (UrlQuery.Resolve(null, input.Url.Trim()) is not { Scheme: "http" or "https" } url)
            throw new NodeException($"'{input.Url}' is no address of a feed. Write it whole, with https://.", "invalid-parameters", retryable: false) { NotSent = true };
        var call = new HttpCall(HttpMethod.Get, url)
        {
            Headers = [KeyValuePair.Create("Accept", "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.8")],
            Credential = await context.CredentialAsync("auth", cancellationToken),
            TenantId = context.Run.TenantId,
            Timeout = TimeSpan.FromSeconds(60),
        };
        var xml = await sender.SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            return await BoundedBody.ReadAsync(response.Content, MaxBytes, token);
        }, cancellationToken);
        return JsonSerializer.SerializeToElement(Feed.Read(xml), JsonDefaults.Options);
    }

    /// <summary>Entries not seen before, oldest first.</summary>
    public override PollResult NewOf(Input input, JsonElement? cursor, JsonElement page)
    {
        var entries = page.EnumerateArray().OrderBy(entry => entry.TryGetProperty("isoDate", out var date) ? date.GetDateTimeOffset() : DateTimeOffset.MinValue)
            .Select(entry => (entry.GetProperty("guid").GetString()!, Item.From(entry))).ToList();
        return Polls.News(entries, cursor, NewsKind.New, input.First);
    }
}
