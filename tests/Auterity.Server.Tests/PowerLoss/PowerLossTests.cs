using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Auterity.Server.Tests.Process;
using Auterity.Server.Tests.Storage;
using Auterity.Server.Tests.Workflows;
using Microsoft.Data.Sqlite;

namespace Auterity.Server.Tests.PowerLoss;

/// <summary>The power goes while runs are being accepted: every start that was answered with success is there afterwards and finishes (ENGINE rule 47).</summary>
/// <remarks>A kill alone proves nothing about it: the operating system still has what the process wrote. <c>powerloss.c</c> knows what was never synced, and <see cref="PowerCut"/> takes it away.</remarks>
public sealed class PowerLossTests
{
    private const string Flow = """
        {"nodes":[
          {"id":"t","type":"trigger.manual","name":"Start"},
          {"id":"s","type":"data.set","name":"Set","parameters":{"fields":[{"name":"more","type":"number","value":"={{ $json.n + 1 }}"}]}},
          {"id":"w","type":"flow.wait","name":"Wait","parameters":{"for":"duration","amount":0.2,"unit":"seconds"}},
          {"id":"n","type":"flow.noop","name":"End"}],
         "edges":[{"from":"t","to":"s"},{"from":"s","to":"w"},{"from":"w","to":"n"}]}
        """;

    /// <summary>Power cuts. Source: environment variable <c>POWER_CUTS</c>. Default: 4.</summary>
    private static int Cuts => int.TryParse(Environment.GetEnvironmentVariable("POWER_CUTS"), out var cuts) ? cuts : 4;

    [Fact]
    public async Task Start_PowerIsCutUnderLoad_EveryAcceptedRunIsThereAndFinishes()
    {
        using var folder = new TemporaryFolder();
        using var beside = new TemporaryFolder();
        var library = await CompileAsync(beside);
        Assert.SkipWhen(library is null, "No C compiler (gcc or cc): what was never synced cannot be taken away.");
        var seed = int.TryParse(Environment.GetEnvironmentVariable("POWER_SEED"), out var asked) ? asked : Random.Shared.Next();
        var chance = new Random(seed);
        var accepted = new ConcurrentDictionary<string, int>();
        string? workflow = null;
        var lost = 0;
        for (var cut = 0; cut <= Cuts; cut++)
        {
            var log = beside.File($"log-{cut}");
            using var server = await ServerProcess.StartAsync(
                folder.Path, ("AUTERITY_API_KEY", Server.Key), ("LD_PRELOAD", library!), ("POWERLOSS_ROOT", folder.Path), ("POWERLOSS_LOG", log), ("AUTERITY_ENGINE__SHARDS", "8"));
            using var client = ClientOf(server);
            workflow ??= await client.CreateFlowAsync(Flow);
            await AssertThereAsync(client, accepted, $"seed {seed}, cut {cut}");
            if (cut == Cuts) break;

            var before = accepted.Count;
            await LoadAsync(server, client, workflow, accepted, chance.Next(20, 150));
            server.Kill();
            Assert.True(accepted.Count > before, "Nothing was accepted before the cut.");
            var changes = FileLog.Read(log);
            Assert.Contains(changes.Changes, change => change.Kind == ChangeKind.Write && change.Path.EndsWith("-wal", StringComparison.Ordinal));
            lost += PowerCut.Apply(changes, Directory.CreateDirectory(beside.File($"aside-{cut}")).FullName, chance);
            AssertSound(folder, $"seed {seed}, cut {cut}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"Seed {seed}: {Cuts} power cuts took {lost:N0} changes; {accepted.Count:N0} accepted runs are there");
        TestContext.Current.SendDiagnosticMessage($"Power loss, seed {seed}: {Cuts} cuts took {lost:N0} unsynced changes; all {accepted.Count:N0} accepted runs finished");
        Assert.True(lost > 0, "No change was ever lost: the layer saw nothing.");
    }

    /// <summary>Starts runs on several connections until enough are accepted; the server is then killed with others under way.</summary>
    private static async Task LoadAsync(ServerProcess server, HttpClient client, string workflow, ConcurrentDictionary<string, int> accepted, int enough)
    {
        var goal = accepted.Count + enough;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var callers = Enumerable.Range(0, 8).Select(async caller =>
        {
            for (var n = 0; !reached.Task.IsCompleted; n++)
            {
                // Every third carries what goes into the blob store.
                var text = new string((char)('a' + caller), n % 3 == 0 ? 100_000 + n : 10);
                using var response = await client.PostJsonAsync($"/api/workflows/{workflow}/runs", $$$"""{"input":{"n":{{{n}}},"text":"{{{text}}}"}}""");
                var run = await response.ReadAsync(HttpStatusCode.Created);
                accepted[run.Text("id")] = text.Length;
                if (accepted.Count >= goal) reached.TrySetResult();
            }
        }).ToArray();
        await Task.WhenAny(reached.Task, Task.WhenAll(callers)).WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System, Json.Token);
        // Not waited for: they are cut off with the server.
        server.Kill();
        foreach (var caller in callers)
        {
            try
            {
                await caller;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Cut off: whether it was accepted nobody knows.
            }
        }
    }

    private static async Task AssertThereAsync(HttpClient client, ConcurrentDictionary<string, int> accepted, string when)
    {
        await Parallel.ForEachAsync(accepted, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Json.Token }, async (run, token) =>
        {
            using var response = await client.GetAsync($"/api/runs/{run.Key}?wait=60", token);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{when}: the accepted run {run.Key} is gone ({(int)response.StatusCode}).");
            var view = JsonDocument.Parse(await response.Content.ReadAsStringAsync(token)).RootElement;
            Assert.True(view.Text("status") == "succeeded", $"{when}: run {run.Key} is {view.Text("status")}.");
            Assert.Equal(run.Value, view.GetProperty("input").Text("text").Length);
            Assert.Equal(run.Value, view.GetProperty("output")[0].Text("text").Length);
        });
    }

    /// <summary>The database is whole, and every blob that it names is there with the content its name says.</summary>
    private static void AssertSound(TemporaryFolder folder, string when)
    {
        var file = Directory.EnumerateFiles(folder.Path, "*.db").Single();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        // Leave the log to the server, which is to find it as the cut left it.
        Assert.Equal(0, SQLitePCL.raw.sqlite3_db_config(connection.Handle, SQLitePCL.raw.SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, out _));
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.True(command.ExecuteScalar() is "ok", $"{when}: the database is damaged.");
        command.CommandText = "SELECT DISTINCT tenant_id, hash FROM run_blobs";
        using var blobs = command.ExecuteReader();
        while (blobs.Read())
        {
            var (tenant, hash) = (Convert.ToHexStringLower((byte[])blobs[0]), Convert.ToHexStringLower((byte[])blobs[1]));
            var path = Path.Combine(folder.Path, "blobs", tenant, hash[..2], hash[2..4], hash);
            Assert.True(File.Exists(path), $"{when}: an event names the blob {hash}, which is gone.");
            Assert.Equal(hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))));
        }
    }

    private static HttpClient ClientOf(ServerProcess server)
    {
        var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.Key);
        return client;
    }

    private static async Task<string?> CompileAsync(TemporaryFolder folder)
    {
        var library = folder.File("powerloss.so");
        foreach (var compiler in new[] { "gcc", "cc" })
        {
            try
            {
                using var process = System.Diagnostics.Process.Start(compiler, ["-O1", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, "PowerLoss", "powerloss.c"), "-ldl", "-lpthread"]);
                await process.WaitForExitAsync(Json.Token);
                if (process.ExitCode == 0) return library;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // Not installed: try the next name.
            }
        }

        return null;
    }
}
