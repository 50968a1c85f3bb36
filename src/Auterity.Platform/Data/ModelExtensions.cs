using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Auterity.Platform.Data;

/// <summary>What modules say about their entities beyond EF Core's own words.</summary>
public static class ModelExtensions
{
    /// <summary>Keeps a value as a JSON document in bytes.</summary>
    public static PropertyBuilder<T> HasDocument<T>(this PropertyBuilder<T> property)
    {
        // Compared by what would be written, because documents are changed in place.
        var comparer = new ValueComparer<T>(
            (left, right) => IsSame(left, right),
            value => DbTypes.ToDocument(value).Length,
            value => DbTypes.FromDocument<T>(DbTypes.ToDocument(value)));
        return property.HasConversion(new DocumentAsBytes<T>(), comparer);
    }

    /// <summary>Adds a column with the folded text of a property, kept up to date on every save; search it with <see cref="WhereFolded"/>.</summary>
    public static EntityTypeBuilder<T> HasFolded<T>(this EntityTypeBuilder<T> entity, Expression<Func<T, string?>> property) where T : class
    {
        var name = ((MemberExpression)property.Body).Member.Name;
        entity.Property<string?>(name + "Folded").HasAnnotation(SaveRules.FoldedFrom, name);
        return entity;
    }

    /// <summary>Rows whose folded property contains the text, whatever its case and accents.</summary>
    public static IQueryable<T> WhereFolded<T>(this IQueryable<T> rows, string property, string text) where T : class
    {
        var folded = DbText.Fold(text);
        return rows.Where(row => EF.Property<string?>(row, property + "Folded")!.Contains(folded));
    }

    private static bool IsSame<T>(T left, T right) => DbTypes.ToDocument(left).AsSpan().SequenceEqual(DbTypes.ToDocument(right));
}
