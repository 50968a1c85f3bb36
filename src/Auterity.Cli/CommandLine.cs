using System.CommandLine;
using System.CommandLine.Invocation;
using Auterity.Cli.Bench;
using Auterity.Cli.Completion;
using Auterity.Cli.Credentials;
using Auterity.Cli.Health;
using Auterity.Cli.Nodes;
using Auterity.Cli.Profiles;
using Auterity.Cli.Runs;
using Auterity.Cli.Templates;
using Auterity.Cli.Terminal;
using Auterity.Cli.Workflows;

namespace Auterity.Cli;

/// <summary>Every command there is, and the one place that turns what went wrong into words and a code.</summary>
internal static class CommandLine
{
    /// <summary>How long a command has to clean up after Ctrl+C.</summary>
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction wrong)
        {
            wrong.ShowHelp = false;
            await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error }, cancellationToken);
            await Console.Error.WriteLineAsync($"Try: {PathOf(parsed.CommandResult.Command)} --help");
            return (int)ExitCode.Usage;
        }

        var screen = new Screen(parsed.GetValue(GlobalOptions.Json));
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = CleanUp }, cancellationToken);
        }
        catch (Failure failure)
        {
            screen.Fail(failure);
            return (int)failure.Code;
        }
        catch (OperationCanceledException)
        {
            screen.Note("Stopped.");
            return (int)ExitCode.Interrupted;
        }
        catch (IOException e) when (IsClosedPipe(e))
        {
            // Whoever read our output has seen enough: `auterity runs list | head`.
            return (int)ExitCode.Fine;
        }
        catch (Exception e) when (e is (IOException and not FileNotFoundException) or UnauthorizedAccessException)
        {
            screen.Fail(Failure.Usage(e.Message));
            return (int)ExitCode.Usage;
        }
        catch (Exception e)
        {
            screen.Fail(new Failure(ExitCode.OwnFault, $"A fault of this program: {e.Message} Please report it with what follows.", [.. e.ToString().Split('\n').Select(line => line.Trim())]));
            return (int)ExitCode.OwnFault;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Auterity in the terminal: workflows, runs, nodes and credentials of a server.")
        {
            GlobalOptions.Profile,
            GlobalOptions.Json,
        };
        root.Add(new LoginCommand());
        root.Add(new LogoutCommand());
        root.Add(new WhoamiCommand());
        root.Add(WorkflowCommands.Create());
        root.Add(new StartRun());
        root.Add(RunCommands.Create());
        root.Add(TemplateCommands.Create());
        root.Add(new TestTemplate("Runs the tests of a template in a file, or on the server; exit code 1 when one fails"));
        root.Add(NodeCommands.Create());
        root.Add(CredentialCommands.Create());
        root.Add(new HealthCommand());
        root.Add(new BenchCommand());
        root.Add(new CompletionCommand());
        return root;
    }

    private static string PathOf(Symbol command) =>
        command.Parents.FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : command.Name;

    private static bool IsClosedPipe(IOException e) => e.HResult == 32 || e.Message.Contains("Broken pipe", StringComparison.OrdinalIgnoreCase);
}
