using System.Text.Json;

namespace Auterity.Workflows.Import.N8n;

/// <summary>Reads a node's parameters and remembers which paths were read: what is left over is what the import lost.</summary>
/// <remarks>A path is dotted (<c>options.fileName</c>). Reading a path takes everything below it too.</remarks>
internal sealed class N8nParameters
{
    private readonly JsonElement json;
    private readonly string prefix;
    private readonly HashSet<string> read;
    private readonly HashSet<string> asked;
    private readonly List<string> losses;

    /// <param name="node">The node.</param>
    /// <param name="wiredOutputs">How many of its <c>main</c> outputs have connections, gaps included.</param>
    public N8nParameters(N8nNode node, int wiredOutputs = 0) : this(node, node.Parameters, "", [], [], []) => WiredOutputs = wiredOutputs;

    private N8nParameters(N8nNode node, JsonElement json, string prefix, HashSet<string> read, HashSet<string> asked, List<string> losses)
    {
        Node = node;
        this.json = json;
        this.prefix = prefix;
        this.read = read;
        this.asked = asked;
        this.losses = losses;
    }

    /// <summary>The node whose parameters these are.</summary>
    public N8nNode Node { get; }

    /// <summary>How many of the node's <c>main</c> outputs have connections, gaps included.</summary>
    public int WiredOutputs { get; }

    /// <summary>Kinds of sub-node that are plugged into the node, as the export names them.</summary>
    public IReadOnlySet<string> Plugged { get; init; } = new HashSet<string>();

    /// <summary>Version of the node's type: the same parameter means other things in other versions.</summary>
    public double Version => Node.Version;

    /// <summary>What was read but means something else here, in sentences.</summary>
    public IReadOnlyList<string> Losses => losses;

    /// <summary>Every path that a mapping looked at, there or not, list indices left out: what it knows of the node.</summary>
    public IReadOnlyCollection<string> Asked => asked;

    /// <summary>Says that something read does not mean exactly the same here.</summary>
    public void Lose(string sentence)
    {
        if (!losses.Contains(sentence)) losses.Add(sentence);
    }

    /// <summary>Whether the path is there, without reading it.</summary>
    public bool Has(string path) => Peek(path) is not null;

    /// <summary>Reads a value of any kind; null when it is missing or null.</summary>
    public JsonElement? Value(string path)
    {
        asked.Add(WithoutIndices(prefix + path));
        if (Peek(path) is not { } value) return null;
        read.Add(prefix + path);
        return value;
    }

    /// <summary>Reads a value as text, numbers and truth values as written; null when it is missing.</summary>
    public string? Text(string path) => Value(path) is { } value ? N8nValues.Text(value) : null;

    /// <summary>Reads a value as text; the fallback when it is missing or empty.</summary>
    public string Text(string path, string fallback) => Text(path) is { Length: > 0 } text ? text : fallback;

    /// <summary>Reads a text; null when it is missing or empty.</summary>
    public string? Filled(string path) => Text(path) is { Length: > 0 } text ? text : null;

    /// <summary>Reads a truth value that is off by default; null leaves our default, off, unsaid.</summary>
    public bool? On(string path) => Flag(path) ? true : null;

    /// <summary>Reads a truth value that turns off what is on by default; null leaves our default, on, unsaid.</summary>
    public bool? Not(string path) => Flag(path) ? false : null;

    /// <summary>Reads a number, or an expression that gives one; the fallback when it is missing or neither.</summary>
    public object Number(string path, double fallback) => Value(path) switch
    {
        null => fallback,
        { } value when N8nValues.IsExpression(value) => value.GetString()!,
        { } value when N8nValues.Number(N8nValues.Plain(value)) is { } number => number,
        { } value when N8nValues.Text(N8nValues.Plain(value)).Length == 0 => fallback,
        _ => Lost(path, "is no number", fallback),
    };

    /// <summary>Reads a whole number that must be known now; an expression becomes the fallback, named as a loss.</summary>
    public int Whole(string path, int fallback) => Number(path, fallback) is double number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : Lost(path, "is an expression", fallback);

    /// <summary>Reads a truth value, or an expression that gives one.</summary>
    public object Truth(string path, bool fallback = false) => Peek(path) is { } value && N8nValues.IsExpression(value) ? Value(path)!.Value.GetString()! : Flag(path, fallback);

    /// <summary>Reads a truth value; an expression cannot be decided here and becomes the fallback, named as a loss.</summary>
    public bool Flag(string path, bool fallback = false) => (Value(path) is { } there ? N8nValues.Plain(there) : (JsonElement?)null) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value when N8nValues.IsExpression(value) => Lost(path, "is decided by an expression", fallback),
        { ValueKind: JsonValueKind.String } value when bool.TryParse(value.GetString(), out var truth) => truth,
        _ => fallback,
    };

    /// <summary>Reads one of a node's fixed choices, the fallback when it is missing; an expression is named as a loss.</summary>
    public string Choice(string path, string fallback)
    {
        if (Value(path) is not { } value) return fallback;
        if (N8nValues.IsExpression(value)) return Lost(path, "is chosen by an expression", fallback);
        return N8nValues.Text(N8nValues.Plain(value)) is { Length: > 0 } choice ? choice : fallback;
    }

    /// <summary>Reads names written as one text with commas or as a list.</summary>
    public IReadOnlyList<string> Names(string path) => Value(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(N8nValues.Text)],
        { ValueKind: JsonValueKind.Object } rows when rows.Member("fields") is { ValueKind: JsonValueKind.Array } fields =>
            [.. fields.EnumerateArray().Select(row => row.Member("fieldName")).OfType<JsonElement>().Select(N8nValues.Text).Where(name => name.Length > 0)],
        _ => [],
    };

    /// <summary>Reads names as <see cref="Names"/> does, or the expression that gives them; null when there are none.</summary>
    public object? NameList(string path) =>
        Value(path) is { } value && N8nValues.IsExpression(value) ? value.GetString() : Names(path) is { Count: > 0 } names ? names : null;

    /// <summary>Reads a chosen thing (a table, a sheet, a workflow): plain text, or text with the way it was chosen.</summary>
    public string? Locator(string path) => Value(path) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } chosen => chosen.Member("value") is { ValueKind: not JsonValueKind.Null } value ? N8nValues.Text(value) : null,
        { } plain => N8nValues.Text(plain),
    };

    /// <summary>Reader for the object at a path; an empty one when there is none. Nothing is read yet.</summary>
    public N8nParameters Object(string path) =>
        new(Node, Peek(path) is { ValueKind: JsonValueKind.Object } inner ? inner : N8nValues.EmptyObject, $"{prefix}{path}.", read, asked, losses);

    /// <summary>Readers for the objects in the list at a path; a single object counts as a list of one.</summary>
    public IReadOnlyList<N8nParameters> List(string path) => Peek(path) switch
    {
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select((entry, i) => (entry, i)).Where(pair => pair.entry.ValueKind == JsonValueKind.Object)
            .Select(pair => new N8nParameters(Node, pair.entry, $"{prefix}{path}[{pair.i}].", read, asked, losses))],
        { ValueKind: JsonValueKind.Object } one => [new N8nParameters(Node, one, $"{prefix}{path}.", read, asked, losses)],
        _ => [],
    };

    /// <summary>Reads a list of names and values; entries without a name are empty rows of the form and left out.</summary>
    public IReadOnlyList<NamedValue> Pairs(string path, string name = "name", string value = "value") =>
        [.. List(path).Select(row => new NamedValue(row.Text(name) ?? "", row.Value(value))).Where(pair => pair.Name.Length > 0)];

    /// <summary>Names of this object's members, unread.</summary>
    public IReadOnlyList<string> Members => [.. json.EnumerateObject().Select(member => member.Name)];

    /// <summary>Reads paths that mean nothing outside the foreign editor.</summary>
    public void Skip(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
            read.Add(prefix + path);
    }

    /// <summary>Reads a path if it has this harmless value; any other stays unread and so is reported.</summary>
    public void Default(string path, params ReadOnlySpan<string> harmless)
    {
        if (Peek(path) is { } value && harmless.Contains(N8nValues.Text(value))) read.Add(prefix + path);
    }

    /// <summary>Paths with a value that nobody read, list indices left out.</summary>
    public IReadOnlyList<string> Unread()
    {
        var left = new SortedSet<string>(StringComparer.Ordinal);
        Collect(json, prefix.TrimEnd('.'), left);
        return [.. left];
    }

    private void Collect(JsonElement value, string path, SortedSet<string> left)
    {
        if (read.Contains(path)) return;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
                Collect(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", left);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var entry in value.EnumerateArray())
                Collect(entry, $"{path}[{index++}]", left);
        }
        else if (!IsNothing(value)) left.Add(WithoutIndices(path));
    }

    private JsonElement? Peek(string path)
    {
        JsonElement? value = json;
        foreach (var name in path.Split('.'))
            value = value?.Member(name);
        return value is { ValueKind: not JsonValueKind.Null } ? value : null;
    }

    private T Lost<T>(string path, string what, T fallback)
    {
        Lose($"'{prefix}{path}' {what}; '{fallback}' is used instead.");
        return fallback;
    }

    private static bool IsNothing(JsonElement value) =>
        value.ValueKind == JsonValueKind.Null || (value.ValueKind == JsonValueKind.String && value.GetString() is "" or "=");

    private static string WithoutIndices(string path) => System.Text.RegularExpressions.Regex.Replace(path, @"\[\d+\]", "[]");
}

/// <summary>A name and its value as written; a missing value is an empty text.</summary>
internal sealed record NamedValue(string Name, JsonElement? Value)
{
    public JsonElement? Value { get; init; } = Value ?? JsonSerializer.SerializeToElement("");
}
