using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Auterity.Workflows.Credentials;

/// <summary>Rotation of the installation's master key, for administrators of the first tenant.</summary>
internal static class RotationEndpoints
{
    public static void MapRotation(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/credentials/rotate-key", Rotate).RequireScope(Scopes.Admin).WithTags("Credentials").WithName("RotateMasterKey")
            .WithSummary("Makes a new master key and wraps every tenant's key under it; nothing stops meanwhile, and a second call finishes what a crash cut off");

    private static async Task<Results<Ok<Rotated>, ProblemHttpResult>> Rotate(CurrentTenant tenant, TenantDirectory tenants, DataKeys keys, MasterKeys masters, CancellationToken cancellationToken)
    {
        if (await tenants.DefaultAsync(cancellationToken) != tenant.Id)
            return Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "Not allowed", "The master key belongs to the whole installation: only administrators of the tenant 'default' rotate it.");
        var wrapped = await keys.RotateAsync(cancellationToken);
        return TypedResults.Ok(new Rotated(masters.Current.Id, wrapped, masters.IsGiven
            ? "Every key is wrapped under AUTERITY_MASTER_KEY. AUTERITY_MASTER_KEY_PREVIOUS can go once every process has restarted."
            : "The key before stays in the file until the next rotation, for processes that used it a moment ago. Back the file up."));
    }

    /// <summary>What the rotation did.</summary>
    /// <param name="MasterKeyId">Id of the key that wraps from now on: the beginning of its hash.</param>
    /// <param name="Wrapped">Tenants' keys wrapped anew.</param>
    /// <param name="Next">What is left to do.</param>
    internal sealed record Rotated(string MasterKeyId, int Wrapped, string Next);
}
