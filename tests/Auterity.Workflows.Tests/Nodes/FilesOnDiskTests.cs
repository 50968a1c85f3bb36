using Auterity.Workflows.Files;
using Auterity.Workflows.Nodes;
using Microsoft.Extensions.Options;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Reading and writing in the folder that is open to workflows.</summary>
public sealed class FilesOnDiskTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("auterity-files-");
    private readonly FileAccessOptions options;

    public FilesOnDiskTests()
    {
        options = new FileAccessOptions { Folder = home.FullName };
        Directory.CreateDirectory(Open);
        File.WriteAllText(Path.Combine(home.FullName, "secret.txt"), "secret");
    }

    /// <summary>The folder of the test's tenant.</summary>
    private string Open => Path.Combine(home.FullName, "01900000-0000-7000-8000-0000000000aa");

    public void Dispose() => home.Delete(recursive: true);

    [Fact]
    public async Task Write_NewPath_MakesFoldersAndFile()
    {
        var run = await Writer(new { path = "a/b/c.txt" }, "hello", """{"id":7}""").RunAsync();

        Assert.Equal("hello", await ReadAsync("a/b/c.txt"));
        Assert.Equal(["""{"id":7,"fileName":"a/b/c.txt"}"""], run.Main);
        Assert.Contains("data", run.Items[0][0].Binary!);
        Assert.Single(Directory.GetFiles(Path.Combine(Open, "a", "b")));
    }

    [Theory]
    [InlineData("replace", "new")]
    [InlineData("append", "oldnew")]
    public async Task Write_ExistingFile_IsReplacedOrContinued(string ifExists, string expected)
    {
        await Writer(new { path = "a.txt" }, "old").RunAsync();

        await Writer(new { path = "a.txt", ifExists }, "new").RunAsync();

        Assert.Equal(expected, await ReadAsync("a.txt"));
    }

    [Fact]
    public async Task Write_ExistingFileWithFail_AcceptsOnlyItsOwnContent()
    {
        await Writer(new { path = "a.txt", ifExists = "fail" }, "old").RunAsync();
        await Writer(new { path = "a.txt", ifExists = "fail" }, "old").RunAsync();

        Assert.Equal("file-exists", (await Writer(new { path = "a.txt", ifExists = "fail" }, "new").FailAsync()).Error.Code);
        Assert.Equal("old", await ReadAsync("a.txt"));
    }

    [Fact]
    public async Task Append_FromManyItemsAtOnce_MixesNothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => Writer(new { path = "log.txt", ifExists = "append" }, $"line {number:00}\n").RunAsync()));

        var lines = (await ReadAsync("log.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"line {number:00}"), lines.Order());
    }

    [Fact]
    public async Task Write_AbsolutePathInside_IsAllowed()
    {
        await Writer(new { path = Path.Combine(Open, "abs.txt") }, "x").RunAsync();

        Assert.Equal("x", await ReadAsync("abs.txt"));
    }

    [Theory]
    [InlineData("../secret.txt")]
    [InlineData("a/../../secret.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("../open-too/x")]
    [InlineData("a\0b")]
    public async Task Path_OutsideTheFolder_IsRefused(string path)
    {
        Assert.Equal("files-outside", (await Writer(new { path }, "x").FailAsync()).Error.Code);
        Assert.Equal("files-outside", (await Reader(new { path }).FailAsync()).Error.Code);
    }

    [Theory]
    [InlineData("link.txt", "../secret.txt", "link.txt")]
    [InlineData("dir", "..", "dir/secret.txt")]
    [InlineData("loop", "loop", "loop/x")]
    public async Task Path_ThroughALinkThatLeadsOut_IsRefused(string link, string target, string path)
    {
        File.CreateSymbolicLink(Path.Combine(Open, link), target);

        Assert.Equal("files-outside", (await Reader(new { path }).FailAsync()).Error.Code);
        Assert.Equal("files-outside", (await Writer(new { path, ifExists = "append" }, "x").FailAsync()).Error.Code);
        Assert.Equal("secret", await File.ReadAllTextAsync(Path.Combine(home.FullName, "secret.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Path_ThroughALinkThatStaysInside_IsAllowed()
    {
        await Writer(new { path = "real/a.txt" }, "x").RunAsync();
        File.CreateSymbolicLink(Path.Combine(Open, "alias"), "real");

        Assert.Single((await Reader(new { path = "alias/a.txt" }).RunAsync()).Main);
    }

    [Fact]
    public async Task Folder_ThatIsALinkItself_Works()
    {
        var alias = Path.Combine(home.FullName, "alias");
        Directory.CreateSymbolicLink(alias, home.FullName);
        options.Folder = alias;

        await Writer(new { path = "a.txt" }, "x").RunAsync();

        Assert.Single((await Reader(new { path = "*.txt" }).RunAsync()).Main);
    }

    [Fact]
    public async Task Read_OneFile_SaysWhatItIs()
    {
        await Writer(new { path = "d/a.csv" }, "a,b").RunAsync();
        var harness = Reader(new { path = "d/a.csv", file = "doc" });

        var run = await harness.RunAsync();

        var json = TestJson.Of(run.Main[0]);
        Assert.Equal(("a.csv", "csv", "d", "d/a.csv", "text/csv", 3), (Text("fileName"), Text("fileExtension"), Text("directory"), Text("path"), Text("mimeType"), json.GetProperty("fileSize").GetInt32()));
        Assert.Equal("a,b", run.Text(harness, 0, "doc"));

        string? Text(string name) => json.GetProperty(name).GetString();
    }

    [Fact]
    public async Task Read_NameAndType_CanBeGiven()
    {
        await Writer(new { path = "a.csv" }, "a,b").RunAsync();

        var run = await Reader(new { path = "a.csv", fileName = "b.txt", mimeType = "x/y", keep = true }, """{"id":7}""").RunAsync();

        Assert.StartsWith("""{"id":7,"fileName":"b.txt","fileExtension":"txt",""", run.Main[0]);
        Assert.Equal(("b.txt", "x/y"), (run.Items[0][0].Binary!["data"].FileName, run.Items[0][0].Binary!["data"].MimeType));
    }

    [Theory]
    [InlineData("*.txt", "a.txt")]
    [InlineData("**/*.txt", "a.txt,d/b.txt,d/e/c.txt")]
    [InlineData("d/*", "d/b.txt")]
    [InlineData("d/?.txt", "d/b.txt")]
    [InlineData("**/{b,d}.{txt,csv}", "d/b.txt,d/e/d.csv")]
    [InlineData("d/**", "d/b.txt,d/e/c.txt,d/e/d.csv")]
    public async Task Read_Pattern_GivesOneItemAFileInOrder(string path, string expected)
    {
        foreach (var file in new[] { "d/e/d.csv", "d/e/c.txt", "d/b.txt", "a.txt" }) await Writer(new { path = file }, file).RunAsync();
        File.CreateSymbolicLink(Path.Combine(Open, "z.txt"), "../secret.txt");

        var run = await Reader(new { path }).RunAsync();

        Assert.Equal(expected.Split(','), run.Main.Select(json => TestJson.Of(json).GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("none.txt")]
    [InlineData("*.none")]
    public async Task Read_NothingFound_FailsUnlessAllowed(string path)
    {
        Assert.Equal("file-missing", (await Reader(new { path }).FailAsync()).Error.Code);
        Assert.Empty((await Reader(new { path, allowMissing = true }).RunAsync()).Main);
    }

    [Fact]
    public async Task Limits_OfSizeAndMatches_AreHeld()
    {
        await Writer(new { path = "a.txt" }, "12345").RunAsync();
        await Writer(new { path = "b.txt" }, "1").RunAsync();
        options.MaxBytes = 4;
        options.MaxMatches = 1;

        Assert.Equal("limit-exceeded", (await Reader(new { path = "a.txt" }).FailAsync()).Error.Code);
        Assert.Equal("limit-exceeded", (await Reader(new { path = "*" }).FailAsync()).Error.Code);
        Assert.Equal("limit-exceeded", (await Writer(new { path = "c.txt" }, "12345").FailAsync()).Error.Code);
        Assert.Equal("limit-exceeded", (await Writer(new { path = "b.txt", ifExists = "append" }, "1234").FailAsync()).Error.Code);
    }

    [Fact]
    public async Task NoFolder_IsOpen_SaysHowToOpenOne()
    {
        options.Folder = null;

        Assert.Equal("files-closed", (await Reader(new { path = "a" }).FailAsync()).Error.Code);
        Assert.Contains("Files:Folder", (await Writer(new { path = "a" }, "x").FailAsync()).Message);
    }

    [Fact]
    public async Task Write_ToAFolder_IsRefused()
    {
        Directory.CreateDirectory(Path.Combine(Open, "d"));

        Assert.Equal("invalid-parameters", (await Writer(new { path = "d" }, "x").FailAsync()).Error.Code);
        Assert.Equal("invalid-parameters", (await Writer(new { path = "" }, "x").FailAsync()).Error.Code);
    }

    [Fact]
    public async Task Write_BelowAFile_FailsAndLeavesItAlone()
    {
        await Writer(new { path = "a.txt" }, "x").RunAsync();

        Assert.Equal("file-unwritable", (await Writer(new { path = "a.txt/b.txt" }, "y").FailAsync()).Error.Code);
        Assert.Equal("x", await ReadAsync("a.txt"));
    }

    private NodeHarness Writer(object parameters, string content, string json = "{}") => NodeHarness.For<FilesWriteNode>(Options.Create(options)).With(parameters).File(content, json: json);

    private NodeHarness Reader(object parameters, string json = "{}") => NodeHarness.For<FilesReadNode>(Options.Create(options)).With(parameters).Items(json);

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Path.Combine(Open, path), TestContext.Current.CancellationToken);
}
