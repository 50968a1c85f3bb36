using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>HTTP request, versions 3 and later; the older ones are <see cref="OldHttpRequest"/>.</summary>
[N8nMapping("n8n-nodes-base.httpRequest")]
internal sealed class HttpRequestMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters parameters) =>
        new("http.request", (parameters.Version < 3 ? OldHttpRequest.Of(parameters) : Of(parameters)).Where(member => member.Value is not null).ToDictionary());

    private static Dictionary<string, object?> Of(N8nParameters p)
    {
        p.Skip("authentication", "nodeCredentialType", "genericAuthType", "curlImport", "infoMessage", "httpVariantWarning", "provideSslCertificates");
        var request = new Dictionary<string, object?>
        {
            ["method"] = p.Text("method", "GET"),
            ["url"] = p.Text("url", ""),
            ["query"] = PairsOf(p, "sendQuery", "specifyQuery", "queryParameters", "jsonQuery"),
            ["headers"] = PairsOf(p, "sendHeaders", "specifyHeaders", "headerParameters", "jsonHeaders"),
        };
        AddBody(p, request);
        AddOptions(p.Object("options"), request);
        return request;
    }

    private static object? PairsOf(N8nParameters p, string send, string specify, string pairs, string json)
    {
        var asked = p.Flag(send);
        var asJson = p.Choice(specify, "keypair") == "json";
        var (written, listed) = (p.Value(json), p.Pairs($"{pairs}.parameters"));
        p.Skip(pairs);
        return !asked ? null : asJson ? written : listed;
    }

    private static void AddBody(N8nParameters p, Dictionary<string, object?> request)
    {
        var kind = p.Choice("contentType", "json");
        var asked = p.Flag("sendBody");
        var specify = p.Choice("specifyBody", "keypair");
        var rows = p.List("bodyParameters.parameters").Select(FieldOf).Where(field => field.Name.Length > 0).ToList();
        var (json, body, raw, file) = (p.Value("jsonBody"), p.Value("body"), p.Text("rawContentType"), p.Text("inputDataFieldName"));
        p.Skip("bodyParameters");
        if (!asked) return;

        switch (kind)
        {
            case "binaryData":
                (request["body"], request["binaryProperty"]) = ("binary", file ?? "");
                break;
            case "raw":
                (request["body"], request["raw"], request["contentType"]) = ("raw", TextOf(body), raw is { Length: > 0 } ? raw : null);
                break;
            case "multipart-form-data":
                (request["body"], request["fields"]) = ("multipart", rows);
                break;
            case "form-urlencoded" when specify == "string":
                (request["body"], request["raw"], request["contentType"]) = ("raw", TextOf(body), "application/x-www-form-urlencoded");
                break;
            case "form-urlencoded":
                (request["body"], request["fields"]) = ("form", rows);
                break;
            case "json" when specify == "json":
                (request["body"], request["json"]) = ("json", json);
                break;
            default:
                (request["body"], request["fields"]) = ("json", rows);
                break;
        }
    }

    private static BodyRow FieldOf(N8nParameters row) => row.Choice("parameterType", "formData") == "formBinaryData"
        ? new(row.Text("name") ?? "", null, row.Text("inputDataFieldName", "data"))
        : new(row.Text("name") ?? "", row.Value("value") ?? JsonSerializer.SerializeToElement(""), null);

    private static void AddOptions(N8nParameters o, Dictionary<string, object?> request)
    {
        o.Default("redirect.redirect.followRedirects", "true");
        if (o.Has("allowUnauthorizedCerts")) request["ignoreTlsFaults"] = o.Flag("allowUnauthorizedCerts");
        if (o.Has("redirect.redirect.followRedirects")) request["followRedirects"] = o.Flag("redirect.redirect.followRedirects", true);
        if (o.Has("redirect.redirect.maxRedirects")) request["maxRedirects"] = o.Number("redirect.redirect.maxRedirects", 21);
        if (o.Has("timeout")) request["timeoutSeconds"] = Seconds(o.Number("timeout", 300_000));
        if (o.Has("proxy")) request["proxy"] = o.Text("proxy");
        if (o.Has("lowercaseHeaders")) request["lowerCaseHeaders"] = o.Flag("lowercaseHeaders", true);
        if (o.Has("queryParameterArrays"))
            request["queryArrays"] = o.Choice("queryParameterArrays", "brackets") switch { "repeat" => "repeat", "indices" => "indices", _ => "brackets" };
        AddBatching(o, request);
        AddResponse(o.Object("response.response"), request);
        if (HttpPages.Of(o.Object("pagination.pagination")) is { } pages) request["pagination"] = pages;
    }

    private static void AddBatching(N8nParameters o, Dictionary<string, object?> request)
    {
        var size = o.Number("batching.batch.batchSize", 50);
        if (!o.Has("batching.batch") || size is <= 0.0) return; // 0 or -1: no batches
        request["batching"] = new { size, everyMs = o.Number("batching.batch.batchInterval", 1000) };
    }

    private static void AddResponse(N8nParameters r, Dictionary<string, object?> request)
    {
        if (r.Has("fullResponse")) request["fullResponse"] = r.Flag("fullResponse");
        if (r.Has("neverError")) request["neverError"] = r.Flag("neverError");
        if (r.Choice("responseFormat", "autodetect") is var format and not "autodetect") request["response"] = format;
        if (r.Text("outputPropertyName") is { Length: > 0 } property) request["outputProperty"] = property;
    }

    internal static object Seconds(object milliseconds) => milliseconds is double number ? number / 1000 : $"={{{{ ({Inner((string)milliseconds)}) / 1000 }}}}";

    private static string Inner(string expression) =>
        expression.TrimStart('=').Trim() is var text && text.StartsWith("{{", StringComparison.Ordinal) && text.EndsWith("}}", StringComparison.Ordinal) ? text[2..^2].Trim() : JsonSerializer.Serialize(text);

    private static string TextOf(JsonElement? value) => value is { } there ? N8nValues.Text(there) : "";

    /// <summary>A field of the body, as the HTTP request node wants it.</summary>
    internal sealed record BodyRow(string Name, JsonElement? Value, string? Property);
}
