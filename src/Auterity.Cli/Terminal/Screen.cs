using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;
using Auterity.Cli.Api;

namespace Auterity.Cli.Terminal;

/// <summary>Where a command writes: results to standard output, everything else to standard error.</summary>
/// <remarks>Colours only on a terminal and without <c>NO_COLOR</c>; what is piped gets one line a row, however long.</remarks>
internal sealed class Screen(bool json)
{
    private readonly TextWriter plain = Console.Out;
    /// <summary>Width of output that nobody looks at: lines are never broken.</summary>
    private const int Unbroken = 100_000;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };
    private static readonly JsonSerializerOptions Compact = new(Readable) { WriteIndented = false };

    private IAnsiConsole? console, aside;

    /// <summary>Whether a program reads, not a person.</summary>
    public bool IsJson { get; } = json;

    public static bool IsTerminal => !Console.IsOutputRedirected;

    /// <summary>Whether something may move on standard error.</summary>
    public static bool MayAnimate => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not "dumb";

    public IAnsiConsole Out => console ??= Create(Console.Out, Console.IsOutputRedirected);

    /// <summary>Standard error: progress, notes, errors.</summary>
    public IAnsiConsole Aside => aside ??= Create(Console.Error, Console.IsErrorRedirected);

    public void Line(string text = "") => plain.WriteLine(Plain.Of(text));

    /// <summary>A remark that is no result.</summary>
    public void Note(string text) => Aside.Write(new Text(Plain.Of(text) + "\n", new Style(decoration: Decoration.Dim)));

    /// <summary>One JSON document.</summary>
    public void Json(JsonElement document) => plain.WriteLine(JsonSerializer.Serialize(document, Readable));

    public void Json(JsonNode document) => plain.WriteLine(document.ToJsonString(Readable));

    /// <summary>One line of JSON lines.</summary>
    public void JsonLine(JsonNode line) => plain.WriteLine(line.ToJsonString(Compact));

    /// <summary>Names and values, one pair a line; empty values are left out.</summary>
    public void Facts(params (string Name, string? Value)[] facts)
    {
        var listing = new Listing().Column("name").Column("value", wraps: true);
        foreach (var (name, value) in facts)
            if (!string.IsNullOrEmpty(value)) listing.Row(name, value);
        listing.Write(this, header: false);
    }

    public void Fail(Failure failure)
    {
        if (IsJson)
        {
            var told = new JsonObject { ["exitCode"] = (int)failure.Code, ["message"] = failure.Message };
            if (failure.Details.Count > 0) told["details"] = new JsonArray([.. failure.Details.Select(detail => (JsonNode)detail)]);
            if (failure.Problem is { } problem) told["problem"] = problem.Node();
            Console.Error.WriteLine(new JsonObject { ["error"] = told }.ToJsonString(Compact));
            return;
        }

        Aside.Write(new Text("error: ", new Style(Color.Red)));
        Console.Error.WriteLine(Plain.Of(failure.Message));
        foreach (var detail in failure.Details) Console.Error.WriteLine("  " + Plain.Of(detail));
    }

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer), Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect, ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected) console.Profile.Width = Unbroken;
        return console;
    }
}
