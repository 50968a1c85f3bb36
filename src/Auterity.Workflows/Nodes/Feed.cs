using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text.RegularExpressions;
using System.Xml;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads RSS 2 and Atom. External entities are never loaded.</summary>
internal static partial class Feed
{
    private const string ContentNamespace = "http://purl.org/rss/1.0/modules/content/";
    private const string CreatorNamespace = "http://purl.org/dc/elements/1.1/";

    /// <summary>The entries, in the feed's order.</summary>
    /// <exception cref="NodeException"><c>feed-invalid</c>, saying where.</exception>
    public static IReadOnlyList<FeedEntry> Read(ReadOnlyMemory<byte> xml)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersFromEntities = 1_000_000 };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(xml.ToArray(), writable: false), settings);
            SyndicationFeedFormatter formatter = new Atom10FeedFormatter { DateTimeParser = Date };
            if (!formatter.CanRead(reader)) formatter = new Rss20FeedFormatter { DateTimeParser = Date };
            if (!formatter.CanRead(reader)) throw new XmlException("it is neither RSS 2 nor Atom");
            formatter.ReadFrom(reader);
            return [.. formatter.Feed.Items.Select(Entry)];
        }
        catch (Exception e) when (e is XmlException or FormatException or InvalidOperationException)
        {
            throw new NodeException($"The feed cannot be read: {e.Message.TrimEnd('.')}.", "feed-invalid", retryable: false, inner: e);
        }
    }

    private static FeedEntry Entry(SyndicationItem item)
    {
        var link = item.Links.FirstOrDefault(link => link.RelationshipType is null or "alternate") ?? item.Links.FirstOrDefault();
        var content = item.ElementExtensions.ReadElementExtensions<string>("encoded", ContentNamespace).FirstOrDefault() ?? (item.Content as TextSyndicationContent)?.Text ?? item.Summary?.Text;
        var creator = item.Authors.FirstOrDefault()?.Name ?? item.ElementExtensions.ReadElementExtensions<string>("creator", CreatorNamespace).FirstOrDefault() ?? item.Authors.FirstOrDefault()?.Email;
        var date = item.PublishDate > DateTimeOffset.MinValue ? item.PublishDate : item.LastUpdatedTime;
        var address = link?.GetAbsoluteUri()?.AbsoluteUri ?? link?.Uri?.OriginalString;
        return new FeedEntry(item.Id is { Length: > 0 } id ? id : address ?? $"{item.Title?.Text}|{date:O}", item.Title?.Text.Trim(), address, date > DateTimeOffset.MinValue ? date.ToUniversalTime() : null,
            creator, content, content is null ? null : Plain(content), item.Categories.Count == 0 ? null : [.. item.Categories.Select(category => category.Name)]);
    }

    private static string Plain(string html)
    {
        var text = System.Net.WebUtility.HtmlDecode(Tag().Replace(html, " "));
        return Space().Replace(text, " ").Trim();
    }

    private static bool Date(XmlDateTimeData data, out DateTimeOffset date)
    {
        if (!DateTimeOffset.TryParse(Zone().Replace(data.DateTimeString.Trim(), "+0000"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out date)) date = DateTimeOffset.MinValue;
        return true; // an unreadable date is no reason to lose the entry
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Space();

    [GeneratedRegex("(GMT|UTC|UT|Z)$", RegexOptions.None, 1000)]
    private static partial Regex Zone();
}

/// <summary>One entry of a feed.</summary>
/// <param name="Guid">What tells it from others: its id, else its link.</param>
/// <param name="IsoDate">When it was published, UTC; null when the feed does not say.</param>
/// <param name="ContentSnippet">The content without markup.</param>
internal sealed record FeedEntry(string Guid, string? Title, string? Link, DateTimeOffset? IsoDate, string? Creator, string? Content, string? ContentSnippet, IReadOnlyList<string>? Categories);
