using System.ComponentModel.DataAnnotations;

namespace Auterity.Workflows.Execution.Cluster;

/// <summary>How processes on one PostgreSQL find and reach each other. Settings path: <c>Cluster</c>, so <c>AUTERITY_CLUSTER__ADDRESS</c> in the environment.</summary>
/// <remarks>The ports speak the cluster's own protocol without a credential: keep them in a network where only the processes of the cluster are.</remarks>
public sealed class ClusterOptions
{
    /// <summary>IP address under which the other processes reach this one. Default: 127.0.0.1, for several processes on one machine.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Port for the other processes; 0 takes a free one. Default: 0.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; }

    /// <summary>Port for clients of the cluster that are no process of it; 0 opens none. Default: 0.</summary>
    [Range(0, 65535)]
    public int GatewayPort { get; set; }

    /// <summary>Name of the cluster, where several share one Redis. Default: auterity.</summary>
    [Required]
    public string Name { get; set; } = "auterity";

    /// <summary>First patience with a process that does not answer, in seconds; three such times and it is declared dead. Default: 3 seconds.</summary>
    [Range(0.5, 60)]
    public double ProbeSeconds { get; set; } = 3;
}
