using Microsoft.Extensions.Logging;

namespace Auterity.Platform.Data;

/// <summary>Makes contexts outside a request: grains, background work, start-up.</summary>
public sealed class AuterityDbFactory(Database database, ModelParts parts, ILogger<AuterityDb> log)
{
    /// <summary>A context for one tenant or for the system; the caller disposes it.</summary>
    public AuterityDb Create(TenantScope scope) => database.CreateContext(parts, scope, log);
}
