using System.Text.RegularExpressions;
using Xunit;

namespace Auterity.Shape.Tests;

public sealed partial class FileTests
{
    private const int LongestFile = 400;

    /// <summary>Files that may be longer, each with its reason.</summary>
    private static readonly Dictionary<string, string> MayBeLonger = new(StringComparer.Ordinal);

    [Fact]
    public void Look_EverySourceFile_IsShortEnoughToReadAtOnce() => Rule.Holds(
        Source.CSharp("src").Where(file => !MayBeLonger.ContainsKey(file.Path) && Lines(file.Text) > LongestFile)
            .Select(file => $"{file.Path}: {Lines(file.Text)} lines; find the second noun"));

    [Fact]
    public void Look_LongFileList_NamesOnlyFilesThatAreLong() => Assert.All(
        MayBeLonger.Keys, path => Assert.True(Lines(Source.Read(path)) > LongestFile, path));

    [Fact]
    public void Look_EverySourceFile_HasNoRegionsAndNoLeftovers() => Rule.Holds(
        Source.CSharp("src").SelectMany(file => Leftover().Matches(file.Text).Select(match => $"{file.Path}: {match.Value.Trim()}")));

    [Fact]
    public void Look_EveryName_SaysWhatTheThingIs() => Assert.DoesNotContain(
        Source.Types.Select(type => type.FullName!).Concat(Source.Files("src")), name => EmptyWord().IsMatch(name));

    [Fact]
    public void Look_EveryFile_NamesNoPathOfAMachine() => Rule.Holds(
        Source.Files(".").Where(IsText)
            .SelectMany(path => MachinePath().Matches(Source.Read(path)).Select(match => $"{path}: {match.Value}")));

    [Fact]
    public void Look_TenantFilter_IsLiftedInOnePlaceOnly() => Assert.Equal(
        ["src/Auterity.Platform/Data/AuterityDb.cs"],
        Source.CSharp("src").Where(file => file.Text.Contains(".IgnoreQueryFilters(", StringComparison.Ordinal)).Select(file => file.Path));

    [Fact]
    public void Look_EverySourceFile_WaitsForNoTaskAndForgetsNone() => Rule.Holds(
        Source.CSharp("src").Where(file => !MayBlock.Exists(path => file.Path.StartsWith(path, StringComparison.Ordinal)))
            .SelectMany(file => Blocking().Matches(file.Text).Select(match => $"{file.Path}: {match.Value}")));

    /// <summary>The journal's own thread is there to block, and the gate blocks it; pure nodes have finished when they return.</summary>
    private static readonly List<string> MayBlock =
    [
        "src/Auterity.Platform/Data/SqliteWriteGate.cs",
        "src/Auterity.Workflows/Execution/Journal/",
        "src/Auterity.Workflows/Execution/Effects/StepRunner.cs",
    ];

    [Fact]
    public void Look_WayOut_LeadsThroughTheGuard() => Rule.Holds(
        Source.CSharp("src/Auterity.Workflows").Where(file => !MayGoOut.Exists(path => file.Path.StartsWith(path, StringComparison.Ordinal)) && WayOut().IsMatch(file.Text))
            .Select(file => $"{file.Path}: opens a connection of its own; go through Outbound/"));

    /// <summary>The guard itself; and the processes of a cluster, who look for each other where no tenant has sent them.</summary>
    private static readonly List<string> MayGoOut = ["src/Auterity.Workflows/Outbound/", "src/Auterity.Workflows/Execution/Cluster/PostgresMembership.cs"];

    [GeneratedRegex(@"new (HttpClient|SocketsHttpHandler|TcpClient|UdpClient|Socket|ClientWebSocket|SmtpClient|ImapClient|NpgsqlConnection)\(|ConnectionMultiplexer\.Connect|\bDns\.")]
    private static partial Regex WayOut();

    private static int Lines(string text) => text.Count(c => c == '\n');

    private static bool IsText(string path) => Path.GetExtension(path) is ".cs" or ".md" or ".json" or ".props" or ".csproj" or ".slnx" or ".sh" or ".ts" or ".tsx" or ".yml" or ".yaml" or ""
        && !path.EndsWith("packages.lock.json", StringComparison.Ordinal) && !path.EndsWith("package-lock.json", StringComparison.Ordinal);

    [GeneratedRegex(@"^\s*#(end)?region\b.*|\b(TODO|FIXME|HACK|XXX)\b.*", RegexOptions.Multiline)]
    private static partial Regex Leftover();

    [GeneratedRegex(@"(?<![a-z])(Utils?|Utilit(y|ies)|Helpers?|Manager|Common)(?![a-z])")]
    private static partial Regex EmptyWord();

    [GeneratedRegex(@"(?<![\w.:/])/(home|Users|root|work)/[\w.-]+|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\basync void\b|\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)")]
    private static partial Regex Blocking();
}
