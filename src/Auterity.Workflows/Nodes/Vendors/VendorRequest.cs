using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>A request to a vendor, made but not sent.</summary>
internal sealed record VendorRequest(HttpMethod Method, Uri Url)
{
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public JsonNode? Body { get; init; }

    public BodyKind Kind { get; init; } = BodyKind.None;

    /// <summary>Field that takes the item's file; null sends none.</summary>
    public string? FileField { get; init; }

    /// <summary>Name of the item's file.</summary>
    public string File { get; init; } = "data";

    /// <summary>Makes the request of an operation from its fields. Pure.</summary>
    /// <exception cref="NodeException"><c>invalid-parameters</c>, naming what is missing.</exception>
    public static VendorRequest Of(VendorOperation operation, JsonObject fields, string baseUrl)
    {
        foreach (var name in operation.Required)
            VendorTemplate.Text($"{{{name}}}", fields, text => text);
        // An address given in the node holds for all of the vendor's servers, but not where the operation's address is a field itself.
        var server = operation.BaseUrl is { } special && (fields["baseUrl"] is null || special.StartsWith('{')) ? special : baseUrl;
        var address = $"{VendorTemplate.Text(server, fields, text => text).TrimEnd('/')}{VendorTemplate.Text(operation.Path, fields, Escaped)}";
        if (UrlQuery.Resolve(null, address) is not { Scheme: "http" or "https" } url)
            throw new NodeException(baseUrl.Length == 0
                ? "The address of the server is missing: give it here or in the credential."
                : $"'{address}' is no address that can be called.", "invalid-parameters", retryable: false)
            { NotSent = true };
        var body = operation.Body is null ? null : VendorTemplate.Fill(operation.Body, fields);
        if (fields["extra"] is { } extra) body = Merged(body, extra);
        return new VendorRequest(new HttpMethod(operation.Method), url)
        {
            Headers = [.. Pairs(operation.Headers, fields)],
            Body = body,
            Kind = operation.FileField is not null ? operation.Kind : body is null ? BodyKind.None : operation.Kind,
            FileField = operation.FileField,
            File = fields["file"]?.ToString() is { Length: > 0 } file ? file : "data",
        }.With(Pairs(operation.Query, fields));
    }

    /// <summary>The same request with more query parameters; those of the same name are replaced.</summary>
    public VendorRequest With(IEnumerable<KeyValuePair<string, string>> query) => query.ToList() is { Count: > 0 } pairs ? this with { Url = UrlQuery.Append(Url, pairs) } : this;

    /// <summary>The body as the sender wants it.</summary>
    public Func<CancellationToken, Task<HttpContent>>? BodyFor(Item item, IBlobs blobs) => new RequestBody(Kind)
    {
        Json = Kind == BodyKind.Json ? JsonSerializer.SerializeToElement(Body, JsonDefaults.Options) : null,
        Fields = Kind is BodyKind.Form or BodyKind.Multipart ? [.. Fields(), .. FileField is { } field && item.Binary?.ContainsKey(File) == true ? [new BodyField(field, null, File)] : Array.Empty<BodyField>()] : [],
        Raw = Kind == BodyKind.Raw && Body is not null ? VendorTemplate.AsText(Body) : "",
        Property = File,
    }.For(item, blobs);

    private IEnumerable<BodyField> Fields() => Body is not JsonObject members ? [] : members.Where(member => member.Value is not null)
        .Select(member => new BodyField(member.Key, JsonSerializer.SerializeToElement(member.Value, JsonDefaults.Options)));

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string? template, JsonObject fields)
    {
        if (template is null || VendorTemplate.Fill(template, fields) is not JsonObject members) yield break;
        foreach (var (name, value) in members)
        {
            if (value is JsonArray list)
                foreach (var entry in list.OfType<JsonNode>()) yield return KeyValuePair.Create(name, VendorTemplate.AsText(entry));
            else if (value is not null) yield return KeyValuePair.Create(name, VendorTemplate.AsText(value));
        }
    }

    private static JsonNode Merged(JsonNode? body, JsonNode extra)
    {
        var more = extra is JsonValue text && text.TryGetValue<string>(out var json) ? JsonNode.Parse(json) : extra;
        if (more is not JsonObject members) throw new NodeException("Parameter 'extra' must be a JSON object.", "invalid-parameters", retryable: false) { NotSent = true };
        var target = body as JsonObject ?? [];
        foreach (var (name, value) in members) target[name] = value?.DeepClone();
        return target;
    }

    // A value is one segment; slashes that belong to it (a file's path) stay readable.
    private static string Escaped(string value) => string.Join('/', value.Trim('/').Split('/').Select(Uri.EscapeDataString));
}
