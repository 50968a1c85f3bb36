using Auterity.Bench.Report;
using Auterity.Bench.Servers;

namespace Auterity.Bench.Cases;

/// <summary>What every case gets.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Table">Where rows go.</param>
/// <param name="Echo">Somebody to call.</param>
/// <param name="Postgres">PostgreSQL server to run on; null for SQLite.</param>
internal sealed record Setting(BenchOptions Options, Table Table, EchoServer Echo, string? Postgres)
{
    public string Database => Postgres is null ? "sqlite" : "postgres";

    public Task<Store> NewStoreAsync() => Store.CreateAsync(Options.Data, Postgres);
}
