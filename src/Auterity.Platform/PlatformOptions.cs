using System.ComponentModel.DataAnnotations;

namespace Auterity.Platform;

/// <summary>What the process needs to know before anything else. Source: <c>auterity.json</c>, <c>AUTERITY_*</c> variables, command line.</summary>
public sealed class PlatformOptions
{
    /// <summary>Port to listen on; 0 takes a free one. Default: 8000.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8000;

    /// <summary>Address to listen on: <c>localhost</c>, an IP address, or <c>*</c> for all. Default: localhost.</summary>
    [Required]
    public string Bind { get; set; } = "localhost";

    /// <summary>Folder for the database and files. Default: ./data.</summary>
    [Required]
    public string Data { get; set; } = "./data";

    /// <summary>PostgreSQL connection string; without one SQLite in the data folder is used. Default: none.</summary>
    public string? Database { get; set; }

    /// <summary>Redis connection string for the second cache level and its backplane. Default: none.</summary>
    public string? Redis { get; set; }

    /// <summary>The first administrator's key; without one a key is made and printed at the first start. Default: none.</summary>
    [MinLength(16)]
    [MaxLength(512)]
    public string? ApiKey { get; set; }

    /// <summary>Largest request body in bytes, where an endpoint says nothing else. Default: 30,000,000.</summary>
    [Range(1024, long.MaxValue)]
    public long MaxBody { get; set; } = 30_000_000;

    /// <summary>Largest stored file in bytes. Default: 1,073,741,824 (1 GiB).</summary>
    [Range(1024, long.MaxValue)]
    public long MaxBlob { get; set; } = 1L << 30;

    /// <summary>Requests a minute one tenant may make, all its keys together; 0 sets no limit. Default: 2,400,000.</summary>
    [Range(0, int.MaxValue)]
    public int RequestsPerMinute { get; set; } = 2_400_000;

    /// <summary>Requests a minute one key may make; 0 sets no limit. Default: 1,200,000.</summary>
    [Range(0, int.MaxValue)]
    public int RequestsPerMinutePerKey { get; set; } = 1_200_000;

    /// <summary>Calls a minute one hook answers, whoever calls; 0 sets no limit. Default: 600,000.</summary>
    [Range(0, int.MaxValue)]
    public int CallsPerMinutePerHook { get; set; } = 600_000;

    /// <summary>Calls a minute of drafts' hooks (<c>/hooks-test/</c>) from one address; 0 sets no limit. Default: 600.</summary>
    [Range(0, int.MaxValue)]
    public int TestCallsPerMinute { get; set; } = 600;

    /// <summary>Folder with the built Studio; without an index.html in it there is none. Default: studio, beside the program.</summary>
    [Required]
    public string Studio { get; set; } = Path.Combine(AppContext.BaseDirectory, "studio");

    /// <summary>How log lines look: <c>json</c> (Elastic Common Schema) or <c>text</c>. Default: text on a terminal, json elsewhere.</summary>
    [AllowedValues(null, "json", "text")]
    public string? LogFormat { get; set; }

    /// <summary>Least severe log line that is written. Default: Information.</summary>
    [AllowedValues("Verbose", "Debug", "Information", "Warning", "Error", "Fatal")]
    public string LogLevel { get; set; } = "Information";

    /// <summary>The data folder as an absolute path.</summary>
    public string DataPath => Path.GetFullPath(Data);
}
