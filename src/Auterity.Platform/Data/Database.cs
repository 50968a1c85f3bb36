using System.Data.Common;
using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Data;

/// <summary>Which database the process runs on.</summary>
public enum DatabaseProvider
{
    Sqlite,
    Postgres,
}

/// <summary>The process's database: connections for hand-written ADO.NET, and contexts for everything else.</summary>
public abstract class Database : IAsyncDisposable
{
    public abstract DatabaseProvider Provider { get; }

    public abstract string ConnectionString { get; }

    /// <summary>The gate every write to a SQLite file passes; null on PostgreSQL.</summary>
    public abstract SqliteWriteGate? Gate { get; }

    /// <summary>An open connection that cannot write. On SQLite at most 2 × cores are open at a time; keep transactions under 200 ms.</summary>
    public abstract Task<DbConnection> OpenReadAsync(CancellationToken cancellationToken);

    /// <summary>An open connection for writing. On SQLite hold a lease of <see cref="Gate"/> from <c>BEGIN IMMEDIATE</c> to commit.</summary>
    public abstract Task<DbConnection> OpenWriteAsync(CancellationToken cancellationToken);

    /// <summary>Makes a context; the caller disposes it.</summary>
    public abstract AuterityDb CreateContext(ModelParts parts, TenantScope scope, ILogger log);

    /// <summary>Creates the database if it is missing and sets what belongs to the whole of it.</summary>
    internal abstract Task PrepareAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}
