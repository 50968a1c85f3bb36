using System.Numerics;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Auterity.Workflows.Execution.Cluster;

/// <summary>A shard lives at its home: the active process with the highest hash together with it, so that few move when one comes or goes (ENGINE rule 32).</summary>
internal static class Rendezvous
{
    public static SiloAddress Home(int shard, IEnumerable<SiloAddress> silos) => silos.MaxBy(silo => (Score(shard, silo), silo.ToParsableString()))!;

    // The address alone is hashed evenly, but pairs with neighbouring shards are not: mix once more.
    private static ulong Score(int shard, SiloAddress silo)
    {
        var mixed = ((ulong)(uint)silo.GetConsistentHashCode() << 32 | (uint)shard) * 0x9E3779B97F4A7C15;
        mixed ^= BitOperations.RotateRight(mixed, 31);
        mixed *= 0xBF58476D1CE4E5B9;
        return mixed ^ (mixed >> 29);
    }
}

[GenerateSerializer, Immutable, Alias("auterity.home-placement")]
internal sealed class HomePlacement : PlacementStrategy;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class HomePlacementAttribute() : PlacementAttribute(new HomePlacement());

internal sealed class HomePlacementDirector : IPlacementDirector
{
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context) =>
        Task.FromResult(Rendezvous.Home((int)target.GrainIdentity.GetIntegerKey(), context.GetCompatibleSilos(target)));
}

/// <summary>Which process each shard belongs to, as far as this process knows the cluster.</summary>
internal sealed class Homes(IClusterMembershipService members, ILocalSiloDetails self)
{
    public SiloAddress Self => self.SiloAddress;

    public IReadOnlyList<SiloAddress> Active =>
        [.. members.CurrentSnapshot.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress)];

    /// <summary>Whether a shard belongs here. A process that is not in the cluster has none.</summary>
    public bool IsHome(int shard, IReadOnlyList<SiloAddress> active) => active.Contains(self.SiloAddress) && Rendezvous.Home(shard, active).Equals(self.SiloAddress);

    /// <summary>Calls back whenever a process comes or goes, until cancelled.</summary>
    public async Task FollowAsync(Action changed, CancellationToken cancellationToken)
    {
        await foreach (var _ in members.MembershipUpdates.WithCancellation(cancellationToken))
            changed();
    }
}
