using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes.Vendors;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Nodes.Vendors;

/// <summary>What every operation of every vendor sends, recorded by a real server: one file a vendor, in <c>Requests/</c>.</summary>
/// <remarks>A new operation: run once with <c>UPDATE_SNAPSHOTS=1</c>, and hold the diff against the vendor's reference.</remarks>
public sealed partial class VendorRequestTests
{
    // What the nodes that ask twice need to find in a first answer.
    private const string Answer = """{"ok":true,"id":"id-1","sha":"sha-1","threadId":"thread-1","mimeType":"text/plain","name":"name.txt","parents":["parent-1"],"documentId":"doc-1","payload":{"headers":[{"name":"From","value":"a@example.com"},{"name":"Subject","value":"Hello"}]},"result":{"file_path":"photos/1.jpg"},"sheets":[]}""";

    public static TheoryData<string> Types => [.. Nodes().Select(type => type.GetCustomAttribute<NodeAttribute>()!.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Run_EveryOperation_SendsWhatTheVendorWants(string type)
    {
        await using var server = await LocalServer.StartAsync(http =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync(Answer);
        });
        using var services = Outgoing.Services("127.0.0.1/32");
        var node = (Node)ActivatorUtilities.CreateInstance(services, Nodes().Single(candidate => candidate.GetCustomAttribute<NodeAttribute>()!.Type == type));
        var text = new StringBuilder();
        foreach (var operation in ((IVendorNode)node).Operations)
        {
            server.Requests.Clear();
            await RunAsync(node, operation, server);
            Assert.NotEmpty(server.Requests);
            text.Append("## ").AppendLine(operation.Name);
            foreach (var request in server.Requests) text.AppendLine(Shown(request, server));
            text.AppendLine();
        }

        var path = Path.Combine(Folder(), $"{type}.md");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") await File.WriteAllTextAsync(path, text.ToString().ReplaceLineEndings("\n"), TestContext.Current.CancellationToken);
        Assert.True(File.Exists(path), $"There is no {path}: run once with UPDATE_SNAPSHOTS=1 and hold it against the vendor's reference.");
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), text.ToString().ReplaceLineEndings("\n"));
    }

    private static async Task RunAsync(Node node, VendorOperation operation, LocalServer server)
    {
        var type = NodeType.Of(node);
        var context = new NetContext { Parameters = Parameters(type.InputType, operation, server) };
        context.Credentials["auth"] = Credential(type);
        context.InputItems = [new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { ["data"] = await context.Files.SaveAsync(new MemoryStream("file content"u8.ToArray()), "text/plain", "file.txt", CancellationToken.None) })];
        var input = InputBinder.Bind(context.Parameters, type.InputType);
        try
        {
            await type.RunItemAsync(input, context, TestContext.Current.CancellationToken);
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            // The one answer there is does not fit every question; what was asked is all that counts here.
        }
    }

    private static JsonElement Parameters(Type input, VendorOperation operation, LocalServer server)
    {
        var templates = $"{operation.Path} {operation.Query} {operation.Body} {operation.Headers}";
        var parameters = new JsonObject { ["operation"] = operation.Name, ["baseUrl"] = server.At("/"), ["limit"] = 7 };
        foreach (var property in input.GetProperties().Where(property => property.DeclaringType == input))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            if (property.PropertyType == typeof(bool)) continue;
            parameters[name] = name == "attachments" ? type == typeof(string) ? "data" : new JsonArray("data")
                : type == typeof(string) ? name.EndsWith("Url", StringComparison.Ordinal) ? server.At($"/{name}") : name is "to" or "cc" or "bcc" or "replyTo" ? $"{name.ToLowerInvariant()}@example.com" : $"{name} 1"
                : type == typeof(bool) ? true : type == typeof(int) || type == typeof(double) ? 1
                : type == typeof(JsonElement) ? templates.Contains($"{{{name}:list}}", StringComparison.Ordinal) || name is "to" or "cc" or "bcc" or "replyTo" or "attendees" ? new JsonArray("a", "b") : new JsonObject { [name] = "value" }
                : null;
            if (parameters[name] is null) parameters.Remove(name);
        }

        return JsonSerializer.SerializeToElement(parameters);
    }

    private static Credential Credential(NodeType type) => type.Slots[0].Types[0] switch
    {
        "http.basic" => new("http.basic", new Dictionary<string, string> { ["user"] = "user", ["password"] = "password" }),
        "http.header" => new("http.header", new Dictionary<string, string> { ["name"] = "X-Key", ["value"] = "secret" }),
        "http.query" => new("http.query", new Dictionary<string, string> { ["name"] = "key", ["value"] = "secret" }),
        "telegram.bot" => new("telegram.bot", new Dictionary<string, string> { ["token"] = "123:abc" }),
        _ => new("http.bearer", new Dictionary<string, string> { ["token"] = "secret" }),
    };

    private static string Shown(LocalServer.Seen request, LocalServer server)
    {
        var headers = request.Headers.Where(header => header.Key is "authorization" or "x-key" or "notion-version" or "prefer" || header.Key.StartsWith("content-type", StringComparison.Ordinal)).Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);
        var text = $"{request.Method} {request.Target}\n{string.Join("\n", headers)}\n{request.Text}".TrimEnd();
        text = Boundary().Replace(text, "boundary").Replace(server.At("/"), "http://server/", StringComparison.Ordinal);
        return Raw().Replace(text, "\"raw\":\"…\"");
    }

    private static IEnumerable<Type> Nodes() => NodeCatalog.ClassesOf(typeof(VendorClient).Assembly).Where(type => type.IsAssignableTo(typeof(IVendorNode)));

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Requests");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Boundary();

    [GeneratedRegex("\"raw\":\"[^\"]*\"")]
    private static partial Regex Raw();
}
