using System.ComponentModel.DataAnnotations;

namespace Auterity.Workflows.Definitions;

/// <summary>A list of tags: at most 50, each of 1 to 50 characters on one line.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TagsAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) =>
        value is not IReadOnlyList<string?> tags || (tags.Count <= DefinitionModel.MostTags && tags.All(tag => tag is not null && tag.Trim().Length is > 0 and <= DefinitionModel.LongestTag && !tag.Any(char.IsControl)));

    public override string FormatErrorMessage(string name) =>
        $"{name} holds at most {DefinitionModel.MostTags} tags, each of 1 to {DefinitionModel.LongestTag} characters on one line.";
}

/// <summary>Text with something in it, where it is given.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotBlankAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not string text || !string.IsNullOrWhiteSpace(text);

    public override string FormatErrorMessage(string name) => $"{name} is blank.";
}
