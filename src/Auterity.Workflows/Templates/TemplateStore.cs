using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Workflows.Templates;

/// <summary>Templates of the request's tenant, and those that come with the product.</summary>
internal sealed class TemplateStore(AuterityDb db, BuiltInTemplates builtIn, TimeProvider time)
{
    public IQueryable<TemplateRow> Own => db.Set<TemplateRow>();

    /// <param name="id">File name of a built-in one, or id of an own one.</param>
    public async Task<TemplateRow?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (builtIn.Find(id) is { } found) return found.Row;
        return Guid.TryParse(id, CultureInfo.InvariantCulture, out var own) ? await db.Set<TemplateRow>().FirstOrDefaultAsync(row => row.Id == own, cancellationToken) : null;
    }

    /// <summary>A template in one version.</summary>
    /// <param name="row">The template.</param>
    /// <param name="number">Number of the version; the newest without one.</param>
    public async Task<StoredTemplate?> FindVersionAsync(TemplateRow row, int? number, CancellationToken cancellationToken)
    {
        var wanted = number ?? row.Number;
        if (row.BuiltIn is { } name) return wanted == 1 ? new(row, 1, null, builtIn.Find(name)!.Document) : null;
        return await db.Set<TemplateVersionRow>().AsNoTracking().FirstOrDefaultAsync(version => version.TemplateId == row.Id && version.Number == wanted, cancellationToken) is { } found
            ? new(row, found.Number, found.Note, Read(found.Document)) : null;
    }

    /// <summary>Versions without their documents.</summary>
    public IQueryable<TemplateVersionLine> VersionLines(Guid id) => db.Set<TemplateVersionRow>().Where(version => version.TemplateId == id).Select(version => new TemplateVersionLine
    {
        Id = version.Id, Number = version.Number, Note = version.Note, CreatedAt = version.CreatedAt, CreatedBy = version.CreatedBy,
    });

    public async Task<StoredTemplate> CreateAsync(TemplateDocument document, string? note, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = Describe(new TemplateRow
        {
            Id = Guid.CreateVersion7(now), Name = "", Summary = "", Category = "", Icon = "", NodeTypes = "", CreatedAt = now, CreatedBy = user.FindSubject(), UpdatedAt = now, UpdatedBy = user.FindSubject(),
        }, document);
        db.Add(row);
        AddVersion(row, Write(document), note, now, user);
        await db.SaveChangesAsync(cancellationToken);
        return new(row, row.Number, note, document);
    }

    /// <summary>Makes a version; the same content as the newest gives that one again.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved at the same moment.</exception>
    public async Task<StoredTemplate> SaveAsync(TemplateRow row, TemplateDocument document, string? note, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var newest = await db.Set<TemplateVersionRow>().AsNoTracking().FirstAsync(version => version.TemplateId == row.Id && version.Number == row.Number, cancellationToken);
        var content = Write(document);
        if (content.AsSpan().SequenceEqual(newest.Document)) return new(row, newest.Number, newest.Note, document);

        var now = time.GetUtcNow();
        Describe(row, document);
        row.UpdatedAt = now;
        row.UpdatedBy = user.FindSubject();
        AddVersion(row, content, note, now, user);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (WorkflowStore.IsTaken(e))
        {
            throw new DbUpdateConcurrencyException(e.Message, e);
        }

        return new(row, row.Number, note, document);
    }

    /// <summary>Deletes a template with its versions; workflows made of it are their own.</summary>
    /// <exception cref="DbUpdateConcurrencyException">Somebody else saved at the same moment.</exception>
    public async Task DeleteAsync(TemplateRow row, CancellationToken cancellationToken)
    {
        // Without their documents: a key is all that deleting needs.
        var ids = await db.Set<TemplateVersionRow>().Where(version => version.TemplateId == row.Id).Select(version => version.Id).ToListAsync(cancellationToken);
        db.RemoveRange(ids.Select(id => new TemplateVersionRow { Id = id, TenantId = row.TenantId, TemplateId = row.Id, Document = [] }));
        db.Remove(row);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Copies onto a row what lists show of a document.</summary>
    public static TemplateRow Describe(TemplateRow row, TemplateDocument document)
    {
        row.Name = document.Name;
        row.Summary = document.Summary;
        row.Category = document.Category;
        row.Icon = document.Icon;
        row.NodeTypes = string.Join('\n', TypesIn(document.Definition).Distinct().Order(StringComparer.Ordinal));
        row.Parameters = TemplateParameter.Read(document.Parameters).All.Count;
        row.Tests = document.Tests.Count;
        return row;
    }

    private void AddVersion(TemplateRow row, byte[] content, string? note, DateTimeOffset now, ClaimsPrincipal user)
    {
        row.Number++;
        db.Add(new TemplateVersionRow { Id = Guid.CreateVersion7(now), TemplateId = row.Id, Number = row.Number, Document = content, Note = note, CreatedAt = now, CreatedBy = user.FindSubject() });
    }

    private static IEnumerable<string> TypesIn(JsonElement definition) =>
        definition.ValueKind == JsonValueKind.Object && definition.TryGetProperty("nodes", out var nodes) && nodes.ValueKind == JsonValueKind.Array
            ? nodes.EnumerateArray().Where(node => node.ValueKind == JsonValueKind.Object && node.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String).Select(node => node.GetProperty("type").GetString()!)
            : [];

    private static byte[] Write(TemplateDocument document) => JsonSerializer.SerializeToUtf8Bytes(document, JsonDefaults.Options);

    private static TemplateDocument Read(byte[] utf8) => JsonSerializer.Deserialize<TemplateDocument>(utf8, JsonDefaults.Options)!;
}

/// <summary>A template in one of its versions.</summary>
internal sealed record StoredTemplate(TemplateRow Row, int Number, string? Note, TemplateDocument Document);

/// <summary>A version as lists see it.</summary>
internal sealed record TemplateVersionLine
{
    public Guid Id { get; init; }

    public int Number { get; init; }

    public string? Note { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? CreatedBy { get; init; }
}
