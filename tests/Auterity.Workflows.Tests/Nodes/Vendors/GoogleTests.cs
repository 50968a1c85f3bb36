using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Nodes.Vendors;
using Auterity.Workflows.Tests.Outbound;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Nodes.Vendors;

/// <summary>What takes more than one call, or a form of its own.</summary>
public sealed class GoogleTests
{
    [Fact]
    public async Task Gmail_Send_CarriesTheMessageAsMime()
    {
        var (_, requests) = await RunAsync<GmailNode>(new { operation = "message.send", to = "a@example.com, b@example.com", subject = "Grüße", html = "<p>Hi</p>", attachments = "data" }, _ => """{"id":"1"}""");

        var mime = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(JsonDocument.Parse(requests[0].Text).RootElement.GetProperty("raw").GetString()));
        Assert.Equal("/messages/send", requests[0].Target);
        Assert.Contains("To: a@example.com, b@example.com", mime, StringComparison.Ordinal);
        Assert.Contains("<p>Hi</p>", mime, StringComparison.Ordinal);
        Assert.Contains("filename=file.txt", mime, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drive_Upload_SendsTheContentThenItsNameAndPlace()
    {
        var (_, requests) = await RunAsync<GoogleDriveNode>(new { operation = "file.upload", name = "report.txt", folderId = "folder" }, _ => """{"id":"f1"}""");

        Assert.Equal(["POST /upload/drive/v3/files?uploadType=media&supportsAllDrives=true", "PATCH /drive/v3/files/f1?supportsAllDrives=true&addParents=folder&removeParents=root&fields=%2A"], requests.Select(request => $"{request.Method} {request.Target}"));
        Assert.Equal(("file content", """{"name":"report.txt"}"""), (requests[0].Text, requests[1].Text));
    }

    [Fact]
    public async Task Drive_DownloadOfADocument_ExportsIt()
    {
        var (items, requests) = await RunAsync<GoogleDriveNode>(new { operation = "file.download", fileId = "d1" }, target => target.Contains("export", StringComparison.Ordinal) ? "text" : """{"id":"d1","name":"Plan","mimeType":"application/vnd.google-apps.spreadsheet"}""");

        Assert.EndsWith("/export?mimeType=text%2Fcsv", requests[1].Target, StringComparison.Ordinal);
        Assert.Equal("Plan", items[0].Binary!["data"].FileName);
    }

    [Fact]
    public async Task Sheets_Read_NamesCellsByTheHeadingRowAndFilters()
    {
        var (items, requests) = await RunAsync<GoogleSheetsNode>(new { operation = "read", documentId = "d", sheet = "gid=7", filters = new[] { new { column = "City", value = "Bonn" } } }, Sheet);

        Assert.Equal(["/v4/spreadsheets/d?fields=sheets.properties%28sheetId%2Ctitle%29", "/v4/spreadsheets/d/values/'My%20tasks'?valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING"], requests.Select(request => request.Target));
        Assert.Equal(["""{"row_number":3,"Name":"Eva","City":"Bonn"}"""], items.Select(item => item.ToString()));
    }

    [Fact]
    public async Task Sheets_Upsert_UpdatesTheRowThatMatchesAndAppendsTheRest()
    {
        var (_, requests) = await RunAsync<GoogleSheetsNode>(new { operation = "upsert", documentId = "d", sheet = "My tasks", matchOn = new[] { "Name" } }, Sheet, """{"Name":"Eva","City":"Köln"}""", """{"Name":"Tom","Age":3}""");

        var (update, append) = (requests[^2], requests[^1]);
        Assert.Equal("/v4/spreadsheets/d/values:batchUpdate", update.Target);
        Assert.Equal("""{"valueInputOption":"USER_ENTERED","data":[{"range":"'My tasks'!1:1","values":[["Name","City","Age"]]},{"range":"'My tasks'!A3","values":[["Eva"]]},{"range":"'My tasks'!B3","values":[["Köln"]]}]}""", update.Text);
        Assert.Equal("/v4/spreadsheets/d/values/'My%20tasks'!A:C:append?valueInputOption=USER_ENTERED&insertDataOption=INSERT_ROWS", append.Target);
        Assert.Equal("""{"values":[["Tom","",3]]}""", append.Text);
    }

    [Fact]
    public async Task Sheets_UpdateByRowNumber_TouchesNoOtherRow()
    {
        var (_, requests) = await RunAsync<GoogleSheetsNode>(new { operation = "update", documentId = "d", sheet = "My tasks", matchOn = new[] { "row_number" } }, Sheet, """{"row_number":2,"City":"Ulm"}""");

        Assert.Equal("""{"valueInputOption":"USER_ENTERED","data":[{"range":"'My tasks'!B2","values":[["Ulm"]]}]}""", requests[^1].Text);
    }

    private static string Sheet(string target) => target.Contains("fields=sheets", StringComparison.Ordinal)
        ? """{"sheets":[{"properties":{"sheetId":0,"title":"First"}},{"properties":{"sheetId":7,"title":"My tasks"}}]}"""
        : target.Contains("/values/", StringComparison.Ordinal) && !target.Contains(":append", StringComparison.Ordinal) ? """{"values":[["Name","City"],["Ann","Ulm"],["Eva","Bonn"]]}""" : "{}";

    private static async Task<(IReadOnlyList<Item> Items, List<LocalServer.Seen> Requests)> RunAsync<T>(object parameters, Func<string, string> answer, params string[] items) where T : Node
    {
        await using var server = await LocalServer.StartAsync(http =>
        {
            http.Response.ContentType = "application/json";
            return http.Response.WriteAsync(answer($"{http.Request.Path}{http.Request.QueryString}"));
        });
        using var services = Outgoing.Services("127.0.0.1/32");
        var filled = JsonSerializer.SerializeToNode(parameters)!.AsObject();
        filled["baseUrl"] = server.At("/");
        var context = new NetContext { Parameters = JsonSerializer.SerializeToElement(filled) };
        context.Credentials["auth"] = new Credential("http.bearer", new Dictionary<string, string> { ["token"] = "secret" });
        var file = await context.Files.SaveAsync(new MemoryStream("file content"u8.ToArray()), "text/plain", "file.txt", TestContext.Current.CancellationToken);
        context.InputItems = [.. (items.Length == 0 ? ["{}"] : items).Select(json => new Item(Encoding.UTF8.GetBytes(json), new Dictionary<string, BinaryRef> { ["data"] = file }))];
        var type = NodeType.Of(ActivatorUtilities.CreateInstance<T>(services));
        var input = InputBinder.Bind(context.Parameters, type.InputType);
        IReadOnlyList<Item> found = type.Kind == NodeKind.PerItem
            ? await type.RunItemAsync(input, context, TestContext.Current.CancellationToken)
            : ((NodeResult.Outputs)await type.RunBatchAsync(input, context, TestContext.Current.CancellationToken)).Ports[0]!.Items;
        return (found, [.. server.Requests]);
    }
}
