using System.Net;
using Auterity.Server.Tests.Hooks;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.BadInput;

/// <summary>Every operation of the contract, asked by those who may not.</summary>
public sealed class ContractAccessTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    /// <summary>What answers without a credential (ENGINE rule 41).</summary>
    private static readonly string[] Open = ["/health", "/health/live", "/health/ready", "/hooks/{path}", "/hooks-test/{path}", "/resume/{tenant}/{run}", "/resume/{tenant}/{run}/{node}/{activation}", "/oauth2/callback", "/api/auth/session"];

    [Fact]
    public async Task Ask_WithoutACredential_IsRefusedUnlessListed()
    {
        var contract = await Contract.ReadAsync(host.Client);
        var things = await Things.CreateAsync(host.Server);

        foreach (var operation in contract.Operations)
        {
            Assert.True(operation.NeedsCredential != Open.Contains(operation.Path), $"{operation} does not say whether it needs a credential");
            if (!operation.NeedsCredential) continue;
            using var response = await SendAsync(host.Server.Anonymous, operation, things);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{operation}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task Ask_ForThingsOfAnotherTenant_IsNotFound()
    {
        var contract = await Contract.ReadAsync(host.Client);
        var things = await Things.CreateAsync(host.Server);
        var (other, _) = await host.Server.AddTenantAsync("walker");

        var walked = 0;
        foreach (var operation in contract.Operations.Where(operation => operation.NeedsCredential && (operation.Path.Contains("{id}", StringComparison.Ordinal) || operation.Path.Contains("{sha256}", StringComparison.Ordinal))))
        {
            using var response = await SendAsync(other, operation, things);
            var text = await response.Content.ReadAsStringAsync(Json.Token);
            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{operation}: {(int)response.StatusCode} {text}");
            walked++;
        }

        Assert.True(walked > 20, $"only {walked} operations have an id");
        Assert.Equal("waiting", (await host.Client.GetJsonAsync($"/api/runs/{things.Run}")).Text("status"));
    }

    [Fact]
    public async Task Ask_WithAnIdThatIsNone_IsNotFound()
    {
        var contract = await Contract.ReadAsync(host.Client);

        foreach (var operation in contract.Operations.Where(operation => operation.NeedsCredential && operation.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(operation.Method), operation.Path.Replace("{id}", "not-an-id", StringComparison.Ordinal).Replace("{version}", "1", StringComparison.Ordinal));
            if (operation.JsonBody is not null) request.Content = Flows.Body(operation.ExampleBody);
            using var response = await host.Client.SendAsync(request, Json.Token);
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed, $"{operation}: {(int)response.StatusCode}");
        }
    }

    [Fact]
    public async Task Ask_WithAGarbledIfMatch_IsNeverAFaultOfOurs()
    {
        var contract = await Contract.ReadAsync(host.Client);

        foreach (var operation in contract.Operations.Where(operation => operation.Parameters.Any(parameter => parameter.Name == "If-Match")))
            foreach (var tag in new[] { "x", "\"", "\"99\"", "W/\"1\"", ",,,", "\"1", new string('"', 500) })
            {
                var things = await Things.CreateAsync(host.Server);
                using var response = await SendAsync(host.Client, operation, things, ("If-Match", tag));
                Assert.True(response.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.BadRequest, $"{operation} {tag}: {(int)response.StatusCode}");
            }
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, Operation operation, Things things, params (string, string)[] headers) =>
        client.CallAsync(things.PathOf(operation), operation.Method, operation.JsonBody is null ? null : Flows.Body(operation.ExampleBody), headers);
}
