using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>One node, before and after.</summary>
internal sealed record N8nTranslation(N8nNode Source, NodeDefinition Node, MappedNode Mapped, ImportStatus Status, string? Reason)
{
    private const int MostNamed = 12;

    public static N8nTranslation Of(N8nNode source, IReadOnlyList<N8nConnection> connections, IReadOnlySet<string>? knownTypes)
    {
        var parameters = new N8nParameters(source, WiredOutputs(source, connections)) { Plugged = PluggedInto(source, connections) };
        var mapped = N8nMappings.Map(parameters);
        if (!mapped.IsStub && knownTypes?.Contains(mapped.Type) == false) mapped = MappedNode.Stub($"This installation has no node '{mapped.Type}'.");
        if (mapped.IsStub) mapped = StubOf(source, connections, mapped);

        var (status, reason) = Judge(mapped, parameters);
        var node = new NodeDefinition
        {
            Id = source.Id,
            Type = mapped.Type,
            Name = source.Name,
            Parameters = JsonSerializer.SerializeToElement(mapped.Parameters, JsonDefaults.Options),
            Policy = source.IsTrigger ? N8nPolicies.Of(source, Join.All) : N8nPolicies.Of(source, mapped.Inputs.Count > 1 ? Join.All : Join.Each),
            Disabled = source.Flag("disabled"),
            Notes = source.Text("notes"),
        };
        return new N8nTranslation(source, node, mapped, status, Sentences(reason, CredentialsOf(source)));
    }

    /// <summary>Our port for a foreign <c>main</c> output; null when the node has no such output.</summary>
    public string? OutputAt(int index) =>
        index < Mapped.Outputs.Count ? Mapped.Outputs[index]
        : index == Mapped.Outputs.Count && Node.Policy.OnError == OnError.ErrorOutput ? N8nPorts.Error : null;

    /// <summary>Our port for a foreign <c>main</c> input; null when the node has no such input.</summary>
    public string? InputAt(int index) => index < Mapped.Inputs.Count ? Mapped.Inputs[index] : null;

    private static HashSet<string> PluggedInto(N8nNode source, IReadOnlyList<N8nConnection> connections) =>
        [.. connections.Where(connection => connection.To.Index == source.Index && !N8nPorts.IsFlow(connection.Type)).Select(connection => connection.Type)];

    private static int WiredOutputs(N8nNode source, IReadOnlyList<N8nConnection> connections) =>
        connections.Where(connection => connection.From.Index == source.Index && connection.Kind == N8nPorts.Main).Select(connection => connection.Output + 1).DefaultIfEmpty(0).Max();

    private static MappedNode StubOf(N8nNode source, IReadOnlyList<N8nConnection> connections, MappedNode stub)
    {
        var outputs = Math.Max(1, WiredOutputs(source, connections));
        var inputs = connections.Where(connection => connection.To.Index == source.Index && connection.Type == N8nPorts.Main).Select(connection => connection.Input + 1).DefaultIfEmpty(1).Max();
        if (outputs > 1 && N8nPolicies.OnErrorOf(source) == OnError.ErrorOutput) outputs--; // the last one is the error output
        var isTrigger = source.IsTrigger && !connections.Any(connection => connection.To.Index == source.Index && N8nPorts.IsFlow(connection.Type));
        var ports = (Inputs: isTrigger ? [] : N8nPorts.Numbered("input", inputs), Outputs: N8nPorts.Numbered("output", outputs));
        return stub with
        {
            Type = isTrigger ? MappedNode.StubTriggerType : MappedNode.StubType,
            Inputs = ports.Inputs,
            Outputs = ports.Outputs,
            Parameters = new
            {
                type = source.Type,
                typeVersion = source.Json.Member("typeVersion") is { ValueKind: JsonValueKind.Number } version ? version : (JsonElement?)null,
                parameters = source.Json.Member("parameters") is { ValueKind: JsonValueKind.Object } parameters ? parameters : (JsonElement?)null,
                credentials = source.Json.Member("credentials") is { ValueKind: JsonValueKind.Object } credentials ? credentials : (JsonElement?)null,
                inputs = ports.Inputs.Count > 1 ? ports.Inputs : null,
                outputs = ports.Outputs.Count > 1 ? ports.Outputs : null,
            },
        };
    }

    private static (ImportStatus Status, string? Reason) Judge(MappedNode mapped, N8nParameters parameters)
    {
        if (mapped.StubReason is { } stub) return (ImportStatus.Stub, stub);
        var unread = parameters.Unread();
        if (unread.Count == 0 && parameters.Losses.Count == 0) return (ImportStatus.Ready, null);
        var named = string.Join(", ", unread.Take(MostNamed)) + (unread.Count > MostNamed ? $" and {unread.Count - MostNamed} more" : "");
        return (ImportStatus.Approximate, Sentences(unread.Count == 0 ? null : $"Not taken over: {named}.", string.Join(" ", parameters.Losses)));
    }

    private static string? CredentialsOf(N8nNode source)
    {
        var needed = source.Credentials.Select(credential => credential.Name is null ? $"a credential of type {credential.Type}" : $"credential '{credential.Name}' of type {credential.Type}").ToList();
        return needed.Count == 0 ? null : $"Needs {string.Join(" and ", needed)}.";
    }

    private static string? Sentences(string? first, string? second) =>
        string.IsNullOrEmpty(first) ? (string.IsNullOrEmpty(second) ? null : second) : string.IsNullOrEmpty(second) ? first : $"{first} {second}";
}
