using System.ComponentModel.DataAnnotations;

namespace Auterity.Workflows.Files;

/// <summary>Which files of this machine workflows may read and write. Source: the settings under <c>Files</c>.</summary>
public sealed class FileAccessOptions
{
    public const string Section = "Files";

    /// <summary>The one folder that is open to workflows, a folder a tenant inside it; null opens none. Default: <c>files</c> in the data folder, which the host fills in.</summary>
    public string? Folder { get; set; }

    /// <summary>Largest file that is read or written, in bytes. Default: 1 GiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>Most files that one pattern may match. Default: 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxMatches { get; set; } = 10_000;
}
