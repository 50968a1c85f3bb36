using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Auterity.Server.Tests.Data;

/// <summary>A row with everything a module's rows have.</summary>
public sealed class Note : ITenantOwned, IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid TenantId { get; init; }

    public required string Title { get; set; }

    public DateTimeOffset At { get; set; }

    public decimal Price { get; set; }

    public NoteKind Kind { get; set; }

    public int Version { get; set; }
}

public enum NoteKind
{
    Plain,
    Urgent,
}

/// <summary>A database with that one table, on either backend.</summary>
public sealed class Notebook : IAsyncDisposable
{
    private static readonly ModelParts Parts = new([Build]);

    private readonly TemporaryFolder folder = new();
    private IAsyncDisposable? created;

    private Notebook() { }

    public Database Database { get; private set; } = null!;

    public static readonly Guid Mine = Guid.Parse("01890000-0000-7000-8000-00000000000a");

    public static readonly Guid Theirs = Guid.Parse("01890000-0000-7000-8000-00000000000b");

    public static async Task<Notebook> CreateAsync(Backend backend)
    {
        var notebook = new Notebook();
        if (backend == Backend.Postgres)
        {
            var database = await PostgresServer.CreateDatabaseAsync();
            notebook.created = database;
            notebook.Database = new PostgresDatabase(database.ConnectionString);
        }
        else
        {
            notebook.Database = new SqliteDatabase(notebook.folder.File("notes.db"));
        }

        await notebook.Database.PrepareAsync(Json.Token);
        await using var db = notebook.Open(TenantScope.System("set up"));
        await db.Database.EnsureCreatedAsync(Json.Token);
        return notebook;
    }

    public AuterityDb Open(TenantScope scope) => Database.CreateContext(Parts, scope, NullLogger.Instance);

    public AuterityDb OpenMine() => Open(TenantScope.Tenant(Mine));

    public async Task<Note> AddAsync(TenantScope scope, Note note)
    {
        await using var db = Open(scope);
        db.Add(note);
        await db.SaveChangesAsync(Json.Token);
        return note;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (created is not null) await created.DisposeAsync();
        folder.Dispose();
    }

    private static void Build(ModelBuilder model) => model.Entity<Note>(note =>
    {
        note.ToTable("notes");
        note.HasFolded(n => n.Title);
        note.HasIndex(n => new { n.TenantId, n.Title }).IsUnique();
    });
}
