using Auterity.Server.Tests.BadInput;
using Auterity.Server.Tests.Hooks;
using Auterity.Server.Tests.Workflows;

namespace Auterity.Server.Tests.Http;

/// <summary>The contract's examples work as they stand.</summary>
public sealed class ExampleTests(DefaultServer host) : IClassFixture<DefaultServer>
{
    /// <summary>What a run that waits for a signal rightly refuses.</summary>
    private static readonly string[] Refused = ["DecideStep", "ResumeRun", "RetryRun"];

    [Fact]
    public async Task Send_EveryExampleOfTheContract_IsTaken()
    {
        var contract = await Contract.ReadAsync(host.Client);
        var sent = 0;
        foreach (var operation in contract.Operations.Where(operation => operation.JsonBody is not null && operation.NeedsCredential))
        {
            var things = await Things.CreateAsync(host.Server);
            using var response = await host.Client.CallAsync(things.PathOf(operation), operation.Method, Flows.Body(operation.ExampleBody));
            var answer = await response.Content.ReadAsStringAsync(Json.Token);
            var fits = response.IsSuccessStatusCode || (Refused.Contains(operation.Json.Text("operationId")) && (int)response.StatusCode == 409);
            Assert.True(fits, $"{operation}: {(int)response.StatusCode} {answer}");
            sent++;
        }

        Assert.True(sent > 10, $"only {sent} examples were sent");
    }
}
