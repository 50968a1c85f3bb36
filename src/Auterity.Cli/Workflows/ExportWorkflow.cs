using System.CommandLine;
using System.Text;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

internal sealed class ExportWorkflow : ServerCommand
{
    private readonly WorkflowArgument workflow = new();
    private readonly Option<string?> format = new("--format") { Description = "auterity, the default, or n8n" };
    private readonly Option<int?> version = new("--version") { Description = "A published version; the draft without it", HelpName = "number" };
    private readonly Option<string?> output = new("--output", "-o") { Description = "File to write. Default: standard output", HelpName = "file" };

    public ExportWorkflow() : base("export", "Writes a workflow as a file; credentials stay behind")
    {
        format.AcceptOnlyFromAmong("auterity", "n8n");
        Add(workflow);
        Add(format);
        Add(version);
        Add(output);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var found = await WorkflowFinder.FindAsync(session.Api, args.GetRequiredValue(workflow), cancellationToken);
        var path = ApiPath.With($"api/workflows/{found.Id}/export", ("format", args.GetValue(format)), ("version", args.GetValue(version)?.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        var file = await session.Api.DownloadAsync(path, cancellationToken);
        if (args.GetValue(output) is { } target)
        {
            await File.WriteAllBytesAsync(target, file, cancellationToken);
            session.Screen.Note($"Wrote '{found.Name}' to {target}.");
        }
        else
        {
            Console.Out.WriteLine(Encoding.UTF8.GetString(file));
        }

        return ExitCode.Fine;
    }
}
