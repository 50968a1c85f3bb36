using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;
using Spectre.Console;

namespace Auterity.Cli.Workflows;

internal sealed class ImportWorkflows : ServerCommand
{
    private readonly Argument<string[]> paths = new("files") { Description = "Files or folders; - reads standard input", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> format = new("--format") { Description = "auterity or n8n. Default: found out" };
    private readonly Option<bool> details = new("--details") { Description = "Show what became of every node, however many workflows there are" };

    public ImportWorkflows() : base("import", "Creates workflows from files of Auterity or n8n and says what became of each node; exit code 1 if a file is refused")
    {
        format.AcceptOnlyFromAmong("auterity", "n8n");
        Add(paths);
        Add(format);
        Add(details);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var files = ImportFile.Find(args.GetRequiredValue(paths));
        var outcomes = await WithProgressAsync(session.Screen, files, file => ImportAsync(session.Api, file, args.GetValue(format), cancellationToken));
        if (session.Screen.IsJson) session.Screen.Json(new JsonArray([.. outcomes.Select(outcome => outcome.Describe())]));
        else ImportReport.Show(session.Screen, outcomes, args.GetValue(details));
        if (outcomes.Find(outcome => outcome.EndsImport) is { Refused: { } end }) return end.Code;
        // A single file that cannot be read is a wrong argument, not a failed check.
        return outcomes.All(outcome => outcome.Refused is null) ? ExitCode.Fine : outcomes is [{ Refused: { } only }] ? only.Code : ExitCode.Failed;
    }

    private static async Task<List<ImportOutcome>> ImportAsync(ApiClient api, string path, string? format, CancellationToken cancellationToken)
    {
        var outcomes = new List<ImportOutcome>();
        try
        {
            foreach (var file in await ImportFile.ReadAsync(path, format, cancellationToken))
                outcomes.Add(await ImportAsync(api, file, cancellationToken));
        }
        catch (Exception e) when (e is Failure or IOException or UnauthorizedAccessException)
        {
            outcomes.Add(new ImportOutcome(path, default, e as Failure ?? Failure.Usage(e.Message)));
        }

        return outcomes;
    }

    private static async Task<ImportOutcome> ImportAsync(ApiClient api, ImportFile file, CancellationToken cancellationToken)
    {
        try
        {
            var request = new ApiRequest(HttpMethod.Post, $"api/workflows/import?format={file.Format}") { Bytes = file.Json, Key = Guid.CreateVersion7().ToString() };
            return new ImportOutcome(file.Source, await api.SendAsync(request, cancellationToken), null);
        }
        catch (Failure refused)
        {
            return new ImportOutcome(file.Source, default, refused);
        }
    }

    private static async Task<List<ImportOutcome>> WithProgressAsync(Screen screen, List<string> files, Func<string, Task<List<ImportOutcome>>> import)
    {
        var outcomes = new List<ImportOutcome>();
        if (files.Count < 2 || !Screen.MayAnimate)
        {
            await EachAsync(() => { });
            return outcomes;
        }

        await screen.Aside.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("Importing", maxValue: files.Count);
            await EachAsync(() => bar.Increment(1));
        });
        return outcomes;

        async Task EachAsync(Action done)
        {
            foreach (var file in files)
            {
                outcomes.AddRange(await import(file));
                done();
                if (outcomes[^1].EndsImport) return;
            }
        }
    }
}
