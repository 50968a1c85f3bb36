namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Pagination of an HTTP request.</summary>
internal static class HttpPages
{
    /// <summary>The pagination; null when it is off.</summary>
    public static object? Of(N8nParameters p)
    {
        var mode = p.Choice("paginationMode", p.Members.Count == 0 ? "off" : "updateAParameterInEachRequest");
        var parameters = p.List("parameters.parameters").Select(row => new
        {
            name = row.Text("name") ?? "",
            value = row.Text("value") ?? "",
            @in = row.Choice("type", "qs") switch { "headers" => "headers", "body" => "body", _ => "query" },
        }).Where(row => row.name.Length > 0).ToList();
        var stop = p.Choice("paginationCompleteWhen", "responseIsEmpty");
        var limited = p.Flag("limitPagesFetched");
        var pages = new
        {
            mode = mode == "responseContainsNextURL" ? "nextUrl" : "parameters",
            nextUrl = p.Text("nextURL", ""),
            parameters,
            stopWhen = stop switch { "receiveSpecificStatusCodes" => "status", "other" => "expression", _ => "empty" },
            statuses = p.Filled("statusCodesWhenComplete"),
            completeWhen = p.Filled("completeExpression"),
            maxPages = p.Number("maxRequests", 100) is var most && limited ? most : null,
            intervalMs = p.Has("requestInterval") ? p.Number("requestInterval", 0) : null,
        };
        return mode == "off" ? null : pages;
    }
}
