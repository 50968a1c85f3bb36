namespace Auterity.Workflows.Expressions.Dates;

/// <summary>A date, duration or interval, as JSON has it.</summary>
internal interface ILuxonValue
{
    /// <summary>ISO 8601; null when the value is invalid.</summary>
    string? ToIso();
}
