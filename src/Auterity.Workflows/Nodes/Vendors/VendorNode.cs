using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Import.Trials;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>A node for one vendor's HTTP API: a list of operations, and how the vendor answers.</summary>
/// <typeparam name="TInput">Record of every field some operation takes.</typeparam>
internal abstract class VendorNode<TInput>(VendorClient client) : Node<TInput, IReadOnlyList<Item>>, ITrialNode, IVendorNode where TInput : VendorInput
{
    /// <summary>Address below which the operations lie; empty where every customer has a server of their own.</summary>
    public abstract string BaseUrl { get; }

    public abstract IReadOnlyList<VendorOperation> Operations { get; }

    /// <summary>Headers of every request.</summary>
    protected virtual IReadOnlyDictionary<string, string> Headers => NoHeaders;

    private static readonly Dictionary<string, string> NoHeaders = [];

    /// <summary>What one entry of an answer becomes. Pure. The default keeps it as it is.</summary>
    protected virtual JsonNode? Read(VendorOperation operation, JsonNode? entry) => entry;

    /// <summary>What the vendor says went wrong in an answer with a good status; null when nothing did.</summary>
    protected virtual string? FaultIn(JsonElement answer) => null;

    /// <summary>Changes the fields before the request is made: values the vendor wants in a form of its own. Pure.</summary>
    protected virtual JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context) => fields;

    /// <summary>Fields that the node fills in by itself when they are not given.</summary>
    protected virtual IReadOnlyList<string> FilledIn => [];

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        if (parameters.ValueKind != JsonValueKind.Object || !parameters.TryGetProperty("operation", out var name) || name.ToString().StartsWith('=')) yield break;
        if (Operations.FirstOrDefault(operation => operation.Name == name.ToString()) is not { } operation)
        {
            yield return new("operation", $"There is no operation '{name}'. Choose one of: {string.Join(", ", Operations.Select(known => known.Name))}.");
            yield break;
        }

        foreach (var field in VendorTemplate.FieldsIn(operation.Path).Concat(operation.Required).Except(FilledIn))
            if (!parameters.TryGetProperty(field.Split('.')[0], out var value) || value.ToString().Length == 0) yield return new(field, $"'{field}' is needed for {operation.Name}.");
    }

    public override async Task<IReadOnlyList<Item>> RunAsync(TInput input, NodeContext context, CancellationToken cancellationToken)
    {
        var operation = OperationOf(input);
        var call = new VendorCall(operation, FieldsOf(operation, input, context), input.All ? int.MaxValue : input.Limit, input.OutputFile) { BaseUrl = BaseOf(input), Headers = Headers, FaultIn = FaultIn };
        var items = await client.CallAsync(call, context, cancellationToken);
        return [.. items.Select(item => item.Binary is not null ? item : Shaped(operation, item)).OfType<Item>()];
    }

    void ITrialNode.Prepare(object input, NodeContext context)
    {
        var (own, operation) = ((TInput)input, OperationOf((TInput)input));
        VendorRequest.Of(operation, FieldsOf(operation, own, context), BaseOf(own) is { Length: > 0 } address ? address : "https://server.example");
    }

    private string BaseOf(TInput input) => input.BaseUrl is { Length: > 0 } own ? own : BaseUrl;

    private JsonObject FieldsOf(VendorOperation operation, TInput input, NodeContext context) =>
        Complete(operation, JsonSerializer.SerializeToNode(input, JsonDefaults.Options)!.AsObject(), context);

    private VendorOperation OperationOf(TInput input) => Operations.FirstOrDefault(operation => operation.Name == input.Operation)
        ?? throw new NodeException($"There is no operation '{input.Operation}'. Choose one of: {string.Join(", ", Operations.Select(operation => operation.Name))}.", "invalid-parameters", retryable: false) { NotSent = true };

    private Item? Shaped(VendorOperation operation, Item item)
    {
        var before = JsonNode.Parse(item.Utf8.Span);
        var after = Read(operation, before);
        return ReferenceEquals(before, after) ? item : after is null ? null : Item.From(after);
    }

    protected static VendorOperation Get(string name, string path, string? query = null, string? items = null, VendorPaging? paging = null) =>
        new(name, "GET", path) { Query = query, Items = items, Paging = paging };

    protected static VendorOperation Post(string name, string path, string? body = null, string? query = null, string? items = null) =>
        new(name, "POST", path) { Body = body, Query = query, Items = items };

    protected static VendorOperation Put(string name, string path, string? body = null, string? query = null, string? items = null) =>
        new(name, "PUT", path) { Body = body, Query = query, Items = items };

    protected static VendorOperation Patch(string name, string path, string? body = null, string? query = null, string? items = null) =>
        new(name, "PATCH", path) { Body = body, Query = query, Items = items };

    protected static VendorOperation Delete(string name, string path, string? query = null) => new(name, "DELETE", path) { Query = query };
}

/// <summary>A vendor's node, whatever its fields.</summary>
internal interface IVendorNode
{
    string BaseUrl { get; }

    IReadOnlyList<VendorOperation> Operations { get; }
}
