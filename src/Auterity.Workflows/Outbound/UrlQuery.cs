using System.Text;
using System.Text.Json;

namespace Auterity.Workflows.Outbound;

/// <summary>How a list is written into a query.</summary>
internal enum QueryArrays
{
    /// <summary><c>a=1&amp;a=2</c></summary>
    Repeat,

    /// <summary><c>a[]=1&amp;a[]=2</c></summary>
    Brackets,

    /// <summary><c>a[0]=1&amp;a[1]=2</c></summary>
    Indices,

    /// <summary><c>a=1,2</c></summary>
    Comma,
}

/// <summary>Reads and extends the query of an address.</summary>
internal static class UrlQuery
{
    /// <summary>An absolute address whose host can be named to a name server; null when the text is none.</summary>
    public static Uri? Resolve(Uri? from, string text)
    {
        try
        {
            var known = from is null ? Uri.TryCreate(text, UriKind.Absolute, out var url) : Uri.TryCreate(from, text, out url);
            return known && url!.IdnHost.Length >= 0 ? url : null;
        }
        catch (UriFormatException)
        {
            return null; // a host that IDNA does not know
        }
    }

    /// <summary>Adds parameters behind those already there; names and values are escaped.</summary>
    public static Uri Append(Uri url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var query = new StringBuilder(url.Query.TrimStart('?'));
        foreach (var (name, value) in parameters)
            query.Append(query.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return new UriBuilder(url) { Query = query.ToString() }.Uri;
    }

    /// <summary>Adds parameters and drops those of the same name that were there.</summary>
    public static Uri Replace(Uri url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var added = parameters.ToList();
        if (added.Count == 0) return url;
        var kept = Parse(url.Query).Where(pair => !added.Exists(other => other.Key == pair.Key));
        return Append(new UriBuilder(url) { Query = "" }.Uri, kept.Concat(added));
    }

    /// <summary>One parameter, or one for each element of a list.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Expand(string name, JsonElement value, QueryArrays arrays)
    {
        if (value.ValueKind != JsonValueKind.Array) return [KeyValuePair.Create(name, NameValues.Text(value))];
        if (arrays == QueryArrays.Comma) return [KeyValuePair.Create(name, string.Join(',', value.EnumerateArray().Select(NameValues.Text)))];
        return value.EnumerateArray().Select((element, index) => KeyValuePair.Create(arrays switch
        {
            QueryArrays.Brackets => $"{name}[]",
            QueryArrays.Indices => $"{name}[{index}]",
            _ => name,
        }, NameValues.Text(element)));
    }

    /// <summary>Names and values of a query or an urlencoded form, unescaped, in order.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Parse(string query)
    {
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            yield return equals < 0
                ? new(Unescape(part), "")
                : new(Unescape(part[..equals]), Unescape(part[(equals + 1)..]));
        }
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
