using System.Text.Json.Nodes;
using Acornima.Ast;
using Auterity.Workflows.Expressions.Syntax;

namespace Auterity.Workflows.Tests.Expressions;

/// <summary>Items made to fit an expression: every path it reads exists, with values of many kinds.</summary>
internal static class GeneratedData
{
    private static readonly Func<JsonNode?>[] Leaves =
    [
        () => "text é 🌍", () => 42, () => JsonNode.Parse("1.10"), () => JsonNode.Parse("12345678901234567890"), () => true, () => null,
        () => new JsonArray(1, "two", new JsonObject { ["x"] = null }), () => new JsonObject { ["a"] = 1, ["name"] = "n" }, () => "", () => 0, () => JsonNode.Parse("-0"), () => JsonNode.Parse("1e21"), () => "2025-03-14T15:09:26Z",
    ];

    /// <summary>Scopes whose items hold what the template reads; in the last ones parts are missing.</summary>
    public static IEnumerable<FakeScope> For(string template)
    {
        var faults = new List<Workflows.Expressions.ExpressionException>();
        var paths = TemplateParser.Parse(template, "f", faults).Where(p => p.Script is not null).SelectMany(p => Paths(p.Script!.Program)).ToList();
        for (var kind = 0; kind < Leaves.Length; kind++)
        {
            var root = new JsonObject();
            foreach (var path in paths)
                Put(root, path, Leaves[(kind + path.Count) % Leaves.Length]());
            yield return Scope(root.ToJsonString());
        }

        yield return Scope("{}");
        yield return Scope("""{"body":"text","link":{"name":1},"data":[1,2,3],"output":null,"message":"m"}""");
    }

    private static FakeScope Scope(string json)
    {
        var item = FakeScope.Parse(json);
        var node = new FakeNode { Items = [item] };
        var scope = new FakeScope { Items = [item], AnyNode = _ => node };
        scope.Roots["$vars"] = scope.Roots["$env"] = System.Text.Json.JsonElement.Parse("""{"A":"a"}""");
        return scope;
    }

    /// <summary>Chains of constant members, without what leads to the item: <c>$('X').item.json.a.b</c> gives a, b.</summary>
    private static IEnumerable<List<string>> Paths(Node root)
    {
        foreach (var node in root.DescendantNodesAndSelf())
        {
            var path = new List<string>();
            var at = node;
            while (at is MemberExpression member)
            {
                var name = member.Property switch
                {
                    Identifier id when !member.Computed => id.Name,
                    StringLiteral text => text.Value,
                    NumericLiteral number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    _ => null,
                };
                if (name is null)
                    break;
                path.Insert(0, name);
                at = member.Object;
            }

            var json = path.LastIndexOf("json");
            if (json >= 0)
                path.RemoveRange(0, json + 1);
            if (path.Count > 0)
                yield return path;
        }
    }

    private static void Put(JsonObject root, List<string> path, JsonNode? leaf)
    {
        var at = root;
        for (var i = 0; i < path.Count - 1; i++)
        {
            if (at[path[i]] is JsonObject next)
            {
                at = next;
            }
            else if (at[path[i]] is null)
            {
                var created = new JsonObject();
                at[path[i]] = created;
                at = created;
            }
            else
            {
                return;
            }
        }

        if (!at.ContainsKey(path[^1]))
            at[path[^1]] = leaf;
    }
}
