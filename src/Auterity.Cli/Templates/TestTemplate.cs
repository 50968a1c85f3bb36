using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Templates;

/// <summary><c>auterity test</c> and <c>auterity templates test</c>: for people a table, for pipelines an exit code.</summary>
internal sealed class TestTemplate : ServerCommand
{
    private readonly Argument<string> template = new("template") { Description = "File with a template, or the id or name of one; - reads standard input" };
    private readonly TemplateVersionOption version = new();

    public TestTemplate(string description) : base("test", description)
    {
        Add(template);
        Add(version);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var given = args.GetRequiredValue(template);
        var report = TemplateFile.IsMeant(given)
            ? await session.Api.PostAsync("api/templates/test", new JsonObject { ["document"] = (await TemplateFile.ReadAsync(given, cancellationToken)).Node() }, cancellationToken)
            : await session.Api.PostAsync(await TemplateFinder.PathAsync(session.Api, given, "test", args.GetValue(version), cancellationToken), null, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(report);
        else Show(session.Screen, report);
        return report.Flag("passed") ? ExitCode.Fine : ExitCode.Failed;
    }

    private static void Show(Screen screen, JsonElement report)
    {
        var results = report.List("results").ToList();
        if (results.Count == 0)
        {
            screen.Line("The template has no tests.");
            return;
        }

        var table = new Listing().Column("").Column("test", wraps: true).Column("ms", number: true);
        foreach (var result in results) table.Row(Verdict(result), result.Text("name"), result.Text("milliseconds"));
        table.Write(screen);
        foreach (var failed in results.Where(result => !result.Flag("passed"))) Explain(screen, failed);
        screen.Line();
        screen.Line($"{results.Count(result => result.Flag("passed"))} of {results.Count} passed.");
    }

    private static Cell Verdict(JsonElement result) => new(result.Flag("passed") ? "passed" : "failed", Cell.StyleOf(result.Flag("passed") ? "ok" : "failed"));

    private static void Explain(Screen screen, JsonElement failed)
    {
        screen.Line();
        screen.Line($"{failed.Text("name")}:");
        if (failed.Text("message") is { } message) screen.Line($"  {message}");
        foreach (var difference in failed.List("differences"))
        {
            screen.Line($"  {difference.Text("path")}");
            screen.Line($"    expected {Shown(difference, "expected")}");
            screen.Line($"    got      {Shown(difference, "got")}");
        }
    }

    private static string Shown(JsonElement difference, string side) =>
        difference.Read(side) is { ValueKind: not JsonValueKind.Undefined } value ? Plain.Cut(value.GetRawText(), 300) : "nothing";
}
