using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Conditions;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Sends each item to one of many ports, by rules or by a number.</summary>
[Node("flow.switch", "Switch", Category = "Flow", Icon = "git-fork", Delivery = Delivery.Pure, Outputs = [],
    Summary = "Sends each item to the port of the first rule that holds, or to the port an expression names.", Keywords = ["case", "route", "branch", "condition"])]
public sealed class SwitchNode : BatchNode<SwitchNode.Input>
{
    public const string FallbackPort = "fallback";

    public sealed record Input
    {
        [Description("Whether rules decide, or an expression gives the port")]
        public SwitchMode Mode { get; init; }

        [Description("Rules, tried in order; rules with the same port share it"), Field(ShowIf = nameof(Mode), Is = ["rules"])]
        public IReadOnlyList<SwitchRule> Rules { get; init; } = [];

        [Description("Index of the port, from 0, or its name"), Field(Editor = "expression", ShowIf = nameof(Mode), Is = ["expression"])]
        public JsonElement? Output { get; init; }

        [Description("Number of ports in expression mode"), Range(1, 100), Field(ShowIf = nameof(Mode), Is = ["expression"])]
        public int Outputs { get; init; } = 4;

        [Description("Where an item goes that no rule takes: none drops it, extra adds the port 'fallback', any other word names a port")]
        public string Fallback { get; init; } = "none";

        [Description("Sends an item to the ports of all rules that hold, not only the first")]
        public bool AllMatching { get; init; }
    }

    /// <summary>A rule of a switch.</summary>
    public sealed record SwitchRule
    {
        [Description("What must hold for the item to take this port"), Field(Editor = "condition")]
        public ConditionGroup Conditions { get; init; } = new();

        [Description("Name of the port; empty takes the rule's number")]
        public string? Port { get; init; }
    }

    public override IReadOnlyList<string>? OutputsOf(JsonElement parameters)
    {
        var ports = parameters.FindText("mode") == "expression" ? Numbers(CountIn(parameters)) : NamesIn(parameters);
        if (parameters.FindText("fallback") == "extra") ports = ports.Append(FallbackPort);
        return [.. ports.Distinct()];
    }

    public override IEnumerable<ParameterFault> Check(JsonElement parameters)
    {
        var fallback = parameters.FindText("fallback");
        if (fallback is not (null or "none" or "extra") && !fallback.StartsWith('=') && !OutputsOf(parameters)!.Contains(fallback))
            yield return new("fallback", $"There is no port '{fallback}'; use none, extra or the name of a port.");
        if (parameters.FindText("mode") == "expression" && !parameters.TryGetProperty("output", out _))
            yield return new("output", "The expression that gives the port is missing.");
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var names = OutputsOf(context.RawParameters)!;
        var ports = names.ToDictionary(name => name, _ => new PortBuilder());
        for (var i = 0; i < context.Items.Count; i++)
        {
            var own = i == 0 ? input : context.InputFor<Input>(i);
            foreach (var name in PortsFor(own, names, context.TimeZone))
            {
                if (!ports.TryGetValue(name, out var port))
                    throw new NodeException($"There is no port '{name}'; this switch has {string.Join(", ", names)}.", "no-such-port", retryable: false);
                port.Add(context.Items[i], i);
            }
        }

        return PortBuilder.Result([.. names.Select(name => ports[name])]);
    }

    private static IEnumerable<string> PortsFor(Input input, IReadOnlyList<string> names, TimeZoneInfo zone)
    {
        var taken = input.Mode == SwitchMode.Expression ? [NameOf(input, names)] : MatchingPorts(input, zone).Distinct();
        taken = [.. input.AllMatching ? taken : taken.Take(1)];
        if (taken.Any()) return taken;
        return input.Fallback switch
        {
            "none" or "" => [],
            "extra" => [FallbackPort],
            var port => [port],
        };
    }

    private static IEnumerable<string> MatchingPorts(Input input, TimeZoneInfo zone)
    {
        for (var i = 0; i < input.Rules.Count; i++)
        {
            if (ConditionEvaluator.Holds(input.Rules[i].Conditions, zone)) yield return PortOf(input.Rules[i].Port, i);
        }
    }

    // An index beyond the ports is a mistake unless the fallback is there to catch it.
    private static string NameOf(Input input, IReadOnlyList<string> names)
    {
        var name = input.Output.TextOf().Trim();
        return names.Contains(name) || input.Fallback is "none" or "" ? name : input.Fallback == "extra" ? FallbackPort : input.Fallback;
    }

    private static IEnumerable<string> NamesIn(JsonElement parameters) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("rules", out var rules) && rules.ValueKind == JsonValueKind.Array
            ? rules.EnumerateArray().Select((rule, index) => PortOf(rule.FindText("port"), index))
            : [];

    private static string PortOf(string? name, int index) => string.IsNullOrEmpty(name) ? index.ToString(CultureInfo.InvariantCulture) : name;

    private static IEnumerable<string> Numbers(int count) => Enumerable.Range(0, count).Select(index => index.ToString(CultureInfo.InvariantCulture));

    private static int CountIn(JsonElement parameters) =>
        parameters.TryGetProperty("outputs", out var outputs) && outputs.ValueKind == JsonValueKind.Number && outputs.TryGetInt32(out var count) ? Math.Clamp(count, 1, 100) : 4;
}

public enum SwitchMode
{
    Rules,
    Expression,
}
