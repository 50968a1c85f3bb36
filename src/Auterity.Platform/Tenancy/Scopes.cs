namespace Auterity.Platform.Tenancy;

/// <summary>What a key may do. A key holds one or more of these.</summary>
public static class Scopes
{
    /// <summary>Everything, keys and settings included.</summary>
    public const string Admin = "admin";

    /// <summary>Everything but administration.</summary>
    public const string Write = "write";

    /// <summary>Reading only.</summary>
    public const string Read = "read";

    public static IReadOnlyList<string> All { get; } = [Admin, Write, Read];
}
