namespace Auterity.Platform.Tenancy;

/// <summary>A secret of the installation, made at the first start and shared by every process: signs cursors and links.</summary>
internal sealed class ServerKey
{
    public required string Name { get; init; }

    public required byte[] Value { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
