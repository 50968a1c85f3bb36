using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Auterity.Platform.Data;

/// <summary>What modules say about their entities beyond EF Core's own words.</summary>
public static class ModelExtensions
{
    /// <summary>Adds a column with the folded text of a property, kept up to date on every save; search it with <see cref="WhereFolded"/>.</summary>
    public static EntityTypeBuilder<T> HasFolded<T>(this EntityTypeBuilder<T> entity, Expression<Func<T, string?>> property) where T : class
    {
        var name = ((MemberExpression)property.Body).Member.Name;
        entity.Property<string?>(name + "Folded").HasAnnotation(SaveRules.FoldedFrom, name);
        return entity;
    }

    /// <summary>Rows of which one of two properties contains the text, whatever its case and accents.</summary>
    /// <param name="text">What is looked for.</param>
    /// <param name="property">Name of a property with a folded column.</param>
    /// <param name="orProperty">Another one; null looks at the first alone.</param>
    public static IQueryable<T> WhereFolded<T>(this IQueryable<T> rows, string text, string property, string? orProperty = null) where T : class
    {
        var folded = DbText.Fold(text);
        return orProperty is null
            ? rows.Where(row => EF.Property<string?>(row, property + "Folded")!.Contains(folded))
            : rows.Where(row => EF.Property<string?>(row, property + "Folded")!.Contains(folded) || EF.Property<string?>(row, orProperty + "Folded")!.Contains(folded));
    }
}
