using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Reads news feeds: RSS 0.9x, 1.0 and 2.0, and Atom, as they are found and not as they should be.</summary>
internal static partial class Feed
{
    private const int MaxDepth = 200;

    private static readonly XNamespace Content = "http://purl.org/rss/1.0/modules/content/";
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";

    /// <param name="charset">What the answer's header said; null when it said nothing.</param>
    /// <param name="address">Where the feed is: links in it may be relative.</param>
    /// <param name="extra">Names of more elements to hand on, for example <c>media:thumbnail</c>.</param>
    /// <exception cref="NodeException">It is no feed.</exception>
    public static IReadOnlyList<Dictionary<string, object?>> Read(byte[] content, string? charset, Uri address, IReadOnlyList<string> extra)
    {
        var root = Load(content, charset).Root!;
        var isAtom = root.Name.LocalName == "feed";
        var entries = root.Descendants().Where(element => element.Name.LocalName == (isAtom ? "entry" : "item"));
        if (!isAtom && root.Name.LocalName is not ("rss" or "RDF" or "channel"))
            throw new NodeException($"The page at {address.Host} is not a news feed: it begins with <{root.Name.LocalName}>.", "feed-invalid", retryable: false);
        return [.. entries.Select(entry => isAtom ? Atom(entry, address, extra) : Rss(entry, address, extra))];
    }

    private static Dictionary<string, object?> Rss(XElement item, Uri address, IReadOnlyList<string> extra)
    {
        var fields = new Fields();
        var date = Text(item, "pubDate") ?? item.Element(Dublin + "date")?.Value.Trim() ?? Text(item, "date");
        var creator = item.Element(Dublin + "creator")?.Value.Trim() ?? Text(item, "author");
        var encoded = item.Element(Content + "encoded")?.Value;
        var description = Text(item, "description") ?? encoded;
        fields.Add("title", Title(Text(item, "title")));
        fields.Add("link", Link(Text(item, "link") ?? LinkInGuid(item), address));
        fields.Add("pubDate", date);
        fields.Add("isoDate", FeedDates.Parse(date));
        fields.Add("creator", creator);
        fields.Add("content", description);
        fields.Add("contentSnippet", Snippet(description));
        fields.Add("content:encoded", encoded);
        fields.Add("content:encodedSnippet", Snippet(encoded));
        fields.Add("guid", Text(item, "guid") ?? item.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "about")?.Value);
        fields.Add("comments", Text(item, "comments"));
        fields.Add("categories", Children(item, "category").Concat(item.Elements(Dublin + "subject")).Select(category => category.Value.Trim()).Where(name => name.Length > 0).ToArray() is { Length: > 0 } names ? names : null);
        fields.Add("enclosure", Child(item, "enclosure") is { } enclosure ? Attributes(enclosure) : null);
        return fields.With(item, extra);
    }

    private static Dictionary<string, object?> Atom(XElement entry, Uri address, IReadOnlyList<string> extra)
    {
        var fields = new Fields();
        var date = Text(entry, "published") ?? Text(entry, "updated") ?? Text(entry, "issued") ?? Text(entry, "modified");
        var links = Children(entry, "link").ToList();
        var link = links.Find(one => (string?)one.Attribute("rel") is null or "alternate") ?? links.FirstOrDefault();
        var author = Child(entry, "author") ?? Child(entry.Parent!, "author");
        var body = Html(Child(entry, "content")) ?? Html(Child(entry, "summary"));
        fields.Add("title", Title(Html(Child(entry, "title"))));
        fields.Add("link", Link((string?)link?.Attribute("href"), address));
        fields.Add("pubDate", date);
        fields.Add("isoDate", FeedDates.Parse(date));
        fields.Add("creator", author is null ? null : Text(author, "name") ?? Text(author, "email"));
        fields.Add("author", author is null ? null : Text(author, "name"));
        fields.Add("content", body);
        fields.Add("contentSnippet", Snippet(body));
        fields.Add("summary", Html(Child(entry, "summary")));
        fields.Add("guid", Text(entry, "id"));
        fields.Add("id", Text(entry, "id"));
        fields.Add("categories", Children(entry, "category").Select(category => (string?)category.Attribute("label") ?? (string?)category.Attribute("term")).Where(name => !string.IsNullOrEmpty(name)).ToArray() is { Length: > 0 } names ? names : null);
        fields.Add("enclosure", links.Find(one => (string?)one.Attribute("rel") == "enclosure") is { } enclosure ? Enclosure(enclosure) : null);
        return fields.With(entry, extra);
    }

    private static Dictionary<string, string> Enclosure(XElement link)
    {
        var attributes = Attributes(link);
        attributes.Remove("rel");
        return attributes.ToDictionary(pair => pair.Key == "href" ? "url" : pair.Key, pair => pair.Value);
    }

    private static Dictionary<string, string> Attributes(XElement element) =>
        element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).GroupBy(attribute => attribute.Name.LocalName).ToDictionary(group => group.Key, group => group.First().Value);

    /// <summary>Feeds say "http://…" in another namespace, or in none: names are compared without it, but not across modules.</summary>
    private static IEnumerable<XElement> Children(XElement parent, string name) =>
        parent.Elements().Where(element => element.Name.LocalName == name && (element.Name.Namespace == XNamespace.None || element.Name.Namespace == parent.Name.Namespace));

    private static XElement? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault();

    private static string? Text(XElement parent, string name) => Child(parent, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static string? Html(XElement? element) => element is null ? null
        : (string?)element.Attribute("type") == "xhtml" ? string.Concat(element.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))).Trim()
        : element.Value.Trim() is { Length: > 0 } text ? text : null;

    private static string? Title(string? text) => text is null ? null : WebUtility.HtmlDecode(Tags().Replace(text, ""));

    private static string? Snippet(string? html) => html is null ? null : string.Join('\n', WebUtility.HtmlDecode(Tags().Replace(Breaks().Replace(html, "\n"), ""))
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string? LinkInGuid(XElement item) =>
        Child(item, "guid") is { } guid && (string?)guid.Attribute("isPermaLink") != "false" && guid.Value.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? guid.Value.Trim() : null;

    private static string? Link(string? link, Uri address) => link is null ? null : Uri.TryCreate(address, link.Trim(), out var absolute) ? absolute.ToString() : link.Trim();

    private static XDocument Load(byte[] content, string? charset)
    {
        try
        {
            return Load(() => HardenedXml.Create(new MemoryStream(Trimmed(content))));
        }
        catch (XmlException first)
        {
            // Many feeds use HTML's entities, a bare & or an encoding they do not name. One that declares its own entities means no good.
            var text = Repaired(Decode(content, charset));
            if (text.Contains("<!ENTITY", StringComparison.Ordinal)) throw Invalid(first);
            try
            {
                return Load(() => HardenedXml.Create(new StringReader(text)));
            }
            catch (XmlException)
            {
                throw Invalid(first);
            }
        }
    }

    private static NodeException Invalid(XmlException e) =>
        new($"The feed cannot be read at line {e.LineNumber}, column {e.LinePosition}: {e.Message}", "feed-invalid", retryable: false, inner: e);

    private static XDocument Load(Func<XmlReader> open)
    {
        using (var reader = open())
            while (reader.Read())
                if (reader.Depth > MaxDepth) throw HardenedXml.TooDeep();
        using var again = open();
        return XDocument.Load(again);
    }

    private static string Decode(byte[] content, string? charset)
    {
        try
        {
            return TextEncodings.Decode(content, charset ?? "utf-8");
        }
        catch (NodeException)
        {
            return Encoding.UTF8.GetString(content);
        }
    }

    private static byte[] Trimmed(byte[] content)
    {
        var start = content.AsSpan().IndexOfAnyExcept(" \t\r\n"u8);
        return start <= 0 ? content : content[start..];
    }

    private static string Repaired(string text)
    {
        var start = text.IndexOf('<', StringComparison.Ordinal);
        var body = start < 0 ? text : text[start..];
        body = Entities().Replace(body, match => match.Groups[1].Success && WebUtility.HtmlDecode(match.Value) is var letter && letter != match.Value
            ? letter
            : "&amp;" + match.Value[1..]);
        return string.Concat(body.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter)));
    }

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Breaks();

    [GeneratedRegex("&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)([a-zA-Z][a-zA-Z0-9]{1,31};)?")]
    private static partial Regex Entities();

    private sealed class Fields
    {
        private readonly Dictionary<string, object?> values = [];

        public void Add(string name, object? value)
        {
            if (value is not null) values[name] = value;
        }

        public Dictionary<string, object?> With(XElement entry, IReadOnlyList<string> extra)
        {
            foreach (var name in extra)
            {
                var (prefix, local) = name.Split(':', 2) is [var before, var after] ? (before, after) : ("", name);
                var space = prefix.Length == 0 ? null : Namespace(entry, prefix);
                var found = entry.Elements().FirstOrDefault(element => element.Name.LocalName == local && (prefix.Length == 0 || element.Name.Namespace == space));
                if (found is not null) Add(name, found.Value.Trim().Length > 0 ? found.Value.Trim() : Attributes(found));
            }

            // What tells the entry from others must always be there.
            values.TryAdd("guid", values.GetValueOrDefault("link") ?? $"{values.GetValueOrDefault("title")}|{values.GetValueOrDefault("pubDate")}");
            return values;
        }

        private static XNamespace? Namespace(XElement entry, string prefix)
        {
            try
            {
                return entry.GetNamespaceOfPrefix(prefix);
            }
            catch (Exception e) when (e is XmlException or ArgumentException)
            {
                return null;
            }
        }
    }
}
