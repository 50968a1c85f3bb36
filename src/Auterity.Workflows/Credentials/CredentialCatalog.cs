using System.Collections.Frozen;

namespace Auterity.Workflows.Credentials;

/// <summary>Every credential type of this installation.</summary>
public sealed class CredentialCatalog
{
    private readonly FrozenDictionary<string, CredentialType> byType;

    /// <exception cref="InvalidOperationException">Two modules claim the same type.</exception>
    public CredentialCatalog(IEnumerable<CredentialType> types)
    {
        Types = [.. types.OrderBy(type => type.Type, StringComparer.Ordinal)];
        foreach (var same in Types.GroupBy(type => type.Type).Where(group => group.Count() > 1))
            throw new InvalidOperationException($"Credential type '{same.Key}' is registered more than once.");
        byType = Types.ToFrozenDictionary(type => type.Type);
    }

    /// <summary>All types, ordered by name.</summary>
    public IReadOnlyList<CredentialType> Types { get; }

    /// <summary>The type; null when this installation does not know it.</summary>
    public CredentialType? Find(string type) => byType.GetValueOrDefault(type);
}
