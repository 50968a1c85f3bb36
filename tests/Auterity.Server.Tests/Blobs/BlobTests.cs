using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Auterity.Platform.Blobs;
using Auterity.Sdk;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Server.Tests.Blobs;

public sealed class BlobTests(DefaultServer shared) : IClassFixture<DefaultServer>
{
    private static readonly Guid Tenant = Guid.Parse("01890000-0000-7000-8000-000000000001");

    [Fact]
    public async Task Upload_File_ComesBackByItsHash()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);

        var saved = await Upload(bytes, "?name=report.bin");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), saved.Text("id"));
        Assert.Equal("report.bin", saved.Text("fileName"));
        Assert.Equal(bytes, await shared.Client.GetByteArrayAsync($"/api/blobs/{saved.Text("id")}", Json.Token));
    }

    [Fact]
    public async Task Upload_NothingAndTheSameTwice_Works()
    {
        var first = await Upload([], "");
        var second = await Upload([], "");

        Assert.Equal(first.Text("id"), second.Text("id"));
        Assert.Empty(await shared.Client.GetByteArrayAsync($"/api/blobs/{first.Text("id")}", Json.Token));
    }

    [Fact]
    public async Task Download_Range_GivesThatPart()
    {
        var saved = await Upload("0123456789"u8.ToArray(), "");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/blobs/{saved.Text("id")}");
        request.Headers.Range = new RangeHeaderValue(2, 4);

        using var response = await shared.Client.SendAsync(request, Json.Token);

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal("234", await response.Content.ReadAsStringAsync(Json.Token));
    }

    [Fact]
    public async Task Download_KnownContent_Is304()
    {
        var saved = await Upload("known"u8.ToArray(), "");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/blobs/{saved.Text("id")}");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{saved.Text("id")}\""));

        using var response = await shared.Client.SendAsync(request, Json.Token);

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task Download_AsHtmlWithEvilName_IsSavedNotShown()
    {
        var saved = await Upload("<script>alert(1)</script>"u8.ToArray(), "");

        using var response = await shared.Client.GetAsync($"/api/blobs/{saved.Text("id")}?type=text/html&name=%22%0d%0aX-Evil:1%22.html", Json.Token);

        Assert.Equal("application/octet-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        Assert.False(response.Headers.Contains("X-Evil"));
    }

    [Fact]
    public async Task Download_FileOfAnotherTenant_LooksLikeNone()
    {
        var saved = await Upload("private"u8.ToArray(), "");
        var (other, _) = await shared.Server.AddTenantAsync("other-files");

        using var response = await other.GetAsync($"/api/blobs/{saved.Text("id")}", Json.Token);

        await response.ReadProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Upload_LargerThanAllowed_Is413AndLeavesNothing()
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder: folder, settings: "--AUTERITY_MAX_BLOB=2000");
        using var content = new StreamContent(new MemoryStream(new byte[5000]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/blobs") { Content = content };
        request.Headers.TransferEncodingChunked = true;

        using var response = await server.Client.SendAsync(request, Json.Token);

        await response.ReadProblemAsync(HttpStatusCode.RequestEntityTooLarge, "too-large");
        Assert.Empty(Directory.EnumerateFiles(folder.File("blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Commit_ManyFiles_KeepsAllAndAloneCommitKeepsAny()
    {
        using var folder = new TemporaryFolder();
        var store = Store(folder, TimeProvider.System);
        await using (var thrownAway = store.Begin(Tenant))
            await thrownAway.AddAsync(new MemoryStream([1]), "x/y", null, Json.Token);

        await using var batch = store.Begin(Tenant);
        var saved = new List<BinaryRef>();
        for (var i = 0; i < 50; i++) saved.Add(await batch.AddAsync(new MemoryStream(BitConverter.GetBytes(i)), "x/y", null, Json.Token));
        Assert.All(saved, file => Assert.Null(store.FindPath(Tenant, file.Id)));
        await batch.CommitAsync(Json.Token);

        Assert.All(saved, file => Assert.NotNull(store.FindPath(Tenant, file.Id)));
        Assert.Equal(50, Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories).Count());
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("ABCDEF")]
    [InlineData("")]
    public async Task Open_NameThatIsNoHash_IsNotFound(string id)
    {
        using var folder = new TemporaryFolder();

        await Assert.ThrowsAsync<FileNotFoundException>(() => Store(folder, TimeProvider.System).For(Tenant).OpenAsync(new BinaryRef(id, "x/y", null, 1), Json.Token));
    }

    [Fact]
    public async Task Sweep_OldFiles_DeletesOnlyThoseNobodyRefersTo()
    {
        using var folder = new TemporaryFolder();
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var store = Store(folder, time);
        var kept = await store.For(Tenant).SaveAsync(new MemoryStream([1]), "x/y", null, Json.Token);
        var dropped = await store.For(Tenant).SaveAsync(new MemoryStream([2]), "x/y", null, Json.Token);
        Assert.Equal(0, await store.SweepAsync(Tenant, (_, _) => new(new HashSet<string>()), TimeSpan.FromHours(24), Json.Token));
        time.Advance(TimeSpan.FromHours(25));

        var deleted = await store.SweepAsync(Tenant, (_, _) => new(new HashSet<string> { kept.Id }), TimeSpan.FromHours(24), Json.Token);

        Assert.Equal(1, deleted);
        Assert.NotNull(store.FindPath(Tenant, kept.Id));
        Assert.Null(store.FindPath(Tenant, dropped.Id));
    }

    private static BlobStore Store(TemporaryFolder folder, TimeProvider time) =>
        new(Options.Create(new Auterity.Platform.PlatformOptions { Data = folder.Path }), time);

    private async Task<System.Text.Json.JsonElement> Upload(byte[] bytes, string query) =>
        await (await shared.Client.PostAsync("/api/blobs" + query, new ByteArrayContent(bytes), Json.Token)).ReadAsync(HttpStatusCode.Created);
}
