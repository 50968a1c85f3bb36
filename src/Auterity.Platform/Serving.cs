using System.Net.Sockets;
using Auterity.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Auterity.Platform;

/// <summary>Runs the process and says in one sentence why it cannot, where the reader can do something about it.</summary>
public static partial class Serving
{
    /// <summary>Builds the process from its modules and serves until it is told to stop.</summary>
    /// <returns>The exit code: 0, or 1 when the process could not start.</returns>
    public static async Task<int> ServeAsync(string[] args, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        try
        {
            var builder = WebApplication.CreateBuilder(args);
            add(builder);
            await using var app = builder.Build();
            map(app);
            try
            {
                await app.StartAsync();
            }
            catch (Exception e) when (app.Lifetime.ApplicationStopping.IsCancellationRequested && IsStop(e))
            {
                StoppedEarly(app.Logger);
                return 0;
            }

            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (Explain(e) is not null)
        {
            await Console.Error.WriteLineAsync($"Auterity cannot start. {Explain(e)}");
            return 1;
        }
    }

    /// <summary>Whether nothing more went wrong than that the start was called off.</summary>
    private static bool IsStop(Exception e) => e switch
    {
        AggregateException several => several.InnerExceptions.All(IsStop),
        OperationCanceledException or ObjectDisposedException => true,
        _ => e.InnerException is { } inner && IsStop(inner),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Told to stop before the start was done; stopped")]
    private static partial void StoppedEarly(ILogger log);

    /// <summary>What a person can mend; null for a fault of ours, which deserves its stack trace.</summary>
    internal static string? Explain(Exception e) => e switch
    {
        DataFolderInUseException or CannotStartException => e.Message,
        OptionsValidationException invalid => string.Join(" ", invalid.Failures),
        IOException { InnerException: AddressInUseException } => $"{e.Message} Stop what listens there, or choose another port with AUTERITY_PORT.",
        SocketException => $"{e.Message}. See AUTERITY_BIND and AUTERITY_PORT.",
        UnauthorizedAccessException => $"{e.Message} See AUTERITY_DATA.",
        NpgsqlException { InnerException: SocketException } => $"PostgreSQL does not answer: {e.Message}. See AUTERITY_DATABASE.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword } postgres => $"{postgres.MessageText}. See AUTERITY_DATABASE.",
        _ => null,
    };
}
