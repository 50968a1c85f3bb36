using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Translates the foreign node of one vendor, rule by rule; what no rule knows stays a stub.</summary>
internal abstract class VendorMapping : N8nMapping
{
    /// <summary>Our node type.</summary>
    protected abstract string Node { get; }

    /// <summary>Operations by <c>resource:operation</c> as the foreign node names them.</summary>
    protected abstract IReadOnlyList<VendorRule> Rules { get; }

    /// <summary>What a missing resource means. Default: nothing, for nodes that have operations only.</summary>
    protected virtual string Resource(N8nParameters p) => "";

    /// <summary>What a missing operation of a resource means.</summary>
    protected abstract string Operation(string resource, N8nParameters p);

    /// <summary>The rule's name and all its fields, for whoever documents or checks them.</summary>
    public IReadOnlyList<VendorRule> AllRules => Rules;

    public override MappedNode Map(N8nParameters p)
    {
        if (p.Plugged.Count > 0) return MappedNode.Stub("Sub-nodes are plugged into it, which this vendor's node does not take: an agent with the vendor's model does.");
        p.Skip("authentication", "notice", "operationNotice", "resourceNotice", "preBuiltAgentsCalloutGmail", "toolDescription", "descriptionType");
        var resource = p.Choice("resource", Resource(p));
        var operation = p.Choice("operation", Operation(resource, p));
        var rule = Rules.FirstOrDefault(rule => rule.Matches(resource, operation, p.Version));
        if (rule is null) return MappedNode.Stub($"There is no way to {operation} {(resource.Length == 0 ? "things" : $"a {resource}")} with this node here yet.");
        var fields = new Dictionary<string, object?> { ["operation"] = rule.Ours };
        foreach (var field in rule.Fields) field.Read(p, fields);
        rule.More?.Invoke(p, fields);
        return new MappedNode(Node, fields.Where(field => field.Value is not null).ToDictionary());
    }

    /// <summary>A rule for these foreign operations.</summary>
    /// <param name="theirs"><c>resource:operation</c>, several separated by commas.</param>
    /// <param name="ours">Our operation.</param>
    /// <param name="fields">See <see cref="VendorField.Parse"/>.</param>
    protected static VendorRule On(string theirs, string ours, params string[] fields) => new(theirs, ours, [.. fields.Select(VendorField.Parse)]);
}

/// <summary>One operation, theirs and ours.</summary>
internal sealed record VendorRule(string Theirs, string Ours, IReadOnlyList<VendorField> Fields)
{
    /// <summary>What fields alone cannot say.</summary>
    public Action<N8nParameters, Dictionary<string, object?>>? More { get; init; }

    /// <summary>Versions of the foreign node it holds for, from (included) and before (not included).</summary>
    public (double From, double Before) Versions { get; init; } = (0, double.MaxValue);

    public bool Matches(string resource, string operation, double version) => version >= Versions.From && version < Versions.Before
        && Theirs.Split(',').Any(theirs => theirs == $"{resource}:{operation}" || (theirs.StartsWith("*:", StringComparison.Ordinal) && theirs[2..] == operation));
}

/// <summary>Where one of our fields comes from.</summary>
/// <param name="Ours">Our field; null when theirs is only passed over.</param>
/// <param name="Theirs">Paths to try, in order.</param>
/// <param name="Constant">A value that is always set; null for none.</param>
internal sealed record VendorField(string? Ours, IReadOnlyList<string> Theirs, string? Constant)
{
    /// <summary>
    /// <c>ours=theirs|other</c> takes the first of these paths that has a value; <c>ours:=text</c> sets a constant; <c>-theirs|other</c> passes paths over;
    /// <c>@pages</c> reads <c>returnAll</c> and <c>limit</c>.
    /// </summary>
    public static VendorField Parse(string text) => text switch
    {
        ['-', .. var skipped] => new(null, skipped.Split('|'), null),
        ['@', ..] => new("@", ["returnAll", "limit"], null),
        _ when text.Split(":=") is [var ours, var constant] => new(ours, [], constant),
        _ when text.Split('=') is [var ours, var theirs] => new(ours, theirs.Split('|'), null),
        _ => new(text, [text], null),
    };

    public void Read(N8nParameters p, Dictionary<string, object?> fields)
    {
        if (Ours is null) p.Skip([.. Theirs]);
        else if (Ours == "@") Pages(p, fields);
        else if (Constant is not null) fields[Ours] = Constant;
        else fields[Ours] = Theirs.Select(path => ValueOf(p, path)).ToList().Find(value => value is not null);
    }

    /// <summary>A value as written; what was chosen from a list is the choice itself, nothing is null.</summary>
    public static JsonElement? ValueOf(N8nParameters p, string path)
    {
        if (p.Value(path) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object && value.Member("value") is { } chosen && (value.Member("__rl") is not null || value.Member("mode") is not null)) value = Plain(value, chosen);
        if (value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0)) return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is "" or "=" ? null : value;
    }

    // A thing chosen by its address is named by its id: the address' last long part.
    private static JsonElement Plain(JsonElement locator, JsonElement chosen)
    {
        if (chosen.ValueKind == JsonValueKind.Number) return JsonSerializer.SerializeToElement(chosen.GetRawText());
        if (locator.Member("mode") is not { ValueKind: JsonValueKind.String } mode || mode.GetString() != "url" || chosen.ValueKind != JsonValueKind.String) return chosen;
        var text = chosen.GetString()!;
        return text.StartsWith('=') ? chosen : JsonSerializer.SerializeToElement(VendorAddress.IdIn(text));
    }

    private static void Pages(N8nParameters p, Dictionary<string, object?> fields)
    {
        var (all, limit) = (p.Truth("returnAll"), p.Value("limit"));
        if (all is not false) fields["all"] = all;
        if (limit is { } number) fields["limit"] = number;
    }
}
