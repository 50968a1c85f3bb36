using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using StackExchange.Redis;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads and writes Redis.</summary>
[Node("redis", "Redis", Category = "Databases", Icon = "layers", Summary = "Reads and writes keys, lists, hashes and channels of Redis.", Keywords = ["cache", "key", "queue", "publish", "valkey"])]
[CredentialSlot("redis", "redis", Required = true)]
internal sealed class RedisNode(RedisConnections connections) : Node<RedisNode.Input, Item>
{
    public sealed record Input
    {
        [Description("What to do")]
        public RedisOperation Operation { get; init; }

        [Description("Key"), Field(ShowIf = "operation", Is = ["get", "set", "delete", "increment", "push", "pop", "hashGet", "hashSet"])]
        public string Key { get; init; } = "";

        [Description("Value to write or publish; anything but text is written as JSON"), Field(ShowIf = "operation", Is = ["set", "push", "publish"])]
        public JsonElement? Value { get; init; }

        [Description("Seconds until the key ends; empty keeps it"), Range(0.001, 1e10), Field(ShowIf = "operation", Is = ["set", "increment"])]
        public double? TtlSeconds { get; init; }

        [Description("When to write"), Field(ShowIf = "operation", Is = ["set"])]
        public RedisWhen When { get; init; }

        [Description("How much to add"), Field(ShowIf = "operation", Is = ["increment"])]
        public long By { get; init; } = 1;

        [Description("Pattern of the keys"), Field(ShowIf = "operation", Is = ["keys"], Placeholder = "session:*")]
        public string Pattern { get; init; } = "*";

        [Description("Most keys"), Range(1, 100_000), Field(ShowIf = "operation", Is = ["keys"])]
        public int Limit { get; init; } = 1000;

        [Description("End of the list that is used"), Field(ShowIf = "operation", Is = ["push", "pop"])]
        public RedisSide Side { get; init; } = RedisSide.Right;

        [Description("Channel"), Field(ShowIf = "operation", Is = ["publish"])]
        public string Channel { get; init; } = "";

        [Description("Fields to write to the hash"), Field(Editor = "keyValue", ShowIf = "operation", Is = ["hashSet"])]
        public JsonElement? Fields { get; init; }

        [Description("Reads values that are JSON as JSON"), Field(ShowIf = "operation", Is = ["get", "pop", "hashGet"])]
        public bool ParseJson { get; init; } = true;

        [Description("Property that takes the result")]
        public string OutputProperty { get; init; } = "value";
    }

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        var operation = parameters.TryGetProperty("operation", out var written) && written.ValueKind == JsonValueKind.String ? written.GetString() : "get";
        var needed = operation switch { "publish" => "channel", "keys" or "info" => null, _ when operation?.StartsWith('=') == true => null, _ => "key" };
        if (needed is not null && (!parameters.TryGetProperty(needed, out var value) || (value.ValueKind == JsonValueKind.String && value.GetString()!.Length == 0))) yield return new(needed, $"Name the {needed}.");
    }

    /// <summary>Adding, pushing and popping twice would be wrong, and so might be what an expression chooses; the others may be repeated.</summary>
    public override Delivery? DeliveryOf(JsonElement parameters) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("operation", out var operation) && operation.ToString() is "increment" or "push" or "pop" or ['=', ..] ? Delivery.AtMostOnce : Delivery.AtLeastOnce;

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = await context.CredentialAsync("redis", cancellationToken)
            ?? throw new NodeException("Choose the credential of a Redis server.", "credential-missing", retryable: false) { NotSent = true };
        using var lease = await connections.OpenAsync(credential, context.Run.TenantId, cancellationToken);
        try
        {
            return Item.From(await RunAsync(input, lease.Connection, cancellationToken));
        }
        catch (RedisCommandException e)
        {
            throw new NodeException($"Redis cannot do this: {e.Message}", "redis-refused", retryable: false, inner: e) { NotSent = true };
        }
        catch (RedisServerException e)
        {
            throw new NodeException($"Redis refuses: {e.Message}", "redis-refused", retryable: e.Message.StartsWith("LOADING", StringComparison.Ordinal) || e.Message.StartsWith("BUSY", StringComparison.Ordinal), inner: e) { NotSent = true };
        }
        catch (RedisTimeoutException e)
        {
            throw new NodeException("Redis gave no answer in time.", "timeout", inner: e) { OutcomeUnknown = e.Commandstatus != CommandStatus.WaitingToBeSent, NotSent = e.Commandstatus == CommandStatus.WaitingToBeSent };
        }
        catch (RedisConnectionException e)
        {
            throw new NodeException("The connection to Redis was lost.", "connection-lost", inner: e) { OutcomeUnknown = e.CommandStatus != CommandStatus.WaitingToBeSent, NotSent = e.CommandStatus == CommandStatus.WaitingToBeSent };
        }
    }

    private static async Task<JsonObject> RunAsync(Input input, IConnectionMultiplexer connection, CancellationToken cancellationToken)
    {
        var database = connection.GetDatabase();
        var key = (RedisKey)input.Key;
        JsonNode? result = input.Operation switch
        {
            RedisOperation.Get => await GetAsync(database, key, input.ParseJson),
            RedisOperation.Set => await database.StringSetAsync(key, TextOf(input.Value), input.TtlSeconds is { } ttl ? TimeSpan.FromSeconds(ttl) : null, when: WhenOf(input.When)),
            RedisOperation.Delete => await database.KeyDeleteAsync(key),
            RedisOperation.Increment => await IncrementAsync(database, key, input),
            RedisOperation.Keys => await KeysAsync(connection, input, cancellationToken),
            RedisOperation.Push => input.Side == RedisSide.Left ? await database.ListLeftPushAsync(key, TextOf(input.Value)) : await database.ListRightPushAsync(key, TextOf(input.Value)),
            RedisOperation.Pop => Json(input.Side == RedisSide.Left ? await database.ListLeftPopAsync(key) : await database.ListRightPopAsync(key), input.ParseJson),
            RedisOperation.Publish => await connection.GetSubscriber().PublishAsync(RedisChannel.Literal(input.Channel), TextOf(input.Value)),
            RedisOperation.HashGet => Hash(await database.HashGetAllAsync(key), input.ParseJson),
            RedisOperation.HashSet => await HashSetAsync(database, key, input),
            RedisOperation.Info => await InfoAsync(connection),
            _ => throw new NodeException($"'{input.Operation}' is no operation.", "invalid-parameters", retryable: false) { NotSent = true },
        };
        return new JsonObject { [input.OutputProperty] = result };
    }

    private static async Task<JsonNode?> GetAsync(IDatabase database, RedisKey key, bool parse) => await database.KeyTypeAsync(key) switch
    {
        RedisType.None => null,
        RedisType.Hash => Hash(await database.HashGetAllAsync(key), parse),
        RedisType.List => List(await database.ListRangeAsync(key), parse),
        RedisType.Set => List(await database.SetMembersAsync(key), parse),
        RedisType.SortedSet => List(await database.SortedSetRangeByRankAsync(key), parse),
        _ => Json(await database.StringGetAsync(key), parse),
    };

    private static async Task<long> IncrementAsync(IDatabase database, RedisKey key, Input input)
    {
        var value = await database.StringIncrementAsync(key, input.By);
        if (input.TtlSeconds is { } ttl) await database.KeyExpireAsync(key, TimeSpan.FromSeconds(ttl));
        return value;
    }

    /// <summary>Walks the keys with SCAN, never with KEYS, which would stop the server.</summary>
    private static async Task<JsonArray> KeysAsync(IConnectionMultiplexer connection, Input input, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var server in connection.GetServers().Where(server => server is { IsConnected: true, IsReplica: false }))
        {
            await foreach (var key in server.KeysAsync(connection.GetDatabase().Database, input.Pattern, pageSize: 500).WithCancellation(cancellationToken))
            {
                found.Add(key.ToString());
                if (found.Count >= input.Limit) return List(found);
            }
        }

        return List(found);
    }

    private static async Task<long> HashSetAsync(IDatabase database, RedisKey key, Input input)
    {
        var fields = NameValues.Of(input.Fields, "fields");
        if (fields.Count == 0) throw new NodeException("There is no field to write to the hash.", "invalid-parameters", retryable: false) { NotSent = true };
        await database.HashSetAsync(key, [.. fields.Select(field => new HashEntry(field.Key, TextOf(field.Value)))]);
        return fields.Count;
    }

    /// <summary>Sections of <c>INFO</c>, each an object.</summary>
    private static async Task<JsonObject> InfoAsync(IConnectionMultiplexer connection)
    {
        var info = new JsonObject();
        var section = new JsonObject();
        foreach (var line in (await connection.GetServers()[0].InfoRawAsync() ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal)) info[line[2..].ToLowerInvariant()] = section = [];
            else if (line.Split(':', 2) is [var name, var value]) section[name] = value;
        }

        return info;
    }

    private static When WhenOf(RedisWhen when) => when switch { RedisWhen.Missing => When.NotExists, RedisWhen.Exists => When.Exists, _ => When.Always };

    private static RedisValue TextOf(JsonElement? value) => NameValues.Text(value ?? default);

    private static JsonArray List(IEnumerable<string> values) => [.. values.Select(value => (JsonNode?)value)];

    private static JsonArray List(RedisValue[] values, bool parse) => [.. values.Select(value => Json(value, parse))];

    private static JsonObject Hash(HashEntry[] entries, bool parse) => new(entries.Select(entry => KeyValuePair.Create(entry.Name.ToString(), Json(entry.Value, parse))));

    /// <summary>Objects and lists are read as JSON; numbers stay text, because <c>007</c> and 20 digits are no numbers.</summary>
    private static JsonNode? Json(RedisValue value, bool parse)
    {
        if (value.IsNull) return null;
        var text = value.ToString();
        if (!parse || text is not ['{' or '[', ..]) return text;
        try
        {
            return JsonNode.Parse(text, documentOptions: JsonDefaults.Document);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}

/// <summary>What a Redis node does.</summary>
internal enum RedisOperation
{
    Get,
    Set,
    Delete,
    Increment,
    Keys,
    Push,
    Pop,
    Publish,
    HashGet,
    HashSet,
    Info,
}

/// <summary>When a key is written.</summary>
internal enum RedisWhen
{
    Always,

    /// <summary>Only where there is no such key.</summary>
    Missing,

    /// <summary>Only where there is one.</summary>
    Exists,
}

/// <summary>An end of a list.</summary>
internal enum RedisSide
{
    Left,
    Right,
}
