using System.Net;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Server.Tests.Credentials;

/// <summary>A careless node: tells its credential to the log, to whoever watches, and to its error, in every form it can think of.</summary>
[Node("test.blab", "Blab"), CredentialSlot("auth", "http.basic", Required = true)]
internal sealed class BlabNode : Node<BlabNode.Input, Item>
{
    public sealed record Input(string Note = "", string Then = "fail");

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = (await context.CredentialAsync("auth", cancellationToken))!;
        var told = string.Join(' ', FormsOf(credential["user"], credential["password"]));
        context.Log($"log {told} {input.Note}");
        context.Progress(0.5, $"progress {told}");
        if (input.Then == "fail") throw new NodeException($"error {told}", "blabbed", retryable: false, JsonSerializer.SerializeToElement(new { told, nested = new[] { told } }));
        return Item.From(new { echo = credential["password"] });
    }

    private static string[] FormsOf(string user, string password) =>
    [
        password, Uri.EscapeDataString(password), WebUtility.UrlEncode(password), JsonSerializer.Serialize(password), Convert.ToBase64String(Encoding.UTF8.GetBytes(password)),
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(password)),
    ];
}
