namespace Auterity.Sdk;

/// <summary>Makes a class a node type that the catalog finds.</summary>
/// <param name="type">Stable name, never renamed: <c>http.request</c>.</param>
/// <param name="name">Name for people: <c>HTTP request</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NodeAttribute(string type, string name) : Attribute
{
    public string Type { get; } = type;

    public string Name { get; } = name;

    /// <summary>Palette group: Triggers, Flow, Data, Network, Files, Messages, Databases, AI, Code.</summary>
    public string Category { get; init; } = "Data";

    /// <summary>Icon name of the Lucide set.</summary>
    public string Icon { get; init; } = "box";

    /// <summary>Version of the parameters' meaning. Default: 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What one sentence in the palette says the node does.</summary>
    public string Summary { get; init; } = "";

    /// <summary>How the engine may run it. Default: <see cref="Delivery.AtLeastOnce"/>, because a node is an effect unless it says otherwise.</summary>
    public Delivery Delivery { get; init; } = Delivery.AtLeastOnce;

    /// <summary>Names of the input ports, in order. Default: one port, <c>main</c>.</summary>
    public string[] Inputs { get; init; } = ["main"];

    /// <summary>Input ports that must have items for the node to run; a skip on one of them skips the node.</summary>
    public string[] RequiredInputs { get; init; } = [];

    /// <summary>Names of the output ports, in order. Default: one port, <c>main</c>. See <see cref="Node.OutputsOf"/> for ports that depend on parameters.</summary>
    public string[] Outputs { get; init; } = ["main"];

    /// <summary>Attachment ports the node accepts, for example <c>ai_model</c>, <c>ai_tool</c>; <c>ai_tool*</c> accepts several, <c>ai_model!</c> must have one.</summary>
    public string[] Attachments { get; init; } = [];

    /// <summary>Takes long even for few items (scripts, parsing, compression): never run on a thread that decides for other runs. Default: false.</summary>
    public bool Heavy { get; init; }

    /// <summary>Other words people search for.</summary>
    public string[] Keywords { get; init; } = [];
}

/// <summary>What the engine promises about running a node again.</summary>
public enum Delivery
{
    /// <summary>No clients, no clock, no chance but the recorded ones: computed again freely, never journaled before it starts.</summary>
    Pure,

    /// <summary>An effect that may run twice after a crash, each time with the same idempotency key.</summary>
    AtLeastOnce,

    /// <summary>An effect that is never repeated on a guess: after an unknown outcome a person decides.</summary>
    AtMostOnce,
}

/// <summary>Names a credential slot of a node and the credential types that fit it.</summary>
/// <param name="slot">Slot name used in <c>credentials: { slot: id }</c>.</param>
/// <param name="types">Credential types that fit, for example <c>http.basic</c>; none takes any.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class CredentialSlotAttribute(string slot, params string[] types) : Attribute
{
    public string Slot { get; } = slot;

    public IReadOnlyList<string> Types { get; } = types;

    /// <summary>Whether a credential of this type fits.</summary>
    public bool Takes(string type) => Types.Count == 0 || Types.Contains(type);

    /// <summary>Whether the node cannot run without it. Default: false.</summary>
    public bool Required { get; init; }
}

/// <summary>Hints for the form drawn from a parameter: which editor, and when it shows.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FieldAttribute : Attribute
{
    /// <summary>Editor: text, multiline, code, json, expression, condition, keyValue, date, color, secret, file, cron, workflow.</summary>
    public string? Editor { get; init; }

    /// <summary>Language of a code editor: javascript, sql, html, json, markdown, graphql.</summary>
    public string? Language { get; init; }

    /// <summary>Name of the parameter that decides whether this one shows.</summary>
    public string? ShowIf { get; init; }

    /// <summary>Values of <see cref="ShowIf"/> for which this one shows.</summary>
    public string[] Is { get; init; } = [];

    /// <summary>The parameter is handed over as written: nothing in it is evaluated as an expression.</summary>
    public bool Verbatim { get; init; }

    /// <summary>Example shown while the field is empty.</summary>
    public string? Placeholder { get; init; }
}
