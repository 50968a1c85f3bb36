using System.Net;
using Microsoft.Data.Sqlite;

namespace Auterity.Server.Tests.Process;

/// <summary>The built program as its own process: starts, dies, starts again.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task Start_First_PrintsAKeyThatWorksAndNeverAgain()
    {
        using var folder = new TemporaryFolder();
        string key;
        using (var first = await ServerProcess.StartAsync(folder.Path))
        {
            key = first.Output.Split('\n').Single(line => line.Contains("aut_", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
            first.Kill();
        }

        using var second = await ServerProcess.StartAsync(folder.Path);
        using var client = new HttpClient { BaseAddress = second.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);

        Assert.DoesNotContain("aut_", second.Output, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/api-keys", Json.Token)).StatusCode);
    }

    [Fact]
    public async Task Start_SecondOnTheSameFolder_RefusesNamingTheFirst()
    {
        using var folder = new TemporaryFolder();
        using var first = await ServerProcess.StartAsync(folder.Path);

        var (code, error) = await ServerProcess.RunToEndAsync(folder.Path);

        Assert.Equal(1, code);
        Assert.Contains($"process {first.Id}", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AfterAKillDuringMigration_MigratesAndServes()
    {
        using var folder = new TemporaryFolder();
        await using (var connection = new SqliteConnection($"Data Source={folder.File("auterity.db")};Pooling=False"))
        {
            await connection.OpenAsync(Json.Token);
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2020-01-01 00:00:00');
                """;
            await command.ExecuteNonQueryAsync(Json.Token);
        }

        using var server = await ServerProcess.StartAsync(folder.Path);

        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/ready", Json.Token)).StatusCode);
    }

    [Theory]
    [InlineData("AUTERITY_PORT", "99999")]
    [InlineData("AUTERITY_PORT", "many")]
    [InlineData("AUTERITY_API_KEY", "short")]
    [InlineData("AUTERITY_BIND", "nowhere")]
    [InlineData("AUTERITY_DATABASE", "Host=127.0.0.1;Port=1;Username=nobody")]
    public async Task Start_SettingThatCannotBe_SaysSoInOneSentence(string variable, string value)
    {
        using var folder = new TemporaryFolder();

        var (code, error) = await ServerProcess.RunToEndAsync(folder.Path, (variable, value));

        Assert.Equal(1, code);
        Assert.StartsWith("Auterity cannot start.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(400)]
    [InlineData(1_000)]
    public async Task Start_ToldToStopMeanwhile_EndsQuietly(int milliseconds)
    {
        using var folder = new TemporaryFolder();
        using var server = ServerProcess.Launch(folder.Path, ("AUTERITY_LOG_LEVEL", "Information"));
        while (server.Output.Length == 0) await Pause.MillisecondsAsync(5, Json.Token);
        await Pause.MillisecondsAsync(milliseconds, Json.Token);

        var code = await server.TerminateAsync();

        Assert.True(code is 0 or 143, $"{code}: {server.Output}");
        Assert.DoesNotContain("Unhandled exception", server.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_BySignal_EndsWithZero()
    {
        using var folder = new TemporaryFolder();
        using var server = await ServerProcess.StartAsync(folder.Path);

        Assert.Equal(0, await server.TerminateAsync());
    }
}
