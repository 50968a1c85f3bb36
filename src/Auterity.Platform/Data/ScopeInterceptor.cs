using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Auterity.Platform.Data;

/// <summary>A context that acts for nobody opens no connection, so it can neither read nor write.</summary>
internal sealed class ScopeInterceptor : IDbConnectionInterceptor
{
    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Check(eventData.Context);
        return result;
    }

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbContext? context)
    {
        if (context is AuterityDb { Scope.IsNone: true })
            throw new TenantScopeException("A query ran for nobody: the request has no tenant yet, or a background job made its context without one.");
    }
}
