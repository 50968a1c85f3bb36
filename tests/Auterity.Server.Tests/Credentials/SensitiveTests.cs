using System.Net;
using System.Text;
using Auterity.Server.Tests.Runs;
using Auterity.Server.Tests.Workflows;
using Microsoft.AspNetCore.Http;

namespace Auterity.Server.Tests.Credentials;

/// <summary>Nodes with <c>policy.sensitive</c>: their data does its work and is neither shown nor stored in the clear.</summary>
public sealed class SensitiveTests
{
    private const string Number = "078-05-1120-and-so-on";

    [Theory, InlineData(Backend.Sqlite), InlineData(Backend.Postgres)]
    public async Task Run_SensitiveNode_DataIsUsedButNeitherShownNorStored(Backend backend)
    {
        var sent = "";
        await using var vendor = await Vendor.StartAsync(async context =>
        {
            if (context.Request.Path == "/person") await context.Response.WriteAsJsonAsync(new[] { new { number = Number }, new { number = Number } });
            else sent = await new StreamReader(context.Request.Body).ReadToEndAsync(Json.Token);
        });
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(backend, folder, settings: [Vendor.Allowed]);

        var run = await server.Client.RunDefinitionAsync(Definition(vendor));

        Assert.Equal("succeeded", run.Text("status"));
        Assert.Contains(Number, sent, StringComparison.Ordinal);
        var seen = await SeenAsync(server, run.Text("id"));
        Leaks.AssertNone("the API", run.GetRawText() + seen, Number);
        Leaks.AssertNoneStored(folder.Path, Number);
        var person = (await server.Client.StepAsync(run.Text("id"), "person")).GetProperty("outputs").GetProperty("main");
        Assert.Equal((2, true, 0), (person.GetProperty("count").GetInt32(), person.GetProperty("hidden").GetBoolean(), person.GetProperty("items").GetArrayLength()));
        Assert.True((await server.Client.StepAsync(run.Text("id"), "shape")).GetProperty("inputs").GetProperty("main").GetProperty("hidden").GetBoolean());
        Assert.True((await server.Client.StepAsync(run.Text("id"), "shape")).GetProperty("outputs").GetProperty("main").GetProperty("hidden").GetBoolean());
    }

    [Fact]
    public async Task Run_ServerRestartsInTheMiddle_SensitiveDataIsStillThere()
    {
        var sent = "";
        await using var vendor = await Vendor.StartAsync(async context =>
        {
            if (context.Request.Path == "/person") await context.Response.WriteAsJsonAsync(new { number = Number });
            else sent = await new StreamReader(context.Request.Body).ReadToEndAsync(Json.Token);
        });
        using var folder = new TemporaryFolder();
        string id;
        await using (var first = await Server.StartAsync(folder: folder, settings: [Vendor.Allowed]))
        {
            var flow = (await first.Client.CreateAsync(Waiting(vendor))).Text("id");
            await first.Client.PublishAsync(flow);
            id = (await (await first.Client.PostJsonAsync($"/api/workflows/{flow}/runs", "{}")).ReadAsync(HttpStatusCode.Created)).Text("id");
            await first.UntilStatusAsync(first.Client, id, "waiting");
        }

        Leaks.AssertNoneStored(folder.Path, Number);
        await using var second = await Server.StartAsync(folder: folder, settings: [Vendor.Allowed]);
        await (await second.Client.PostJsonAsync($"/api/runs/{id}/signal", """{"name":"go"}""")).ReadAsync(HttpStatusCode.OK);
        var run = await second.Client.GetJsonAsync($"/api/runs/{id}?wait=60");

        Assert.Equal("succeeded", run.Text("status"));
        Assert.Equal($$"""{"number":"{{Number}}"}""", sent);
        Leaks.AssertNone("the API", await SeenAsync(second, id), Number);
        Leaks.AssertNoneStored(folder.Path, Number);
    }

    [Fact]
    public async Task Run_SensitiveTriggerAndReturn_InputAndOutputAreHidden()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder: folder);

        var run = await server.Client.RunDefinitionAsync("""{"nodes":[{"id":"t","type":"trigger.manual","name":"Start","policy":{"sensitive":true}},{"id":"n","type":"flow.noop","name":"N"}],"edges":[{"from":"t","to":"n"}]}""", $$"""{"number":"{{Number}}"}""");

        Assert.Equal("""[{"hidden":true}]""", run.GetProperty("output").GetRawText());
        Assert.Equal("""{"hidden":true}""", (await server.Client.GetJsonAsync($"/api/runs/{run.Text("id")}")).GetProperty("input").GetRawText());
        Leaks.AssertNone("the API", run.GetRawText() + await SeenAsync(server, run.Text("id")), Number);
        Leaks.AssertNoneStored(folder.Path, Number);
    }

    [Fact]
    public async Task Hook_SensitiveRespond_TheCallerIsAnsweredAndNothingIsStored()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder: folder);
        var flow = await server.Client.CreateAsync("""
            {"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"person","respond":"respondNode"},"policy":{"sensitive":true}},
              {"id":"r","type":"http.respond","name":"Respond","parameters":{"respondWith":"json","json":"={{ $json.body }}"}}],"edges":[{"from":"h","to":"r"}]}
            """);
        await server.Client.PublishAsync(flow.Text("id"));

        var answer = await server.Anonymous.PostJsonAsync("/hooks/person", $$"""{"number":"{{Number}}"}""");

        Assert.Contains(Number, await answer.Content.ReadAsStringAsync(Json.Token), StringComparison.Ordinal);
        Leaks.AssertNone("the API", await SeenAsync(server, answer.Headers.GetValues("X-Run-Id").Single()), Number);
        Leaks.AssertNoneStored(folder.Path, Number);
    }

    private static string Definition(Vendor vendor) => $$$"""
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"person","type":"http.request","name":"Person","parameters":{"url":"{{{vendor.At("/person")}}}"},"policy":{"sensitive":true}},
          {"id":"shape","type":"data.set","name":"Shape","parameters":{"fields":[{"name":"copy","type":"string","value":"={{ 'no. ' + $json.number }}"}],"includeOther":"none"}},
          {"id":"send","type":"http.request","name":"Send","parameters":{"url":"{{{vendor.At("/send")}}}","method":"POST","body":"json","json":"={{ { a: $json.copy, b: $('Person').first().json.number } }}"},"policy":{"once":true}}],
         "edges":[{"from":"t","to":"person"},{"from":"person","to":"shape"},{"from":"shape","to":"send"}]}
        """;

    private static string Waiting(Vendor vendor) => $$$"""
        {"nodes":[{"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"person","type":"http.request","name":"Person","parameters":{"url":"{{{vendor.At("/person")}}}"},"policy":{"sensitive":true}},
          {"id":"wait","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}},
          {"id":"send","type":"http.request","name":"Send","parameters":{"url":"{{{vendor.At("/send")}}}","method":"POST","body":"json","json":"={{ { number: $('Person').first().json.number } }}"}}],
         "edges":[{"from":"t","to":"person"},{"from":"person","to":"wait"},{"from":"wait","to":"send"}]}
        """;

    private static async Task<string> SeenAsync(Server server, string run) => new StringBuilder()
        .Append(await server.Client.GetStringAsync($"/api/runs/{run}", Json.Token)).Append(await server.Client.GetStringAsync($"/api/runs/{run}/steps", Json.Token))
        .Append(await server.Client.GetStringAsync("/api/runs", Json.Token)).ToString();
}
