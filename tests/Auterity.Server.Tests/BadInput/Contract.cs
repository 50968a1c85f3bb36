using System.Text.Json;

namespace Auterity.Server.Tests.BadInput;

/// <summary>The OpenAPI document as a list of operations to try things on.</summary>
internal sealed class Contract(JsonElement document)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    public static async Task<Contract> ReadAsync(HttpClient client) => new(await client.GetJsonAsync("/openapi/v1.json"));

    /// <summary>Every operation of the product, in the order of the document.</summary>
    public IEnumerable<Operation> Operations =>
        from path in document.GetProperty("paths").EnumerateObject()
        where !path.Name.StartsWith("/test/", StringComparison.Ordinal)
        from method in path.Value.EnumerateObject()
        where Methods.Contains(method.Name)
        select new Operation(this, method.Name.ToUpperInvariant(), path.Name, method.Value);

    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("$ref", out var reference))
        {
            var at = document;
            foreach (var part in reference.GetString()!.Split('/').Skip(1))
                at = at.GetProperty(part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
            schema = at;
        }

        return schema;
    }

    /// <summary>Members of an object schema, those of <c>allOf</c> included.</summary>
    public IEnumerable<JsonProperty> PropertiesOf(JsonElement schema)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("allOf", out var all))
            foreach (var property in all.EnumerateArray().SelectMany(PropertiesOf)) yield return property;
        if (schema.TryGetProperty("properties", out var properties))
            foreach (var property in properties.EnumerateObject()) yield return property;
    }
}

/// <summary>One operation of the contract.</summary>
internal sealed record Operation(Contract Contract, string Method, string Path, JsonElement Json)
{
    public bool NeedsCredential => Json.TryGetProperty("security", out var security) && security.GetArrayLength() > 0;

    public JsonElement? JsonBody => Json.TryGetProperty("requestBody", out var body) && Contract.Resolve(body).GetProperty("content").TryGetProperty("application/json", out var json) ? json : null;

    /// <summary>A body the operation takes: the contract's own example.</summary>
    public string ExampleBody => JsonBody is { } body && body.TryGetProperty("example", out var example) ? example.GetRawText() : "{}";

    public IEnumerable<(string Name, string In)> Parameters => Json.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Select(Contract.Resolve).Select(parameter => (parameter.Text("name"), parameter.Text("in")))
        : [];

    public override string ToString() => $"{Method} {Path}";
}
