using Auterity.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Server.Tests.Data;

public abstract class TenantTests(Backend backend)
{
    [Fact]
    public async Task Query_ForNobody_Throws()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        await using var db = notebook.Open(TenantScope.None);

        await Assert.ThrowsAsync<TenantScopeException>(() => db.Set<Note>().ToListAsync(Json.Token));
        await Assert.ThrowsAsync<TenantScopeException>(() => db.Database.ExecuteSqlRawAsync("DELETE FROM notes", Json.Token));
    }

    [Fact]
    public async Task Query_ForOneTenant_SeesItsRowsOnly()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "mine" });
        var theirs = await notebook.AddAsync(TenantScope.Tenant(Notebook.Theirs), new Note { Title = "theirs" });

        await using var db = notebook.OpenMine();

        Assert.Equal(["mine"], await db.Set<Note>().Select(note => note.Title).ToListAsync(Json.Token));
        Assert.Null(await db.Set<Note>().FirstOrDefaultAsync(note => note.Id == theirs.Id, Json.Token));
        Assert.Null(await db.FindAsync<Note>([theirs.Id], Json.Token));
        Assert.Equal(0, await db.Set<Note>().Where(note => note.Id == theirs.Id).ExecuteDeleteAsync(Json.Token));
    }

    [Fact]
    public async Task Query_TwoContextsOfOneModel_EachSeesItsOwnTenant()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "mine" });
        await notebook.AddAsync(TenantScope.Tenant(Notebook.Theirs), new Note { Title = "theirs" });
        await using var mine = notebook.OpenMine();
        await using var theirs = notebook.Open(TenantScope.Tenant(Notebook.Theirs));

        Assert.Equal("mine", (await mine.Set<Note>().SingleAsync(Json.Token)).Title);
        Assert.Equal("theirs", (await theirs.Set<Note>().SingleAsync(Json.Token)).Title);
    }

    [Fact]
    public async Task Query_AsSystem_SeesRowsOnlyAcrossTenants()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), new Note { Title = "mine" });
        await using var db = notebook.Open(TenantScope.System("test"));

        await Assert.ThrowsAsync<TenantScopeException>(() => db.Set<Note>().ToListAsync(Json.Token));
        Assert.Single(await db.AcrossTenants<Note>("test").ToListAsync(Json.Token));
    }

    [Fact]
    public async Task AcrossTenants_AsOneTenant_Throws()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        await using var db = notebook.OpenMine();

        Assert.Throws<TenantScopeException>(() => db.AcrossTenants<Note>("test"));
    }

    [Fact]
    public async Task Save_NewRow_IsStampedWithTheTenant() =>
        Assert.Equal(Notebook.Mine, (await AddMine(new Note { Title = "a" })).TenantId);

    [Fact]
    public async Task Save_RowOfAnotherTenant_IsRefused()
    {
        await Assert.ThrowsAsync<TenantScopeException>(() => AddMine(new Note { Title = "a", TenantId = Notebook.Theirs }));
    }

    [Fact]
    public async Task Save_ForeignRowAttachedByHand_IsRefused()
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        var theirs = await notebook.AddAsync(TenantScope.Tenant(Notebook.Theirs), new Note { Title = "theirs" });
        await using var db = notebook.OpenMine();
        db.Update(theirs);

        await Assert.ThrowsAsync<TenantScopeException>(() => db.SaveChangesAsync(Json.Token));
        db.ChangeTracker.Clear();
        db.Remove(theirs);
        await Assert.ThrowsAsync<TenantScopeException>(() => db.SaveChangesAsync(Json.Token));
    }

    [Fact]
    public async Task Save_SystemRowWithoutTenant_IsRefused()
    {
        await using var notebook = await Notebook.CreateAsync(backend);

        await Assert.ThrowsAsync<TenantScopeException>(() => notebook.AddAsync(TenantScope.System("test"), new Note { Title = "a" }));
    }

    private async Task<Note> AddMine(Note note)
    {
        await using var notebook = await Notebook.CreateAsync(backend);
        return await notebook.AddAsync(TenantScope.Tenant(Notebook.Mine), note);
    }
}

public sealed class SqliteTenantTests() : TenantTests(Backend.Sqlite);

public sealed class PostgresTenantTests() : TenantTests(Backend.Postgres);
