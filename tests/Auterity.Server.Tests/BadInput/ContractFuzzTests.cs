using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Server.Tests.Hooks;

namespace Auterity.Server.Tests.BadInput;

/// <summary>Every field of every request of the contract, missing and wrong in every way: an answer of 2xx or a problem of 4xx, and soon.</summary>
public abstract class ContractFuzzTests(SharedServer host)
{
    /// <summary>Values no field should choke on.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "7", "-1", "0.5", "1e308", "99999999999999999999999999", "-9223372036854775809", "\"\"", "\"text\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"",
        "\"2026-02-30\"", "\"01890000-0000-7000-8000-000000000000\"", "[]", "[null]", "[[]]", "[\"\\u0000\"]", "{}", "{\"a\":{\"b\":[1]}}", "{\"\\u0000\":1}", "{\"\\ud800\":1}",
    ];

    private static readonly string[] Bodies =
    [
        "", " ", "null", "true", "7", "\"x\"", "[]", "[1]", "{}", "{", "}", "{\"a\"", "{\"a\":}", "{'a':1}", "{\"a\":1,}", "{\"a\":1}{\"b\":2}", "\u0000", "\uFEFF{}", "nul", "-", "1e", "{\"a\":\"\n\"}", "{\"a\":1,\"a\":2}", "NaN",
    ];

    private static readonly string[] Texts = ["", "x", "-1", "0", "1.5", "99999999999999999999", "NaN", "true", "null", "%F0%9F%98%80", "%ED%A0%80", "%FF", "a%0D%0Ab", "'%3B--", "%7B%7D", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59%2B14:00", "%00"];

    [Fact]
    public async Task Send_EveryFieldWrongInEveryWay_IsNeverAFaultOfOurs()
    {
        var contract = await Contract.ReadAsync(host.Client);
        var answered = 0;
        var faults = new List<string>();
        foreach (var operation in contract.Operations.Where(operation => operation.NeedsCredential))
        {
            var things = await Things.CreateAsync(host.Server);
            foreach (var (path, body) in Requests(operation, things))
            {
                if (await FaultOf(operation, path, body) is { } fault) faults.Add(fault);
                answered++;
            }
        }

        Assert.True(answered > 1_000, $"only {answered} requests were made");
        Assert.True(faults.Count == 0, $"{faults.Count} of {answered}:\n{string.Join('\n', faults.Take(40))}");
    }

    private static IEnumerable<(string Path, byte[]? Body)> Requests(Operation operation, Things things)
    {
        var path = things.PathOf(operation);
        var example = operation.JsonBody is null ? null : Encoding.UTF8.GetBytes(operation.ExampleBody);
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "query" && parameter.Name != "wait"))
            foreach (var text in Texts)
                yield return ($"{path}?{parameter.Name}={text}", example);
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.In == "path"))
            foreach (var text in Texts.Where(text => text.Length > 0 && text != "%00")) // the server itself refuses NUL in a path
                yield return (operation.Path.Replace($"{{{parameter.Name}}}", text, StringComparison.Ordinal), example);
        if (operation.JsonBody is not { } body) yield break;

        foreach (var text in Bodies)
            yield return (path, Encoding.UTF8.GetBytes(text));
        yield return (path, [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D]);
        foreach (var property in operation.Contract.PropertiesOf(body.GetProperty("schema")).Select(property => property.Name).Distinct())
        {
            yield return (path, Encoding.UTF8.GetBytes(With(operation.ExampleBody, property, null)));
            foreach (var value in Values)
                yield return (path, Encoding.UTF8.GetBytes(With(operation.ExampleBody, property, value)));
        }
    }

    /// <summary>The example with one member taken out, or written as given, valid or not.</summary>
    private static string With(string example, string property, string? value)
    {
        var json = JsonNode.Parse(example)!.AsObject();
        json.Remove(property);
        if (value is null) return json.ToJsonString();
        var rest = json.ToJsonString()[1..];
        return $"{{\"{property}\":{value}{(rest == "}" ? "" : ",")}{rest}";
    }

    private async Task<string?> FaultOf(Operation operation, string path, byte[]? body)
    {
        var told = $"{operation.Method} {path} {(body is null ? "" : Encoding.UTF8.GetString(body, 0, Math.Min(body.Length, 160)))}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Json.Token);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        try
        {
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), path) { Content = body is null ? null : HookFlows.Bytes(body, "application/json") };
            using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
            if ((int)response.StatusCode >= 500) return $"{(int)response.StatusCode} {told}";
            if ((int)response.StatusCode < 400) return null;
            var text = await response.Content.ReadAsStringAsync(limit.Token);
            return response.Content.Headers.ContentType?.MediaType == "application/problem+json" && JsonDocument.Parse(text).RootElement.Text("type").StartsWith("/problems/", StringComparison.Ordinal)
                ? null
                : $"{(int)response.StatusCode} is no problem: {told} {text}";
        }
        catch (OperationCanceledException) when (!Json.Token.IsCancellationRequested)
        {
            return $"no answer: {told}";
        }
    }
}

public sealed class SqliteContractFuzzTests(DefaultServer host) : ContractFuzzTests(host), IClassFixture<DefaultServer>;

public sealed class PostgresContractFuzzTests(DefaultPostgresServer host) : ContractFuzzTests(host), IClassFixture<DefaultPostgresServer>;
