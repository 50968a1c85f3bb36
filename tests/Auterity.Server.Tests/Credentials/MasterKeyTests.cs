using System.Net;
using System.Security.Cryptography;
using Auterity.Platform;
using Auterity.Server.Tests.Workflows;
using Auterity.Workflows.Credentials;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Server.Tests.Credentials;

/// <summary>The installation's master key: where it comes from, how it changes, what happens without it.</summary>
public sealed class MasterKeyTests
{
    private const string Secret = """{"user":"ann","password":"hunter22"}""";

    [Fact]
    public async Task Start_KeyFileLost_SaysWhichKeyIsMissingAndMakesNoOther()
    {
        using var folder = new TemporaryFolder();
        await using (var first = await Server.StartAsync(folder: folder)) await first.Client.CreateCredentialAsync("http.basic", Secret);
        var file = Path.Combine(folder.Path, "keys", "master-keys.json");
        var kept = await File.ReadAllTextAsync(file, Json.Token);
        File.Delete(file);

        var error = await Assert.ThrowsAsync<CannotStartException>(() => Server.StartAsync(folder: folder));

        Assert.Contains("master-keys.json", error.Message, StringComparison.Ordinal);
        Assert.Contains("AUTERITY_MASTER_KEY", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));
        await File.WriteAllTextAsync(file, kept, Json.Token);
        await using var again = await Server.StartAsync(folder: folder);
    }

    [Fact]
    public async Task Start_OtherKeyGiven_IsRefusedUntilTheOldOneIsGivenToo()
    {
        using var folder = new TemporaryFolder();
        var (old, other) = (NewKey(), NewKey());
        string credential;
        await using (var first = await Server.StartAsync(folder: folder, settings: [$"--AUTERITY_MASTER_KEY={old}"])) credential = await first.Client.CreateCredentialAsync("http.basic", Secret);

        await Assert.ThrowsAsync<CannotStartException>(() => Server.StartAsync(folder: folder, settings: [$"--AUTERITY_MASTER_KEY={other}"]));

        // With both, everything is wrapped anew at start; then the old one can go.
        await using (var both = await Server.StartAsync(folder: folder, settings: [$"--AUTERITY_MASTER_KEY={other}", $"--AUTERITY_MASTER_KEY_PREVIOUS={old}"])) await AssertReadableAsync(both, credential);
        var file = Path.Combine(folder.Path, "mounted-key");
        await File.WriteAllTextAsync(file, other + "\n", Json.Token);
        await using var alone = await Server.StartAsync(folder: folder, settings: [$"--AUTERITY_MASTER_KEY_FILE={file}"]);
        await AssertReadableAsync(alone, credential);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "keys")));
    }

    [Fact]
    public async Task Rotate_WhileServing_EverythingStaysReadable()
    {
        using var folder = new TemporaryFolder();
        string credential;
        await using (var server = await Server.StartAsync(folder: folder))
        {
            credential = await server.Client.CreateCredentialAsync("http.basic", Secret);

            var rotated = await (await server.Client.PostAsync("/api/credentials/rotate-key", null, Json.Token)).ReadAsync(HttpStatusCode.OK);

            Assert.Equal(1, rotated.GetProperty("wrapped").GetInt32());
            await AssertReadableAsync(server, credential);
            await server.Client.CreateCredentialAsync("http.basic", Secret);
        }

        await using var again = await Server.StartAsync(folder: folder);
        await AssertReadableAsync(again, credential);
    }

    [Fact]
    public async Task Rotate_KilledBeforeAnythingWasWrapped_TheNextStartFinishes()
    {
        using var folder = new TemporaryFolder();
        string credential;
        await using (var server = await Server.StartAsync(folder: folder))
        {
            credential = await server.Client.CreateCredentialAsync("http.basic", Secret);
            server.Services.GetRequiredService<MasterKeys>().AddNew(); // the process dies here
        }

        await using var again = await Server.StartAsync(folder: folder);

        await AssertReadableAsync(again, credential);
        Assert.Equal(0, await again.Services.GetRequiredService<DataKeys>().RewrapAsync(Json.Token));
    }

    [Fact]
    public async Task Rotate_OtherTenantOrWriter_IsRefused()
    {
        await using var server = await Server.StartAsync();
        var (other, _) = await server.AddTenantAsync("other");

        await (await other.PostAsync("/api/credentials/rotate-key", null, Json.Token)).ReadProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private static async Task AssertReadableAsync(Server server, string credential)
    {
        var changed = await server.Client.PutAsync($"/api/credentials/{credential}", Flows.Body("""{"name":"Read and written"}"""), Json.Token);
        await changed.ReadAsync(HttpStatusCode.OK);
    }

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
