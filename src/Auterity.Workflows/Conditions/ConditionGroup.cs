using System.ComponentModel;
using System.Text.Json;

namespace Auterity.Workflows.Conditions;

/// <summary>Conditions joined by and or or; an empty group holds.</summary>
public sealed record ConditionGroup
{
    [Description("Whether all conditions must hold, or one is enough")]
    public Combinator Combinator { get; init; }

    [Description("Conditions and nested groups")]
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    [Description("Whether upper and lower case differ when text is compared")]
    public bool CaseSensitive { get; init; } = true;

    [Description("strict fails when a value is of another type than the operator; loose converts it")]
    public TypeRule Types { get; init; }
}

/// <summary>One comparison, or a nested group when it has conditions of its own.</summary>
public sealed record Condition
{
    [Description("The value to look at")]
    public JsonElement? Left { get; init; }

    [Description("How to compare")]
    public ConditionOperator? Operator { get; init; }

    [Description("The value to compare with; operations such as exists need none")]
    public JsonElement? Right { get; init; }

    [Description("For a nested group: whether all its conditions must hold, or one is enough")]
    public Combinator? Combinator { get; init; }

    [Description("Conditions of a nested group")]
    public IReadOnlyList<Condition>? Conditions { get; init; }
}

/// <summary>A comparison: what the values are, and what is asked of them.</summary>
/// <param name="Operation">What is asked.</param>
/// <param name="Type">What both sides are. Default: any.</param>
public sealed record ConditionOperator(
    [property: Description("What is asked of the values")] ConditionOperation Operation,
    [property: Description("What the values are")] OperandType Type = OperandType.Any);

public enum Combinator
{
    And,
    Or,
}

public enum TypeRule
{
    Strict,
    Loose,
}

public enum OperandType
{
    Any,
    String,
    Number,
    Boolean,
    DateTime,
    Array,
    Object,
}

public enum ConditionOperation
{
    Exists,
    NotExists,
    Empty,
    NotEmpty,
    Equals,
    NotEquals,
    Contains,
    NotContains,
    StartsWith,
    NotStartsWith,
    EndsWith,
    NotEndsWith,
    Regex,
    NotRegex,
    Gt,
    Gte,
    Lt,
    Lte,
    After,
    Before,
    AfterOrEquals,
    BeforeOrEquals,
    True,
    False,
    LengthEquals,
    LengthNotEquals,
    LengthGt,
    LengthLt,
    LengthGte,
    LengthLte,
}
