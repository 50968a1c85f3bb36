using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes;

/// <summary>Fetches a news feed and hands on its entries.</summary>
[Node("rss.read", "RSS read", Category = "Network", Icon = "rss", Summary = "Read the entries of an RSS or Atom feed.", Keywords = ["feed", "atom", "news", "blog"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.digest")]
internal sealed class RssReadNode(HttpSender sender, TimeProvider time) : Node<RssReadNode.Input, IReadOnlyList<Item>>
{
    public sealed record Input(
        [property: Description("Address of the feed"), Required, Field(Placeholder = "https://example.com/feed.xml")] string Url,
        [property: Description("Most entries to hand on, from the top"), Range(1, 100_000)] int? Limit = null,
        [property: Description("More elements to hand on, separated by commas, for example media:thumbnail")] string CustomFields = "",
        [property: Description("Accept any certificate of the server; dangerous")] bool IgnoreTlsFaults = false);

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var extra = input.CustomFields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var credential = await context.CredentialAsync("auth", cancellationToken);
        var entries = await FeedSource.ReadAsync(input.Url, extra, input.IgnoreTlsFaults, sender, time, credential, context.Run.TenantId, cancellationToken);
        return [.. entries.Take(input.Limit ?? int.MaxValue).Select(entry => Item.From(entry))];
    }
}
