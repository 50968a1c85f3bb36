using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Fetches a news feed and hands on its entries.</summary>
[Node("rss.read", "RSS read", Category = "Network", Icon = "rss", Summary = "Read the entries of an RSS or Atom feed.", Keywords = ["feed", "atom", "news", "blog"])]
public sealed class RssReadNode(IHttpClientFactory clients) : Node<RssReadNode.Input, IReadOnlyList<Item>>
{
    private const int MaxBytes = 16 << 20;

    public sealed record Input(
        [property: Description("Address of the feed"), Required, Field(Placeholder = "https://example.com/feed.xml")] Uri Url,
        [property: Description("Most entries to hand on, from the top"), Range(1, 100_000)] int? Limit = null,
        [property: Description("More elements to hand on, separated by commas, for example media:thumbnail")] string CustomFields = "");

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (!input.Url.IsAbsoluteUri || input.Url.Scheme is not ("http" or "https"))
            throw new NodeException($"'{input.Url}' is not a web address. Write it like https://example.com/feed.xml.", "invalid-parameters", retryable: false);
        var (content, charset, address) = await FetchAsync(input.Url, cancellationToken);
        var extra = input.CustomFields.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return [.. Files.Feed.Read(content, charset, address, extra).Take(input.Limit ?? int.MaxValue).Select(entry => Item.From(entry))];
    }

    private async Task<(byte[] Content, string? Charset, Uri Address)> FetchAsync(Uri url, CancellationToken cancellationToken)
    {
        using var client = clients.CreateClient("outbound");
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5");
        request.Headers.TryAddWithoutValidation("User-Agent", "Auterity");
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode)
                throw new NodeException($"{url.Host} answered {status} instead of a feed.", "http-status", retryable: status is 408 or 429 or >= 500) { RetryAfter = response.Headers.RetryAfter?.Delta };
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return (await ReadAsync(stream, url, cancellationToken), response.Content.Headers.ContentType?.CharSet?.Trim('"', '\''), response.RequestMessage?.RequestUri ?? url);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new NodeException($"{url.Host} cannot be reached: {e.Message}", "network", inner: e);
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, Uri url, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 << 10];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            content.Write(buffer, 0, read);
            if (content.Length > MaxBytes) throw new NodeException($"The feed at {url.Host} is larger than {MaxBytes >> 20} MiB.", "limit-exceeded", retryable: false);
        }

        return content.ToArray();
    }
}
