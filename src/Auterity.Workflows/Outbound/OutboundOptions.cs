using System.ComponentModel.DataAnnotations;

namespace Auterity.Workflows.Outbound;

/// <summary>What nodes may reach. Settings path: <c>Outbound</c>, so <c>AUTERITY_OUTBOUND__ALLOW__0</c> in the environment.</summary>
public sealed class OutboundOptions
{
    public const string Section = "Outbound";

    /// <summary>
    /// Destinations allowed although they are not public: an address, a range (<c>10.1.0.0/16</c>), a host (<c>crm.corp.example</c>,
    /// <c>*.corp.example</c>), each optionally with a port (<c>127.0.0.1:9000</c>, <c>[::1]:9000</c>). Default: none.
    /// </summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Longest time to open a connection, in seconds. Default: 15 seconds.</summary>
    [Range(1, 300)]
    public double ConnectSeconds { get; init; } = 15;

    /// <summary>Largest response a node may ask for, in bytes. Default: 1 GB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxResponseBytes { get; init; } = 1L << 30;

    /// <summary>Folder of the SQLite databases that nodes use, one folder a tenant inside it. Default: <c>sqlite</c> in the data folder.</summary>
    public string? SqliteFolder { get; set; }
}
