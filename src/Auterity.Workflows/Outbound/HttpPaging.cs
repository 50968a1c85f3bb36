using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>How the next page is asked for.</summary>
internal enum PagingMode
{
    Off,

    /// <summary>An expression over <c>$response</c> gives the next address.</summary>
    NextUrl,

    /// <summary>Parameters are computed again for each page.</summary>
    Parameters,
}

/// <summary>When there are no more pages.</summary>
internal enum PagingStop
{
    /// <summary>The body is empty, or an empty list.</summary>
    Empty,

    /// <summary>The answer has one of the statuses.</summary>
    Status,

    /// <summary>The expression is true.</summary>
    Expression,
}

/// <summary>Asks for page after page. Templates see <c>$response</c> (<c>body</c>, <c>headers</c>, <c>statusCode</c>), <c>$pageCount</c> (pages read so far) and <c>$request</c>.</summary>
internal sealed record HttpPaging
{
    [Description("How the next page is asked for")]
    public PagingMode Mode { get; init; }

    [Description("Template that gives the next address; empty ends the pages")]
    public string NextUrl { get; init; } = "";

    [Description("Parameters computed again for each page")]
    public IReadOnlyList<PagingParameter> Parameters { get; init; } = [];

    [Description("When there are no more pages")]
    public PagingStop StopWhen { get; init; }

    /// <summary>Statuses that end the pages, separated by commas. Default: 404.</summary>
    [Description("Statuses that end the pages, separated by commas")]
    public string Statuses { get; init; } = "404";

    /// <summary>Template that ends the pages when true.</summary>
    [Description("Template that ends the pages when it is true")]
    public string CompleteWhen { get; init; } = "";

    /// <summary>Most pages; null goes on to the end.</summary>
    [Description("Most pages; empty goes on to the end")]
    public int? MaxPages { get; init; }

    /// <summary>Pause between pages, in milliseconds. Default: 0.</summary>
    [Description("Pause between pages, in milliseconds")]
    public double IntervalMs { get; init; }
}

/// <summary>A parameter that changes with each page; an empty value leaves it out.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Value">Template.</param>
/// <param name="In">query, headers or body. Default: query.</param>
internal sealed record PagingParameter(
    [property: Description("Name of the parameter")] string Name = "",
    [property: Description("Template of its value")] string Value = "",
    [property: Description("Where it goes: query, headers or body")] string In = "query");

/// <summary>Decides from answer to answer how paging goes on. No I/O: templates are evaluated by the function given.</summary>
internal sealed class PagingState(HttpPaging paging, Func<string, IReadOnlyDictionary<string, JsonElement>, JsonElement> evaluate)
{
    /// <summary>Beyond this an endless server is more likely than a long list.</summary>
    public const int RunawayPages = 10_000;

    private static readonly JsonElement NoResponse = JsonDocument.Parse("""{"body":{},"headers":{},"statusCode":null}""").RootElement;

    private JsonElement response = NoResponse;
    private JsonElement request = JsonDocument.Parse("{}").RootElement;

    public int Pages { get; private set; }

    /// <summary>Values of the changing parameters for the next request.</summary>
    public IReadOnlyList<(string Name, JsonElement Value, string In)> NextParameters() => paging.Mode != PagingMode.Parameters ? [] :
        [.. paging.Parameters.Where(parameter => parameter.Name.Length > 0)
            .Select(parameter => (parameter.Name, Value: Run(parameter.Value), parameter.In))
            .Where(parameter => parameter.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) && NameValues.Text(parameter.Value).Length > 0)];

    /// <summary>Takes in an answer. Returns whether its items count, and whether there is another page.</summary>
    public (bool Keep, bool More) Take(Uri url, HttpAnswer answer)
    {
        response = ResponseOf(answer);
        request = JsonSerializer.SerializeToElement(new { url = url.AbsoluteUri });
        Pages++;
        if (paging.Mode == PagingMode.Off) return (true, false);
        if (paging.StopWhen == PagingStop.Status && StatusesOf(paging.Statuses).Contains(answer.Status)) return (false, false);
        var done = paging.StopWhen switch
        {
            PagingStop.Empty => IsEmpty(answer),
            PagingStop.Expression => IsTrue(Run(paging.CompleteWhen)),
            _ => false,
        };
        if (done) return (paging.StopWhen != PagingStop.Empty, false);
        if (paging.MaxPages is { } most) return (true, Pages < most);
        if (Pages >= RunawayPages) throw new NodeException($"Paging read {RunawayPages:N0} pages without an end. Check when it should stop, or set the most pages.", "paging-endless", retryable: false);
        return (true, true);
    }

    /// <summary>Address of the next page; null when there is none.</summary>
    public Uri? NextUrl(Uri current)
    {
        var next = Run(paging.NextUrl);
        return next.ValueKind == JsonValueKind.String && next.GetString() is { Length: > 0 } text ? UrlQuery.Resolve(current, text) : null;
    }

    /// <summary>Whether this status only ends the pages.</summary>
    public bool IsEnd(int status) => paging.Mode != PagingMode.Off && paging.StopWhen == PagingStop.Status && StatusesOf(paging.Statuses).Contains(status);

    private JsonElement Run(string template) => evaluate(template, new Dictionary<string, JsonElement>
    {
        ["$response"] = response,
        ["$pageCount"] = JsonSerializer.SerializeToElement(Pages),
        ["$request"] = request,
    });

    private static JsonElement ResponseOf(HttpAnswer answer)
    {
        var full = JsonNode.Parse(answer.ToFullItem(new ResponseOptions()).Utf8.Span)!;
        return full.Deserialize<JsonElement>();
    }

    private static bool IsEmpty(HttpAnswer answer)
    {
        if (answer.File is { } file) return file.Size == 0;
        if (answer.Text is { } text) return text.Length == 0;
        if (answer.Json is not { } json) return true;
        var bytes = json.Span.Trim(" \t\r\n"u8);
        return bytes.SequenceEqual("null"u8) || (bytes[0] is (byte)'[' or (byte)'{' && bytes[1..^1].Trim(" \t\r\n"u8).IsEmpty);
    }

    private static bool IsTrue(JsonElement value) => value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true");

    private static HashSet<int> StatusesOf(string text) =>
        [.. text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0)];
}
