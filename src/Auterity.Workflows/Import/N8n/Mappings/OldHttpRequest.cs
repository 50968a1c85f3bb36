namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>HTTP request, versions 1 and 2.</summary>
internal static class OldHttpRequest
{
    public static Dictionary<string, object?> Of(N8nParameters p)
    {
        p.Skip("authentication", "nodeCredentialType", "genericAuthType");
        var asJson = p.Flag("jsonParameters");
        var request = new Dictionary<string, object?>
        {
            ["method"] = p.Text("requestMethod", "GET"),
            ["url"] = p.Text("url", ""),
            ["query"] = PairsOf(p, asJson, "query"),
            ["headers"] = PairsOf(p, asJson, "header"),
        };
        var options = p.Object("options");
        AddBody(p, options, asJson, request);
        AddResponse(p, options, request);
        AddOptions(p, options, request);
        return request;
    }

    private static object? PairsOf(N8nParameters p, bool asJson, string of)
    {
        var (json, pairs) = (p.Value($"{of}ParametersJson"), p.Pairs($"{of}ParametersUi.parameter"));
        return asJson ? json : pairs.Count > 0 ? pairs : null;
    }

    private static void AddBody(N8nParameters p, N8nParameters options, bool asJson, Dictionary<string, object?> request)
    {
        var kind = options.Choice("bodyContentType", "json");
        var type = options.Text("bodyContentCustomMimeType");
        var (json, pairs) = (p.Value("bodyParametersJson"), p.Pairs("bodyParametersUi.parameter"));
        var (binary, property) = (p.Flag("sendBinaryData"), p.Text("binaryPropertyName", "data"));
        if (binary && kind == "multipart-form-data")
        {
            request["body"] = "multipart";
            request["fields"] = property.Split(',').Select(FileOf).Concat(pairs.Select(pair => new HttpRequestMapping.BodyRow(pair.Name, pair.Value, null))).ToList();
        }
        else if (binary)
        {
            (request["body"], request["binaryProperty"], request["contentType"]) = ("binary", FileOf(property).Property, type);
        }
        else if (asJson && json is { } written && N8nValues.Text(written).Trim().Length > 0)
        {
            var text = kind == "raw";
            request["body"] = text ? "raw" : kind == "form-urlencoded" ? "form" : kind == "multipart-form-data" ? "multipart" : "json";
            request[text ? "raw" : "json"] = text ? N8nValues.Text(written) : written;
            if (type is { Length: > 0 }) request["contentType"] = type;
            if (kind == "multipart-form-data") p.Lose("A form with files cannot be written as JSON here: write its fields one by one.");
        }
        else if (!asJson && pairs.Count > 0)
        {
            request["body"] = kind switch { "form-urlencoded" => "form", "multipart-form-data" => "multipart", _ => "json" };
            request["fields"] = pairs.Select(pair => new HttpRequestMapping.BodyRow(pair.Name, pair.Value, null)).ToList();
            if (type is { Length: > 0 }) request["contentType"] = type;
        }
    }

    // "field:property" sends the file under another name than its own.
    private static HttpRequestMapping.BodyRow FileOf(string text)
    {
        var colon = text.StartsWith('=') ? -1 : text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new(text.Trim(), null, text.Trim()) : new(text[..colon].Trim(), null, text[(colon + 1)..].Trim());
    }

    private static void AddResponse(N8nParameters p, N8nParameters options, Dictionary<string, object?> request)
    {
        var format = p.Choice("responseFormat", "json");
        var full = options.Flag("fullResponse");
        request["response"] = format switch { "file" => "file", "string" => "text", _ => "json" };
        if (full) request["fullResponse"] = true;
        if (options.Flag("ignoreResponseCode")) request["neverError"] = true;
        if (p.Text("dataPropertyName") is { Length: > 0 } property) request["outputProperty"] = property;
        if (!options.Flag("splitIntoItems") && format == "json" && !full)
            p.Lose("An answer that is a list becomes one item for each entry; it used to be one item.");
    }

    private static void AddOptions(N8nParameters p, N8nParameters options, Dictionary<string, object?> request)
    {
        if (p.Flag("allowUnauthorizedCerts")) request["ignoreTlsFaults"] = true;
        if (options.Has("timeout")) request["timeoutSeconds"] = HttpRequestMapping.Seconds(options.Number("timeout", 300_000));
        if (options.Has("proxy")) request["proxy"] = options.Text("proxy");
        if (options.Has("followRedirect")) request["followRedirects"] = options.Flag("followRedirect", true);
        options.Default("followAllRedirects", "true");
        if (options.Flag("useQueryString")) request["queryArrays"] = "repeat";
        var size = options.Number("batchSize", 50);
        if ((options.Has("batchSize") || options.Has("batchInterval")) && size is not <= 0.0)
            request["batching"] = new { size, everyMs = options.Number("batchInterval", 1000) };
    }
}
