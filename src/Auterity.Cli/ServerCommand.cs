using System.CommandLine;

namespace Auterity.Cli;

/// <summary>A command that talks to a server. What goes wrong is thrown as <see cref="Failure"/>.</summary>
internal abstract class ServerCommand : Command
{
    protected ServerCommand(string name, string description) : base(name, description) => SetAction(InvokeAsync);

    protected abstract Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken);

    private async Task<int> InvokeAsync(ParseResult args, CancellationToken cancellationToken)
    {
        using var session = new Session(args);
        return (int)await RunAsync(session, args, cancellationToken);
    }
}
