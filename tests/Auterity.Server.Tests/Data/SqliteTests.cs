using System.Data.Common;
using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Auterity.Server.Tests.Data;

public sealed class SqliteTests
{
    [Fact]
    public async Task Write_FromEverywhereAtOnce_IsNeverBusy()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        var gate = notebook.Database.Gate!;

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() => AddNotes(notebook, worker, 40), Json.Token))
            .Append(Task.Run(() => WriteByHand(notebook, gate, 200), Json.Token))
            .Append(Task.Run(() => ReadNotes(notebook, 100), Json.Token)));

        await using var db = notebook.OpenMine();
        Assert.Equal(440, await db.Set<Note>().CountAsync(Json.Token));
    }

    [Fact]
    public async Task Save_Failed_LeavesTheGateOpen()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "same" });

        await Assert.ThrowsAsync<DbUpdateException>(() => notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "same" }));

        await AssertOpen(notebook);
    }

    [Fact]
    public async Task Transaction_ThrownAway_LeavesTheGateOpen()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        await using var db = notebook.OpenMine();
        await using (await db.Database.BeginTransactionAsync(Json.Token))
        {
            db.Add(new Note { Title = "never" });
            await db.SaveChangesAsync(Json.Token);
        }

        await AssertOpen(notebook);
        Assert.Equal(0, await db.Set<Note>().CountAsync(Json.Token));
    }

    [Fact]
    public async Task Command_WithoutTransaction_PassesTheGateToo()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        await using var db = notebook.OpenMine();
        var before = notebook.Database.Gate!.Entries;

        await db.Set<Note>().ExecuteUpdateAsync(set => set.SetProperty(note => note.Title, "x"), Json.Token);
        await Assert.ThrowsAnyAsync<DbException>(() => db.Database.ExecuteSqlRawAsync("DELETE FROM no_such_table", Json.Token));

        Assert.Equal(before + 2, notebook.Database.Gate!.Entries);
        await AssertOpen(notebook);
    }

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("wal_autocheckpoint", "0")]
    [InlineData("foreign_keys", "1")]
    [InlineData("auto_vacuum", "2")]
    public async Task Open_EveryConnection_IsSetUp(string pragma, string expected)
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        await using var db = notebook.OpenMine();
        await db.Database.OpenConnectionAsync(Json.Token);
        await using var write = await notebook.Database.OpenWriteAsync(Json.Token);

        Assert.Equal(expected, await Pragma(db.Database.GetDbConnection(), pragma));
        Assert.Equal(expected, await Pragma(write, pragma));
    }

    [Fact]
    public async Task Read_MoreThanTheLimit_Waits()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        var open = new List<DbConnection>();
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++) open.Add(await notebook.Database.OpenReadAsync(Json.Token));

        var waiting = notebook.Database.OpenReadAsync(Json.Token);
        Assert.False(waiting.IsCompleted);
        await open[0].DisposeAsync();

        await (await waiting).DisposeAsync();
        foreach (var connection in open.Skip(1)) await connection.DisposeAsync();
    }

    [Fact]
    public async Task Checkpoint_LogHasGrown_MovesItIntoTheFile()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        var database = (SqliteDatabase)notebook.Database;
        using var service = new CheckpointService(database, TimeProvider.System, NullLogger<CheckpointService>.Instance);
        await Fill(notebook, 20);
        Assert.True(WalState.Measure(database).Pending >= CheckpointService.PassiveAt);

        await service.CheckAsync(Json.Token);

        Assert.Equal(0, WalState.Measure(database).Pending);
    }

    [Fact]
    public async Task Checkpoint_LittleWritten_DoesNothing()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        var database = (SqliteDatabase)notebook.Database;
        using var service = new CheckpointService(database, TimeProvider.System, NullLogger<CheckpointService>.Instance);
        await Fill(notebook, 1);

        await service.CheckAsync(Json.Token);

        Assert.True(WalState.Measure(database).Pending > 1 << 20);
    }

    [Fact]
    public async Task Checkpoint_UnderAReader_LeavesItsLocksAlone()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        var database = (SqliteDatabase)notebook.Database;
        using var service = new CheckpointService(database, TimeProvider.System, NullLogger<CheckpointService>.Instance);
        await Fill(notebook, 1);
        await using var reader = await database.OpenReadAsync(Json.Token);
        await using var begin = reader.CreateCommand();
        begin.CommandText = "BEGIN; SELECT COUNT(*) FROM filler";
        await begin.ExecuteScalarAsync(Json.Token);
        var locks = LocksOn(database.FilePath + "-shm");
        Assert.NotEmpty(locks);

        await service.CheckAsync(Json.Token);

        Assert.Equal(locks, LocksOn(database.FilePath + "-shm"));
    }

    /// <summary>Locks of this process on a file, as the kernel knows them.</summary>
    private static List<string> LocksOn(string path) => [.. from handle in Directory.EnumerateFiles("/proc/self/fd")
        where File.ResolveLinkTarget(handle, returnFinalTarget: false)?.FullName == path
        from line in File.ReadLines(handle.Replace("/fd/", "/fdinfo/", StringComparison.Ordinal))
        where line.StartsWith("lock:", StringComparison.Ordinal)
        select line[(line.IndexOf(':', 6) + 1)..]];

    [Fact]
    public async Task Checkpoint_LogIsLong_BeginsAnewOnceNoReaderHoldsIt()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        var database = (SqliteDatabase)notebook.Database;
        using var service = new CheckpointService(database, TimeProvider.System, NullLogger<CheckpointService>.Instance) { Restart = 4 << 20 };
        await Fill(notebook, 1);
        var reader = await database.OpenReadAsync(Json.Token);
        await using (var begin = reader.CreateCommand())
        {
            begin.CommandText = "BEGIN; SELECT COUNT(*) FROM filler";
            await begin.ExecuteScalarAsync(Json.Token);
        }

        await Fill(notebook, 8);
        await service.CheckAsync(Json.Token);
        Assert.True(WalState.Measure(database).Used > 8 << 20, "The log began anew under a reader.");
        await using (var end = reader.CreateCommand())
        {
            end.CommandText = "ROLLBACK";
            await end.ExecuteNonQueryAsync(Json.Token);
        }

        await reader.DisposeAsync();
        await service.CheckAsync(Json.Token);
        await Fill(notebook, 1);

        Assert.True(WalState.Measure(database).Used < 4 << 20, "The log did not begin anew.");
        await AssertOpen(notebook);
    }

    [Fact]
    public async Task Checkpoint_UnderWritersAndReaders_NobodyIsTurnedAwayAndTheLogStaysShort()
    {
        await using var notebook = await Notebook.CreateAsync(Backend.Sqlite);
        var database = (SqliteDatabase)notebook.Database;
        using var service = new CheckpointService(database, TimeProvider.System, NullLogger<CheckpointService>.Instance) { Passive = 64 << 10, Restart = 1 << 20 };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Json.Token);
        var longest = 0L;
        var checking = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                longest = Math.Max(longest, WalState.Measure(database).Used);
                await service.CheckAsync(Json.Token);
                await Task.Yield();
            }
        }, Json.Token);

        await Task.WhenAll([.. Enumerable.Range(0, 3).Select(worker => AddNotes(notebook, worker, 150)), WriteByHand(notebook, database.Gate, 400), ReadNotes(notebook, 200)]);
        await stop.CancelAsync();
        await checking;

        await using var db = notebook.OpenMine();
        Assert.Equal(850, await db.Set<Note>().CountAsync(Json.Token));
        Assert.True(longest < 16 << 20, $"The log grew to {longest:N0} bytes.");
    }

    private static async Task AddNotes(Notebook notebook, int worker, int count)
    {
        for (var i = 0; i < count; i++)
            await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = $"{worker}/{i}" });
    }

    private static async Task WriteByHand(Notebook notebook, SqliteWriteGate gate, int count)
    {
        await using var connection = await notebook.Database.OpenWriteAsync(Json.Token);
        for (var i = 0; i < count; i++)
        {
            using var lease = gate.Enter(priority: true);
            await using var command = connection.CreateCommand();
            command.CommandText =
                """
                BEGIN IMMEDIATE;
                INSERT INTO notes (id, tenant_id, title, title_folded, at, price, kind, version) VALUES (@id, @tenant, @title, @title, 0, 0, 'Plain', 1);
                COMMIT;
                """;
            command.AddId("@id", Guid.CreateVersion7());
            command.AddId("@tenant", Notebook.Mine);
            command.AddText("@title", $"hand/{i}");
            await command.ExecuteNonQueryAsync(Json.Token);
        }
    }

    private static async Task ReadNotes(Notebook notebook, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await using var db = notebook.OpenMine();
            await db.Set<Note>().CountAsync(Json.Token);
        }
    }

    private static async Task Fill(Notebook notebook, int megabytes)
    {
        await using var connection = await notebook.Database.OpenWriteAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE IF NOT EXISTS filler (b BLOB); INSERT INTO filler VALUES (randomblob(1048576));";
        for (var i = 0; i < megabytes; i++) await command.ExecuteNonQueryAsync(Json.Token);
    }

    private static async Task<string?> Pragma(DbConnection connection, string name)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(Json.Token), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task AssertOpen(Notebook notebook)
    {
        var entered = notebook.Database.Gate!.EnterAsync(false, Json.Token);
        Assert.True(entered.IsCompletedSuccessfully);
        (await entered).Dispose();
    }
}
