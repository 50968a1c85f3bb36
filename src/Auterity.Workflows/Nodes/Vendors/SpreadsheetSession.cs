using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>The calls of Google's spreadsheet API that rows are made of.</summary>
internal sealed class SpreadsheetSession(VendorClient client, NodeContext context, string baseUrl)
{
    private readonly Dictionary<string, string> titles = [];

    /// <summary>Title of a sheet named by title or by number.</summary>
    public async Task<string> TitleAsync(string document, string sheet, CancellationToken cancellationToken)
    {
        if (!sheet.StartsWith("gid=", StringComparison.Ordinal) && !(sheet.Length > 0 && sheet.All(char.IsAsciiDigit))) return sheet;
        var gid = sheet.StartsWith("gid=", StringComparison.Ordinal) ? sheet[4..] : sheet;
        if (titles.TryGetValue($"{document}/{gid}", out var known)) return known;
        foreach (var entry in (await SheetsAsync(document, cancellationToken)).EnumerateArray())
        {
            var properties = entry.GetProperty("properties");
            titles[$"{document}/{properties.GetProperty("sheetId").GetRawText()}"] = properties.GetProperty("title").GetString()!;
        }

        return titles.GetValueOrDefault($"{document}/{gid}") ?? (titles.ContainsValue(sheet) ? sheet : throw new NodeException($"The spreadsheet has no sheet '{sheet}'.", "sheet-missing", retryable: false));
    }

    /// <summary>Number of a sheet named by title or by number.</summary>
    public async Task<long> NumberAsync(string document, string sheet, CancellationToken cancellationToken)
    {
        var gid = sheet.StartsWith("gid=", StringComparison.Ordinal) ? sheet[4..] : sheet;
        foreach (var entry in (await SheetsAsync(document, cancellationToken)).EnumerateArray())
        {
            var properties = entry.GetProperty("properties");
            if (properties.GetProperty("title").GetString() == sheet || properties.GetProperty("sheetId").GetRawText() == gid) return properties.GetProperty("sheetId").GetInt64();
        }

        throw new NodeException($"The spreadsheet has no sheet '{sheet}'.", "sheet-missing", retryable: false);
    }

    /// <summary>Rows of a range, each a list of cells; rows that end early are short.</summary>
    public async Task<IReadOnlyList<JsonElement>> ValuesAsync(string document, string range, string rendering, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("GET", "/v4/spreadsheets/{document}/values/{range}", new JsonObject { ["document"] = document, ["range"] = range, ["rendering"] = rendering },
            """{"valueRenderOption":"{rendering}","dateTimeRenderOption":"FORMATTED_STRING"}""", null, cancellationToken);
        return answer.TryGetProperty("values", out var rows) ? [.. rows.EnumerateArray()] : [];
    }

    public Task AppendAsync(string document, string range, JsonArray rows, bool userEntered, CancellationToken cancellationToken) =>
        CallAsync("POST", "/v4/spreadsheets/{document}/values/{range}:append", new JsonObject { ["document"] = document, ["range"] = range, ["rows"] = rows, ["option"] = Option(userEntered) },
            """{"valueInputOption":"{option}","insertDataOption":"INSERT_ROWS"}""", """{"values":"{rows}"}""", cancellationToken);

    public Task UpdateAsync(string document, JsonArray ranges, bool userEntered, CancellationToken cancellationToken) =>
        CallAsync("POST", "/v4/spreadsheets/{document}/values:batchUpdate", new JsonObject { ["document"] = document, ["ranges"] = ranges, ["option"] = Option(userEntered) },
            null, """{"valueInputOption":"{option}","data":"{ranges}"}""", cancellationToken);

    public Task ClearAsync(string document, string range, CancellationToken cancellationToken) =>
        CallAsync("POST", "/v4/spreadsheets/{document}/values/{range}:clear", new JsonObject { ["document"] = document, ["range"] = range }, null, null, cancellationToken);

    public Task<JsonElement> ChangeAsync(string document, JsonObject change, CancellationToken cancellationToken) =>
        CallAsync("POST", "/v4/spreadsheets/{document}:batchUpdate", new JsonObject { ["document"] = document, ["change"] = change }, null, """{"requests":["{change}"]}""", cancellationToken);

    public Task<JsonElement> CreateAsync(string title, CancellationToken cancellationToken) =>
        CallAsync("POST", "/v4/spreadsheets", new JsonObject { ["title"] = title }, null, """{"properties":{"title":"{title}"}}""", cancellationToken);

    private async Task<JsonElement> SheetsAsync(string document, CancellationToken cancellationToken) =>
        (await CallAsync("GET", "/v4/spreadsheets/{document}", new JsonObject { ["document"] = document }, """{"fields":"sheets.properties(sheetId,title)"}""", null, cancellationToken)).GetProperty("sheets");

    private async Task<JsonElement> CallAsync(string method, string path, JsonObject fields, string? query, string? body, CancellationToken cancellationToken)
    {
        var operation = new VendorOperation("sheets", method, path) { Query = query, Body = body };
        var items = await client.CallAsync(new VendorCall(operation, fields, 1, "data") { BaseUrl = baseUrl }, context, cancellationToken);
        return items[0].Json;
    }

    private static string Option(bool userEntered) => userEntered ? "USER_ENTERED" : "RAW";
}
