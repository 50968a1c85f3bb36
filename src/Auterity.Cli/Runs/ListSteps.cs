using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Runs;

internal sealed class ListSteps : ServerCommand
{
    private readonly RunArgument run = new();
    private readonly Option<string?> node = new("--node") { Description = "Only steps of this node, by name or id" };
    private readonly Option<bool> data = new("--data") { Description = "Show the items that went in and came out" };
    private readonly Option<int?> items = new("--items") { Description = "Items shown a port, 0 to 1000. Default: 20", HelpName = "number" };

    public ListSteps() : base("steps", "Lists the steps of a run; with --data what went in and came out")
    {
        Add(run);
        Add(node);
        Add(data);
        Add(items);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var wanted = args.GetValue(items) ?? (args.GetValue(data) || session.Screen.IsJson ? 20 : 0);
        var page = await session.Api.GetAsync(ApiPath.With($"api/runs/{args.GetValue(run)}/steps", ("node", args.GetValue(node)), ("items", wanted.ToString(CultureInfo.InvariantCulture))), cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(page);
        else if (!page.List("steps").Any()) session.Screen.Note(args.GetValue(node) is { } name ? $"No step of '{name}' has begun." : "No step has begun.");
        else if (args.GetValue(data)) foreach (var step in page.List("steps")) Show(session.Screen, step, session.Time.GetUtcNow());
        else StepTable.Of(page.List("steps"), session.Time.GetUtcNow()).Write(session.Screen);
        return ExitCode.Fine;
    }

    private static void Show(Screen screen, JsonElement step, DateTimeOffset now)
    {
        screen.Line($"{step.Text("id")}  {StepTable.NameOf(step)}  {Cell.Words(step.Text("status"))}  {TimeText.Of(StepTable.DurationOf(step, now))}");
        if (step.Read("error").Text("message") is { } error) screen.Line($"  error: {error}");
        foreach (var line in step.List("log")) screen.Line($"  log: {line.GetString()}");
        Ports(screen, "in", step.Members("inputs"));
        Ports(screen, "out", step.Members("outputs"));
        screen.Line();
    }

    private static void Ports(Screen screen, string way, IEnumerable<JsonProperty> ports)
    {
        foreach (var port in ports)
        {
            screen.Line($"  {way} {port.Name}: {port.Value.Text("count")} {(port.Value.Number("count") == 1 ? "item" : "items")}{(port.Value.Flag("hidden") ? ", hidden because the node is marked sensitive" : "")}");
            foreach (var item in port.Value.List("items"))
            {
                screen.Line($"    {item.Read("json").GetRawText()}");
                foreach (var file in item.Members("binary")) screen.Line($"      file {file.Name}: {file.Value.Text("fileName")} {file.Value.Text("mediaType")} {file.Value.Text("size")} bytes");
            }
        }
    }
}
