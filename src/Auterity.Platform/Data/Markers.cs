using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Data;

/// <summary>A row that belongs to one tenant. The query filter, the stamping of inserts and row-level security look for it.</summary>
public interface ITenantOwned
{
    Guid TenantId { get; }
}

/// <summary>A row edited by people: <see cref="Version"/> is its ETag and concurrency token; 1 on insert, one more on every save.</summary>
public interface IVersioned
{
    int Version { get; }
}

/// <summary>A module's share of the model: its entity types, keys and indexes.</summary>
/// <remarks>A delegate, because the context lies below the modules and cannot name their types.</remarks>
public delegate void ModelPart(ModelBuilder model);
