using System.Collections;
using System.ComponentModel.DataAnnotations;

namespace Auterity.Platform.Http;

/// <summary>Every element of the list is one of these.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class AllowedItemsAttribute(params string[] allowed) : ValidationAttribute
{
    public IReadOnlyList<string> Allowed { get; } = allowed;

    public override bool IsValid(object? value) => value is not IEnumerable items || items.Cast<object?>().All(item => item is string text && Allowed.Contains(text));

    public override string FormatErrorMessage(string name) => $"{name} may hold only: {string.Join(", ", Allowed)}.";
}
