using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Auterity.Platform.Data;

/// <summary>Names in the database: snake_case columns, keys and indexes, the same on both databases. Tables are named by their module.</summary>
internal static class ModelNames
{
    /// <summary>PostgreSQL cuts names after 63 bytes without a word.</summary>
    private const int Longest = 60;

    public static void Apply(IMutableModel model)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            var table = entity.GetTableName();
            if (table is null) continue;
            foreach (var property in entity.GetProperties())
                if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                    property.SetColumnName(Snake(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName(Short((key.IsPrimaryKey() ? "pk_" : "ak_") + table + (key.IsPrimaryKey() ? "" : Columns(key.Properties))));
            foreach (var foreign in entity.GetForeignKeys())
                foreign.SetConstraintName(Short("fk_" + table + Columns(foreign.Properties)));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Short((index.IsUnique ? "ux_" : "ix_") + (index.Name is { } name ? table + "_" + Snake(name) : table + Columns(index.Properties))));
        }
    }

    public static string Snake(string name)
    {
        var builder = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                builder.Append('_');
            builder.Append(char.ToLowerInvariant(name[i]));
        }

        return builder.ToString();
    }

    private static string Columns(IReadOnlyList<IMutableProperty> properties) =>
        string.Concat(properties.Select(property => "_" + property.GetColumnName()));

    private static string Short(string name) =>
        name.Length <= Longest ? name : name[..(Longest - 9)] + "_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8];
}
