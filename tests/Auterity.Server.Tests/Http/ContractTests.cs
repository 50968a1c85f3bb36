using System.Globalization;
using System.Text;
using System.Text.Json;
using Auterity.Server.Tests.BadInput;
using Microsoft.OpenApi;

namespace Auterity.Server.Tests.Http;

/// <summary>The OpenAPI document as somebody who writes a client needs it.</summary>
public sealed class ContractTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    private static readonly string Snapshot = Path.Combine(SourceFolder(), "Http", "contract.txt");

    [Fact]
    public async Task Contract_ReadByTheLibrary_IsValid()
    {
        var text = await host.Client.GetStringAsync("/openapi/v1.json", Json.Token);

        var read = OpenApiDocument.Parse(text, "json");

        Assert.Empty(read.Diagnostic!.Errors.Select(error => $"{error.Pointer}: {error.Message}"));
    }

    [Fact]
    public async Task Contract_EveryOperation_SaysAllAClientNeeds()
    {
        var contract = await Contract.ReadAsync(host.Client);
        var gaps = new List<string>();
        foreach (var operation in contract.Operations)
            gaps.AddRange(GapsOf(operation).Select(gap => $"{operation}: {gap}"));

        Assert.True(gaps.Count == 0, string.Join('\n', gaps));
    }

    [Fact]
    public async Task Contract_OperationIds_AreUnique()
    {
        var ids = (await Contract.ReadAsync(host.Client)).Operations.Select(operation => operation.Json.Text("operationId")).ToList();

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public async Task Contract_Tags_AreExplained()
    {
        var document = await host.Client.GetJsonAsync("/openapi/v1.json");
        var used = new Contract(document).Operations.SelectMany(operation => operation.Json.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString())).Distinct().Order();

        Assert.Equal(used, document.GetProperty("tags").EnumerateArray().Where(tag => tag.Text("description").Length > 0).Select(tag => tag.Text("name")).Order());
    }

    [Fact]
    public async Task Contract_Statuses_AreEnums()
    {
        var schemas = (await host.Client.GetJsonAsync("/openapi/v1.json")).GetProperty("components").GetProperty("schemas");

        Assert.Equal(
            ["cancelled", "failed", "needsDecision", "paused", "queued", "running", "succeeded", "waiting"],
            schemas.GetProperty("RunStatus").GetProperty("enum").EnumerateArray().Select(value => value.GetString()).Order(StringComparer.Ordinal));
    }

    /// <summary>A line an operation and a line a schema. When a change is meant, run with AUTERITY_SNAPSHOT=write and commit the file.</summary>
    [Fact]
    public async Task Contract_Summed_IsTheOneAgreed()
    {
        var document = await host.Client.GetJsonAsync("/openapi/v1.json");
        var now = Sum(document);
        if (Environment.GetEnvironmentVariable("AUTERITY_SNAPSHOT") == "write") await File.WriteAllTextAsync(Snapshot, now, Json.Token);

        var agreed = await File.ReadAllTextAsync(Snapshot, Json.Token);
        var gone = agreed.Split('\n').Except(now.Split('\n'));
        var fresh = now.Split('\n').Except(agreed.Split('\n'));
        Assert.True(agreed == now, $"The contract differs from Http/contract.txt:\n{string.Join('\n', gone.Select(line => "- " + line).Concat(fresh.Select(line => "+ " + line)))}");
    }

    private static IEnumerable<string> GapsOf(Operation operation)
    {
        var json = operation.Json;
        if (!json.TryGetProperty("operationId", out _)) yield return "no operationId";
        if (!json.TryGetProperty("summary", out var summary) || summary.GetString()!.Length < 8) yield return "no summary";
        if (!json.TryGetProperty("tags", out var tags) || tags.GetArrayLength() != 1) yield return "not exactly one tag";
        foreach (var parameter in json.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Select(operation.Contract.Resolve) : [])
            if (parameter.Text("in") != "path" && (!parameter.TryGetProperty("description", out var told) || told.GetString()!.Length == 0)) yield return $"parameter {parameter.Text("name")} has no description";
        if (operation.JsonBody is { } body && !body.TryGetProperty("example", out _)) yield return "no example of the body";
        var responses = json.GetProperty("responses");
        var good = responses.EnumerateObject().Where(response => response.Name[0] == '2').ToList();
        if (good.Count == 0) yield return "no answer of 2xx";
        foreach (var response in responses.EnumerateObject())
        {
            if (response.Value.Text("description").Length < 5) yield return $"answer {response.Name} has no description";
            if (response.Name[0] is '4' or '5' or 'd' && response.Name != "503" && !response.Value.GetProperty("content").TryGetProperty("application/problem+json", out _)) yield return $"answer {response.Name} is no problem";
        }

        if (operation.NeedsCredential)
            foreach (var status in new[] { "401", "403", "429" })
                if (!responses.TryGetProperty(status, out _)) yield return $"no answer {status}";
    }

    private static string Sum(JsonElement document)
    {
        var contract = new Contract(document);
        var lines = new StringBuilder();
        foreach (var operation in contract.Operations.OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Method, StringComparer.Ordinal))
        {
            var body = operation.Json.TryGetProperty("requestBody", out var sent) ? string.Join("|", sent.GetProperty("content").EnumerateObject().Select(content => $"{content.Name} {TypeOf(content.Value)}")) : "";
            var answers = string.Join(", ", operation.Json.GetProperty("responses").EnumerateObject().Where(response => response.Name != "default").Select(response =>
                response.Name[0] == '2' && response.Value.TryGetProperty("content", out var content) ? $"{response.Name} {string.Join("|", content.EnumerateObject().Select(kind => TypeOf(kind.Value)))}" : response.Name));
            lines.Append(CultureInfo.InvariantCulture, $"{operation} {operation.Json.Text("operationId")} ({string.Join(", ", operation.Parameters.Select(parameter => $"{parameter.Name}:{parameter.In}"))}) {body} -> {answers}{(operation.NeedsCredential ? "" : " open")}\n");
        }

        lines.Append('\n');
        foreach (var schema in document.GetProperty("components").GetProperty("schemas").EnumerateObject().OrderBy(schema => schema.Name, StringComparer.Ordinal))
            if (!schema.Name.StartsWith("Order", StringComparison.Ordinal) && schema.Name != "Line")
                lines.Append(CultureInfo.InvariantCulture, $"{schema.Name} {Shape(schema.Value)}\n");
        return lines.ToString();
    }

    private static string Shape(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var values)) return string.Join("|", values.EnumerateArray().Select(value => value.ToString()));
        if (!schema.TryGetProperty("properties", out var properties)) return Kind(schema);
        var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(name => name.GetString()).ToHashSet() : [];
        return "{ " + string.Join(", ", properties.EnumerateObject().Select(property => $"{property.Name}{(required.Contains(property.Name) ? "" : "?")}: {Kind(property.Value)}")) + " }";
    }

    private static string TypeOf(JsonElement content) => content.TryGetProperty("schema", out var schema) ? Kind(schema) : "any";

    private static string Kind(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out var reference)) return reference.GetString()!.Split('/')[^1];
        foreach (var many in new[] { "oneOf", "anyOf", "allOf" })
            if (schema.TryGetProperty(many, out var choices)) return string.Join("|", choices.EnumerateArray().Select(Kind));
        if (!schema.TryGetProperty("type", out var type)) return "any";
        var name = type.ValueKind == JsonValueKind.Array ? string.Join("|", type.EnumerateArray().Select(kind => kind.GetString())) : type.GetString()!;
        if (schema.TryGetProperty("items", out var items)) return $"{name} of {Kind(items)}";
        return schema.TryGetProperty("format", out var format) ? $"{name} {format.GetString()}" : name;
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
