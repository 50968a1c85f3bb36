using System.Data.Common;
using Auterity.Platform.Data;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Server.Tests.Data;

public abstract class TypeTests(Backend backend)
{
    [Fact]
    public async Task Save_EveryType_ComesBackAsItWas()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        var at = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.FromHours(2)).AddTicks(1234567);
        var saved = await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note
        {
            Title = "Zoe\u0308", At = at, Price = 12.345678m, Kind = NoteKind.Urgent,
        });

        await using var db = notebook.OpenMine();
        var read = await db.Set<Note>().SingleAsync(Json.Token);

        Assert.Equal(saved.Id, read.Id);
        Assert.Equal("Zo\u00EB", read.Title);
        Assert.Equal(DbTypes.Rounded(at), read.At);
        Assert.Equal(TimeSpan.Zero, read.At.Offset);
        Assert.Equal(12.345678m, read.Price);
        Assert.Equal(NoteKind.Urgent, read.Kind);
        Assert.Equal(1, read.Version);
    }

    [Fact]
    public async Task Read_SameRowByHand_SeesWhatEfWrote()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        var at = DateTimeOffset.UnixEpoch.AddYears(56).AddTicks(12345678);
        var saved = await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "by hand", At = at });

        await using var connection = await notebook.Database.OpenReadAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, at, title FROM notes WHERE tenant_id = @tenant AND id = @id AND at = @at";
        command.AddId("@tenant", Notebook.Mine);
        command.AddId("@id", saved.Id);
        command.AddInstant("@at", at);
        await using var reader = await command.ExecuteReaderAsync(Json.Token);

        Assert.True(await reader.ReadAsync(Json.Token));
        Assert.Equal(saved.Id, reader.ReadId(0));
        Assert.Equal(DbTypes.Rounded(at), reader.ReadInstant(1));
    }

    [Fact]
    public async Task Order_ByIdTimeAndText_IsTheSameOnBothDatabases()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        string[] titles = ["b", "B", "a", "Z", "_", "10", "9", "\u00E4"];
        var start = DateTimeOffset.UnixEpoch.AddYears(56);
        for (var i = 0; i < titles.Length; i++)
            await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Id = Guid.CreateVersion7(start.AddSeconds(i)), Title = titles[i], At = start.AddSeconds(i) });

        await using var db = notebook.OpenMine();

        Assert.Equal(titles, await db.Set<Note>().OrderBy(note => note.Id).Select(note => note.Title).ToListAsync(Json.Token));
        Assert.Equal(titles, await db.Set<Note>().OrderBy(note => note.At).Select(note => note.Title).ToListAsync(Json.Token));
        Assert.Equal(titles.Order(StringComparer.Ordinal), await db.Set<Note>().OrderBy(note => note.Title).Select(note => note.Title).ToListAsync(Json.Token));
        Assert.Equal(3, await db.Set<Note>().CountAsync(note => note.At < start.AddSeconds(3), Json.Token));
    }

    [Fact]
    public async Task Search_OtherCaseAndAccents_Finds()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        var note = await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "\u00C5ngstr\u00F6m 100% sure" });
        await using var db = notebook.OpenMine();

        Assert.Equal(1, await db.Set<Note>().WhereFolded("angstrom 100%", "Title").CountAsync(Json.Token));
        Assert.Equal(0, await db.Set<Note>().WhereFolded("1000", "Title").CountAsync(Json.Token));
        (await db.Set<Note>().SingleAsync(n => n.Id == note.Id, Json.Token)).Title = "renamed";
        await db.SaveChangesAsync(Json.Token);
        Assert.Equal(1, await db.Set<Note>().WhereFolded("RENAMED", "Title").CountAsync(Json.Token));
    }

    [Fact]
    public async Task Save_StaleRow_IsRefusedAndTheVersionCounts()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "first" });
        await using var one = notebook.OpenMine();
        await using var two = notebook.OpenMine();
        var left = await one.Set<Note>().SingleAsync(Json.Token);
        var right = await two.Set<Note>().SingleAsync(Json.Token);
        left.Title = "left";
        await one.SaveChangesAsync(Json.Token);
        right.Title = "right";

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => two.SaveChangesAsync(Json.Token));
        Assert.Equal(2, left.Version);
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\uD800')]
    public async Task Save_TextNoDatabaseKeeps_IsRefused(char inside)
    {
        await using var notebook = await Notebook.CreateAsync(backend);

        await Assert.ThrowsAsync<InvalidTextException>(() => notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = $"a{inside}b" }));
    }

    [Fact]
    public async Task Write_ThroughReadConnection_IsRefused()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        await using var connection = await notebook.Database.OpenReadAsync(Json.Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM notes";

        await Assert.ThrowsAnyAsync<DbException>(() => command.ExecuteNonQueryAsync(Json.Token));
    }
}

public sealed class SqliteTypeTests() : TypeTests(Backend.Sqlite);

public sealed class PostgresTypeTests() : TypeTests(Backend.Postgres);

public sealed class CodecTests
{
    [Fact]
    public void Id_AsBytes_KeepsItsOrder() => Gen.Select(Gen.Guid, Gen.Guid).Sample((left, right) =>
        Math.Sign(left.CompareTo(right)) == Math.Sign(DbTypes.ToBytes(left).AsSpan().SequenceCompareTo(DbTypes.ToBytes(right)))
        && DbTypes.ToGuid(DbTypes.ToBytes(left)) == left);

    [Fact]
    public void Instant_AsMicros_LosesLessThanAMicrosecond() => Gen.DateTimeOffset.Sample(instant =>
        (instant - DbTypes.FromMicros(DbTypes.ToMicros(instant))).Duration() < TimeSpan.FromMicroseconds(1));

    [Fact]
    public void Money_AsMicroUnits_KeepsSixPlaces() => Gen.Long[-1_000_000_000_000, 1_000_000_000_000].Sample(micro =>
        DbTypes.ToMicroUnits(DbTypes.FromMicroUnits(micro)) == micro);

    [Fact]
    public void Text_Cleaned_StaysClean() => Gen.String.Sample(text =>
    {
        try
        {
            return DbText.Clean(DbText.Clean(text)) == DbText.Clean(text);
        }
        catch (InvalidTextException)
        {
            return text.Contains('\0', StringComparison.Ordinal) || text.Any(char.IsSurrogate);
        }
    });
}
