using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Nodes.Ai;

/// <summary>Any per-item node as a tool of an agent: what the model gives takes the place of <c>$fromAI('name')</c> in its parameters.</summary>
[Node("ai.tool.node", "Node tool", Category = "AI", Icon = "wrench", Inputs = [], Outputs = ["ai_tool"], Summary = "Lets an agent use another node.", Keywords = ["tool", "fromAI", "function"])]
[CredentialSlot("auth", "http.basic", "http.bearer", "http.header", "http.query", "http.oauth1", "oauth2.clientCredentials", "oauth2.authorizationCode", "telegram.bot")]
internal sealed partial class NodeToolNode(IServiceProvider services) : AttachmentNode<NodeToolNode.Input>
{
    public sealed record Input
    {
        [Required, Description("Type of the node")]
        public string Node { get; init; } = "";

        [Description("When and how to use it"), Field(Editor = "multiline")]
        public string Description { get; init; } = "";

        [Description("Parameters of the node; $fromAI('name', 'what it is', 'string') is filled in by the model"), Field(Editor = "json", Verbatim = true)]
        public JsonElement? Parameters { get; init; }
    }

    public override JsonElement Describe(Input input, NodeContext context)
    {
        var properties = new JsonObject();
        foreach (Match call in FromAi().Matches(input.Parameters?.GetRawText().Replace("\\\"", "\"", StringComparison.Ordinal) ?? ""))
        {
            var type = call.Groups["type"].Value is { Length: > 0 } written ? written : "string";
            properties[call.Groups["name"].Value] = new JsonObject { ["type"] = type == "json" ? "object" : type, ["description"] = call.Groups["about"].Value };
        }

        var names = new JsonArray([.. properties.Select(property => JsonValue.Create(property.Key))]);
        return Conversation.Json(new { description = input.Description, schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = names } });
    }

    public override async Task<JsonElement> CallAsync(Input input, JsonElement arguments, NodeContext context, CancellationToken cancellationToken)
    {
        var type = services.GetRequiredService<NodeCatalog>().FindLatest(input.Node);
        if (type is not { Kind: NodeKind.PerItem }) throw new NodeException($"There is no node '{input.Node}' that works on single items.", "node-type-missing", retryable: false);
        var given = new Dictionary<string, JsonElement> { ["$fromAI"] = arguments };
        var parameters = Filled(input.Parameters ?? Conversation.Json(new { }), context, given);
        var items = await type.RunItemAsync(type.Bind(Conversation.Json(parameters)), context, cancellationToken);
        return Conversation.Json(items.Select(item => item.Json));
    }

    private static JsonNode? Filled(JsonElement value, NodeContext context, Dictionary<string, JsonElement> given) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, Filled(member.Value, context, given)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(entry => Filled(entry, context, given))]),
        JsonValueKind.String when value.GetString()!.StartsWith('=') => JsonSerializer.SerializeToNode(context.Evaluate(value.GetString()!, context.ItemIndex, given), JsonDefaults.Options),
        _ => JsonSerializer.SerializeToNode(value, JsonDefaults.Options),
    };

    [GeneratedRegex("""\$fromA[iI]\(\s*(?<q>['"`])(?<name>[^'"`]+)\k<q>(?:\s*,\s*(?<q2>['"`])(?<about>[^'"`]*)\k<q2>(?:\s*,\s*(?<q3>['"`])(?<type>[a-z]*)\k<q3>)?)?""")]
    private static partial Regex FromAi();
}
