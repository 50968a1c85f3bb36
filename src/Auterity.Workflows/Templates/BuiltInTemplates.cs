using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Sdk;

namespace Auterity.Workflows.Templates;

/// <summary>Templates that come with the product: a file each in <c>BuiltIn/</c>, known by its name.</summary>
internal sealed class BuiltInTemplates
{
    private const string Prefix = "templates/";

    // Before anything a tenant has, so that lists show them last.
    private static readonly DateTimeOffset Before = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Lazy<FrozenDictionary<string, BuiltInTemplate>> all = new(Load);

    /// <summary>All of them, by name.</summary>
    public IEnumerable<BuiltInTemplate> All => all.Value.Values.OrderBy(template => template.Document.Name, StringComparer.Ordinal);

    public BuiltInTemplate? Find(string name) => all.Value.GetValueOrDefault(name);

    /// <summary>Those of a category with a text in their name or summary; null takes any.</summary>
    public IReadOnlyList<TemplateRow> Matching(string? search, string? category)
    {
        var folded = search is null ? null : DbText.Fold(search);
        return [.. All.Where(template => (category is null || template.Document.Category == category)
            && (folded is null || DbText.Fold(template.Document.Name).Contains(folded, StringComparison.Ordinal) || DbText.Fold(template.Document.Summary).Contains(folded, StringComparison.Ordinal)))
            .Select(template => template.Row)];
    }

    private static FrozenDictionary<string, BuiltInTemplate> Load()
    {
        var read = Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => (Name: name[Prefix.Length..^".json".Length], Document: ReadDocument(name))).OrderBy(file => file.Document.Name, StringComparer.Ordinal).ToList();
        return read.Select((file, index) => new BuiltInTemplate(RowOf(file.Name, file.Document, index), file.Document)).ToFrozenDictionary(template => template.Row.BuiltIn!, StringComparer.Ordinal);
    }

    private static TemplateRow RowOf(string name, TemplateDocument document, int index)
    {
        var row = TemplateStore.Describe(new TemplateRow
        {
            Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)), BuiltIn = name, Name = "", Summary = "", Category = "", Icon = "", NodeTypes = "", Number = 1, Version = 1,
            CreatedAt = Before.AddMinutes(-index), UpdatedAt = Before,
        }, document);
        return row;
    }

    private static TemplateDocument ReadDocument(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<TemplateDocument>(stream, JsonDefaults.Options)!;
    }
}

/// <summary>A template that comes with the product.</summary>
internal sealed record BuiltInTemplate(TemplateRow Row, TemplateDocument Document);
