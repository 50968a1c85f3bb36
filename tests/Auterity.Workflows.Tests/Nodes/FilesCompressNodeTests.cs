using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class FilesCompressNodeTests
{
    [Theory]
    [InlineData("zip", "best", "a.zip", "application/zip")]
    [InlineData("tarGz", "fast", "a.tar.gz", "application/gzip")]
    public async Task Compress_SeveralFiles_ComeBackTheSame(string format, string level, string fileName, string type)
    {
        var harness = Two(NodeHarness.For<FilesCompressNode>().With(new { files = "one, two", format, level, fileName = "a" }));

        var packed = await harness.RunAsync();

        Assert.Equal(["""{"id":7}"""], packed.Main);
        var archive = Assert.Single(packed.Items[0][0].Binary!);
        Assert.Equal(("data", fileName, type), (archive.Key, archive.Value.FileName, archive.Value.MimeType));
        var unpacked = await NodeHarness.For<FilesCompressNode>().In(context => { }).With(new { action = "decompress" }).File(packed.Bytes(harness), archive.Value.FileName).RunAsync();
        Assert.Equal(["file_0", "file_1"], unpacked.Items[0][0].Binary!.Keys);
        Assert.Equal([("a.txt", "text/plain", 5), ("a (2).txt", "text/plain", 3)], unpacked.Items[0][0].Binary!.Values.Select(file => (file.FileName, file.MimeType, (int)file.Size)));
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tarGz")]
    public async Task Compress_Twice_GivesTheSameBytes(string format)
    {
        var harness = Two(NodeHarness.For<FilesCompressNode>().With(new { files = "*", format }));

        Assert.Equal((await harness.RunAsync()).Bytes(harness), (await harness.RunAsync()).Bytes(harness));
    }

    [Fact]
    public async Task Compress_Keep_LeavesTheSources() =>
        Assert.Equal(["one", "two", "zip"], (await Two(NodeHarness.For<FilesCompressNode>().With(new { files = "one", keep = true, result = "zip" })).RunAsync()).Items[0][0].Binary!.Keys.Order());

    [Theory]
    [InlineData("none", 1_000)]
    [InlineData("normal", 0)]
    public async Task Compress_Level_DecidesTheSize(string level, int least)
    {
        var harness = NodeHarness.For<FilesCompressNode>().With(new { level }).File(new byte[1_000]);

        var size = (await harness.RunAsync()).Bytes(harness).Length;

        Assert.True(level == "none" ? size > least : size < 500, $"{size}");
    }

    [Fact]
    public async Task Gzip_EachFile_BecomesOneOfItsOwn()
    {
        var harness = Two(NodeHarness.For<FilesCompressNode>().With(new { files = "one,two", format = "gzip", result = "gz_" }));

        var run = await harness.RunAsync();

        Assert.Equal([("gz_0", "a.txt.gz"), ("gz_1", "a.txt.gz")], run.Items[0][0].Binary!.Select(file => (file.Key, file.Value.FileName)));
        var unpacked = NodeHarness.For<FilesCompressNode>().With(new { action = "decompress", result = "out" }).File(run.Bytes(harness, 0, "gz_1"), "a.txt.gz");
        var back = await unpacked.RunAsync();
        Assert.Equal("two", back.Text(unpacked, 0, "out0"));
        Assert.Equal("a.txt", back.Items[0][0].Binary!["out0"].FileName);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("/abs/name.txt", "name.txt")]
    [InlineData("..\\..\\win.ini", "win.ini")]
    [InlineData("dir/..", "file")]
    [InlineData("C:evil?.txt", "Cevil.txt")]
    [InlineData("a\u0001b", "ab")]
    public async Task Decompress_NamesThatLeadOut_AreMadeSafe(string entry, string expected)
    {
        var run = await NodeHarness.For<FilesCompressNode>().With(new { action = "decompress" }).File(Zip((entry, "x"u8.ToArray()))).RunAsync();

        Assert.Equal(expected, run.Items[0][0].Binary!["file_0"].FileName);
    }

    [Fact]
    public async Task Decompress_Folders_ArePassedOver() =>
        Assert.Equal(["file_0"], (await NodeHarness.For<FilesCompressNode>().With(new { action = "decompress" }).File(Zip(("dir/", []), ("dir/a", "x"u8.ToArray()))).RunAsync()).Items[0][0].Binary!.Keys);

    [Fact]
    public async Task Decompress_TarWithLinks_PassesThemOver()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc/passwd" });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "d/a.txt") { DataStream = new MemoryStream("x"u8.ToArray()) });
        }

        var run = await NodeHarness.For<FilesCompressNode>().With(new { action = "decompress" }).File(stream.ToArray(), "a.tar").RunAsync();

        Assert.Equal("a.txt", Assert.Single(run.Items[0][0].Binary!).Value.FileName);
    }

    [Theory]
    [InlineData("""{"action":"decompress"}""", 100, "times its size")]
    [InlineData("""{"action":"decompress","maxMegabytes":20,"maxRatio":100000}""", 100, "more than 20,971,520 bytes")]
    [InlineData("""{"action":"decompress","maxEntries":1}""", 0, "more than 1 entries")]
    public async Task Decompress_BeyondALimit_NamesIt(string parameters, int megabytes, string message)
    {
        var error = await NodeHarness.For<FilesCompressNode>().With(parameters).File(Zip(("a", new byte[megabytes << 20]), ("b", []))).FailAsync();

        Assert.Contains(message, error.Message);
        Assert.Equal("limit-exceeded", error.Error.Code);
    }

    [Fact]
    public async Task Decompress_GzipBomb_StopsAtTheRatio()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.SmallestSize, leaveOpen: true)) gzip.Write(new byte[100 << 20]);

        Assert.Equal("limit-exceeded", (await NodeHarness.For<FilesCompressNode>().With(new { action = "decompress" }).File(stream.ToArray()).FailAsync()).Error.Code);
    }

    [Theory]
    [InlineData("""{"files":"none"}""", "file-missing")]
    [InlineData("""{"files":""}""", "file-missing")]
    [InlineData("""{"action":"decompress"}""", "invalid-file")]
    public async Task Run_WhatDoesNotFit_FailsWithItsCode(string parameters, string code) =>
        Assert.Equal(code, (await NodeHarness.For<FilesCompressNode>().With(parameters).File("plain").FailAsync()).Error.Code);

    [Fact]
    public void Unzip_MutatedFile_EndsInFilesOrANodeException() => FuzzDecompress(Zip(("a.txt", "some text"u8.ToArray()), ("b", new byte[100])), "a.zip");

    [Fact]
    public void Gunzip_MutatedFile_EndsInFilesOrANodeException()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write("some text some text"u8);
        FuzzDecompress(stream.ToArray(), "a.txt.gz");
    }

    [Fact]
    public void Untar_MutatedFile_EndsInFilesOrANodeException()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "a.txt") { DataStream = new MemoryStream(new byte[600]) });
        FuzzDecompress(stream.ToArray(), "a.tar");
    }

    private static void FuzzDecompress(byte[] sample, string name) =>
        Fuzz.Bytes(sample, bytes => NodeHarness.For<FilesCompressNode>().With(new { action = "decompress" }).File(bytes, name).RunAsync());

    private static NodeHarness Two(NodeHarness harness) => harness.Ports([new Item("""{"id":7}"""u8.ToArray(), new Dictionary<string, BinaryRef>
    {
        ["one"] = harness.Context.Files.Save("first"u8.ToArray(), "text/plain", "a.txt"),
        ["two"] = harness.Context.Files.Save("two"u8.ToArray(), "text/plain", "a.txt"),
    })]);

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
