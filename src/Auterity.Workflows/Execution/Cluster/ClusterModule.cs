using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Auterity.Platform;
using Auterity.Workflows.Execution.Shards;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using StackExchange.Redis;

namespace Auterity.Workflows.Execution.Cluster;

/// <summary>Where shards live: in this process alone on SQLite, spread over all processes on the same PostgreSQL.</summary>
/// <remarks>
/// <code>
/// AUTERITY_DATABASE   AUTERITY_REDIS    members are listed in
///        –                 any           memory: one process, which holds the data folder's lock
///   PostgreSQL              –            a table of the database
///   PostgreSQL             Redis         Redis
/// </code>
/// </remarks>
internal static class ClusterModule
{
    /// <summary>A shard reads all its live runs before it is up; cut off, it would begin again and never be.</summary>
    private static readonly TimeSpan LongestTakeOver = TimeSpan.Parse(ShardGrain.LongestTakeOver, CultureInfo.InvariantCulture);

    public static void AddShards(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptionsAt<ClusterOptions>("Cluster").Validate(cluster => IPAddress.TryParse(cluster.Address, out _), "AUTERITY_CLUSTER__ADDRESS is no IP address.");
        var platform = builder.Configuration.GetSection(Settings.Section).Get<PlatformOptions>() ?? new PlatformOptions();
        var cluster = builder.Configuration.GetSection($"{Settings.Section}:Cluster").Get<ClusterOptions>() ?? new ClusterOptions();
        builder.UseOrleans(silo =>
        {
            silo.AddPlacementDirector<HomePlacement, HomePlacementDirector>();
            silo.Services.AddOptions<GrainCollectionOptions>().Configure<EngineOptions>((grains, engine) =>
            {
                grains.ActivationTimeout = LongestTakeOver;
                grains.DeactivationTimeout = TimeSpan.FromSeconds(engine.DrainSeconds + 30);
            });
            // There are as many grains as shards; room for the default of a million addresses is tens of megabytes.
            silo.Configure<GrainDirectoryOptions>(directory => directory.CacheSize = 1_000);
            if (platform.Database is { Length: > 0 }) silo.Join(cluster, platform.Redis);
            else silo.UseLocalhostClustering(FreePort(), FreePort());
        });
        services.AddOptions<HostOptions>().PostConfigure<EngineOptions>((host, engine) => host.ShutdownTimeout = TimeSpan.FromSeconds(Math.Max(60, engine.DrainSeconds + 40)));
        services.AddSingleton<Homes>();
        services.AddSingleton<RunListener>();
        services.AddSingleton<RemoteWatchers>();
        services.AddHostedService<RemoteViews>();
        services.AddSingleton<ShardService>();
        services.AddHostedService(provider => provider.GetRequiredService<ShardService>());
        services.AddHealthChecks().AddCheck<ShardCheck>("shards");
        services.AddSingleton<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<Draining>());
    }

    private static void Join(this ISiloBuilder silo, ClusterOptions cluster, string? redis)
    {
        silo.Configure<Orleans.Configuration.ClusterOptions>(names => names.ClusterId = names.ServiceId = cluster.Name);
        var address = IPAddress.TryParse(cluster.Address, out var parsed) ? parsed : IPAddress.Loopback;
        silo.ConfigureEndpoints(address, cluster.SiloPort == 0 ? FreePort() : cluster.SiloPort, cluster.GatewayPort, listenOnAnyHostAddress: !IPAddress.IsLoopback(address));
        silo.Configure<ClusterMembershipOptions>(members =>
        {
            // A process that was killed is declared dead after about three of these: kill to resumed stays under 30 s.
            members.ProbeTimeout = TimeSpan.FromSeconds(cluster.ProbeSeconds);
            members.MinProbeTimeout = members.ProbeTimeout;
            members.MaxProbeTimeout = members.ProbeTimeout * 2;
            members.NumMissedProbesLimit = 3;
            members.TableRefreshTimeout = TimeSpan.FromSeconds(5);
            members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
        });
        if (redis is { Length: > 0 }) silo.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis));
        else silo.Services.AddSingleton<IMembershipTable, PostgresMembership>();
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
