using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Redis. Where the old node handed on its input, ours hands on what Redis answered.</summary>
[N8nMapping("n8n-nodes-base.redis")]
internal sealed class RedisMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var node = p.Choice("operation", "info") switch
        {
            "get" => Get(p),
            "set" => Set(p),
            "delete" => Answering(p, new { operation = "delete", key = p.Text("key", "") }),
            "incr" => new { operation = "increment", key = p.Text("key", ""), ttlSeconds = Ttl(p), outputProperty = p.Text("key", "value") },
            "keys" => Keys(p),
            "push" => Answering(p, new { operation = "push", key = p.Text("list", ""), value = p.Value("messageData"), side = p.Flag("tail") ? null : "left" }),
            "pop" => new { operation = "pop", key = p.Text("list", ""), side = p.Flag("tail") ? null : "left", outputProperty = PropertyOf(p) },
            "publish" => Answering(p, new { operation = "publish", channel = p.Text("channel", ""), value = p.Value("messageData") }),
            "info" => new { operation = "info" },
            _ => null,
        };
        return node is null ? MappedNode.Stub($"There is no way to {p.Text("operation")} this kind of key here yet.") : new("redis", node) { CredentialSlot = "redis" };
    }

    private static object Get(N8nParameters p)
    {
        p.Skip("keyType");
        return new { operation = "get", key = p.Text("key", ""), parseJson = false, outputProperty = PropertyOf(p) };
    }

    private static object? Set(N8nParameters p)
    {
        var type = p.Choice("keyType", "automatic");
        if (type is "list" or "sets") return null;
        p.Skip("valueIsJSON");
        var (key, value, ttl) = (p.Text("key", ""), p.Value("value"), Ttl(p));
        return Answering(p, type == "hash" ? new { operation = "hashSet", key, fields = value } : new { operation = "set", key, value, ttlSeconds = ttl });
    }

    private static object Keys(N8nParameters p)
    {
        if (p.Flag("getValues", true)) p.Lose("It gave the keys with their values; here it gives the list of keys.");
        return new { operation = "keys", pattern = p.Text("keyPattern", "*"), outputProperty = "keys" };
    }

    private static string PropertyOf(N8nParameters p)
    {
        p.Default("options.dotNotation", "true");
        return p.Text("propertyName", "propertyName");
    }

    private static object? Ttl(N8nParameters p)
    {
        var ttl = p.Number("ttl", 60);
        if (p.Value("expire") is not { } expire) return null;
        if (N8nValues.IsExpression(expire)) p.Lose("Whether the key ends was decided by an expression; here it does.");
        return expire.ValueKind == JsonValueKind.False ? null : ttl;
    }

    private static object Answering(N8nParameters p, object node)
    {
        p.Lose("It hands on what Redis answered; it used to hand on its input.");
        return node;
    }
}
