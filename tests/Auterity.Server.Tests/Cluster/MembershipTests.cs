using System.Net;
using System.Net.Sockets;
using Auterity.Platform.Data;
using Auterity.Workflows.Execution.Cluster;

namespace Auterity.Server.Tests.Cluster;

/// <summary>What Orleans expects of a list of members: every change names the version it saw, and changes row and version together or neither.</summary>
public sealed class MembershipTests : IAsyncLifetime
{
    private PostgresTestDatabase? database;
    private PostgresDatabase? connections;
    private PostgresMembership table = null!;
    private int port = 20_000;

    public async ValueTask InitializeAsync()
    {
        database = await PostgresServer.CreateDatabaseAsync();
        connections = new PostgresDatabase(database.ConnectionString);
        table = new PostgresMembership(connections, TimeProvider.System);
        await table.InitializeMembershipTable(true);
    }

    public async ValueTask DisposeAsync()
    {
        if (connections is not null) await connections.DisposeAsync();
        if (database is not null) await database.DisposeAsync();
    }

    [Fact]
    public async Task ReadAll_Empty_HasVersionZeroAndNobody()
    {
        await table.InitializeMembershipTable(true);

        var all = await table.ReadAll();

        Assert.Empty(all.Members);
        Assert.Equal(0, all.Version.Version);
    }

    [Fact]
    public async Task Insert_New_IsReadBackAndRaisesTheVersion()
    {
        var entry = Member();
        entry.SuspectTimes = [Tuple.Create(Member().SiloAddress, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc))];

        Assert.True(await table.InsertRow(entry, await NextAsync()));

        var (read, etag) = Assert.Single((await table.ReadRow(entry.SiloAddress)).Members);
        Assert.Equal(
            (entry.SiloAddress, entry.Status, entry.SiloName, entry.HostName, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.Status, read.SiloName, read.HostName, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
        Assert.NotEmpty(etag);
        Assert.Equal(1, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Insert_SameSiloOrStaleVersion_ChangesNothing()
    {
        var entry = Member();
        var first = await NextAsync();
        Assert.True(await table.InsertRow(entry, first));

        Assert.False(await table.InsertRow(Member(), first));
        Assert.False(await table.InsertRow(entry, await NextAsync()));

        Assert.Single((await table.ReadAll()).Members);
        Assert.Equal(1, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Update_FreshETagAndVersion_ChangesRowETagAndVersion()
    {
        var entry = Member();
        await table.InsertRow(entry, await NextAsync());
        var (_, etag) = (await table.ReadRow(entry.SiloAddress)).Members[0];
        entry.Status = SiloStatus.Active;

        Assert.True(await table.UpdateRow(entry, etag, await NextAsync()));

        var (read, newer) = (await table.ReadRow(entry.SiloAddress)).Members[0];
        Assert.Equal(SiloStatus.Active, read.Status);
        Assert.NotEqual(etag, newer);
        Assert.Equal(2, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Update_StaleETagOrVersion_ChangesNothing()
    {
        var entry = Member();
        var stale = await NextAsync();
        await table.InsertRow(entry, stale);
        var (_, etag) = (await table.ReadRow(entry.SiloAddress)).Members[0];
        await table.UpdateRow(entry, etag, await NextAsync());
        entry.Status = SiloStatus.Dead;

        Assert.False(await table.UpdateRow(entry, etag, await NextAsync()));
        Assert.False(await table.UpdateRow(entry, (await table.ReadRow(entry.SiloAddress)).Members[0].Item2, stale));
        Assert.False(await table.UpdateRow(Member(), "1", await NextAsync()));

        Assert.Equal(SiloStatus.Joining, (await table.ReadRow(entry.SiloAddress)).Members[0].Item1.Status);
        Assert.Equal(2, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Alive_Told_ChangesThatTimeAlone()
    {
        var entry = Member();
        await table.InsertRow(entry, await NextAsync());
        var before = await table.ReadRow(entry.SiloAddress);
        entry.IAmAliveTime = entry.IAmAliveTime.AddMinutes(1);
        entry.Status = SiloStatus.Dead;

        await table.UpdateIAmAlive(entry);

        var after = await table.ReadRow(entry.SiloAddress);
        Assert.Equal(entry.IAmAliveTime, after.Members[0].Item1.IAmAliveTime);
        Assert.Equal(SiloStatus.Joining, after.Members[0].Item1.Status);
        Assert.Equal(before.Members[0].Item2, after.Members[0].Item2);
        Assert.Equal(before.Version, after.Version);
    }

    [Fact]
    public async Task Update_ByManyAtOnce_LosesNone()
    {
        var entry = Member();
        await table.InsertRow(entry, await NextAsync());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SuspectAsync(entry.SiloAddress), Json.Token)));

        var all = await table.ReadAll();
        Assert.Equal(9, all.Version.Version);
        Assert.Equal(8, all.Members[0].Item1.SuspectTimes!.Count);
    }

    [Fact]
    public async Task Cleanup_RemovesOnlyTheDeadOfLongAgo()
    {
        var (longDead, lately, old) = (Member(SiloStatus.Dead), Member(SiloStatus.Dead), Member(SiloStatus.Active));
        longDead.StartTime = longDead.IAmAliveTime = old.StartTime = old.IAmAliveTime = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        foreach (var entry in new[] { longDead, lately, old })
            await table.InsertRow(entry, await NextAsync());

        await table.CleanupDefunctSiloEntries(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            new[] { lately.SiloAddress, old.SiloAddress }.ToHashSet(),
            (await table.ReadAll()).Members.Select(member => member.Item1.SiloAddress).ToHashSet());
        await table.DeleteMembershipTableEntries("auterity");
        Assert.Empty((await table.ReadAll()).Members);
    }

    [Fact]
    public async Task Initialize_NeighbourThatNobodyAnswersFor_IsDeclaredDead()
    {
        using var alive = new TcpListener(IPAddress.Loopback, 0);
        alive.Start();
        var (gone, there, elsewhere) = (Member(SiloStatus.Active), Member(SiloStatus.Active, ((IPEndPoint)alive.LocalEndpoint).Port), Member(SiloStatus.Active));
        elsewhere.HostName = "another-machine";
        foreach (var entry in new[] { gone, there, elsewhere })
            await table.InsertRow(entry, await NextAsync());

        await table.InitializeMembershipTable(true);

        var status = (await table.ReadAll()).Members.ToDictionary(member => member.Item1.SiloAddress, member => member.Item1.Status);
        Assert.Equal((SiloStatus.Dead, SiloStatus.Active, SiloStatus.Active), (status[gone.SiloAddress], status[there.SiloAddress], status[elsewhere.SiloAddress]));
    }

    private async Task SuspectAsync(SiloAddress silo)
    {
        while (true)
        {
            var all = await table.ReadAll();
            var (entry, etag) = all.Members.Single(member => member.Item1.SiloAddress.Equals(silo));
            entry.SuspectTimes = [.. entry.SuspectTimes!, Tuple.Create(silo, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc))];
            if (await table.UpdateRow(entry, etag, all.Version.Next())) return;
        }
    }

    private async Task<TableVersion> NextAsync() => (await table.ReadAll()).Version.Next();

    private MembershipEntry Member(SiloStatus status = SiloStatus.Joining, int? listening = null) => new()
    {
        // Port 1 and above of the last loopback address: nobody is there.
        SiloAddress = SiloAddress.New(listening is { } there ? new IPEndPoint(IPAddress.Loopback, there) : new IPEndPoint(IPAddress.Parse("127.9.9.9"), Interlocked.Increment(ref port)), 7),
        Status = status,
        HostName = Dns.GetHostName(),
        SiloName = "a process",
        ProxyPort = 1,
        StartTime = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
        IAmAliveTime = new DateTime(2026, 1, 1, 0, 1, 0, DateTimeKind.Utc),
        SuspectTimes = [],
    };
}
