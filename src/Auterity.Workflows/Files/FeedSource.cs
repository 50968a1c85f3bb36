using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Files;

/// <summary>Fetches a feed from the web, for whoever reads it once or looks at it again and again.</summary>
internal static class FeedSource
{
    private const long MaxBytes = 20_000_000;

    /// <param name="extra">Names of more elements to hand on, for example <c>media:thumbnail</c>.</param>
    /// <exception cref="NodeException">No address, no answer, an error status, or no feed.</exception>
    public static Task<IReadOnlyList<Dictionary<string, object?>>> ReadAsync(
        string address, IReadOnlyList<string> extra, bool ignoreTlsFaults, HttpSender sender, TimeProvider time, Credential? credential, Guid tenantId, CancellationToken cancellationToken)
    {
        if (UrlQuery.Resolve(null, address.Trim()) is not { Scheme: "http" or "https" } url)
            throw new NodeException($"'{address}' is no address of a feed. Write it whole, with https://.", "invalid-parameters", retryable: false) { NotSent = true };
        var call = new HttpCall(HttpMethod.Get, url)
        {
            Headers = [KeyValuePair.Create("Accept", "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.8")],
            Credential = credential,
            TenantId = tenantId,
            IgnoreTlsFaults = ignoreTlsFaults,
            Timeout = TimeSpan.FromSeconds(60),
        };
        return sender.SendAsync(call, async (response, token) =>
        {
            await HttpFaults.ThrowIfFailedAsync(call, response, time.GetUtcNow(), token);
            var content = await BoundedBody.ReadAsync(response.Content, MaxBytes, token);
            return Feed.Read(content.ToArray(), response.Content.Headers.ContentType?.CharSet?.Trim('"', '\''), response.RequestMessage?.RequestUri ?? url, extra);
        }, cancellationToken);
    }
}
