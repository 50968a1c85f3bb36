using Spectre.Console;

namespace Auterity.Cli.Terminal;

/// <summary>A table that fits: on a narrow terminal the least important columns go first, then long texts are broken.</summary>
internal sealed class Listing
{
    /// <summary>A text that may be broken counts as this wide when columns compete for room.</summary>
    private const int Enough = 24;

    private const int Gap = 2;

    private readonly List<Heading> columns = [];
    private readonly List<Cell[]> rows = [];

    public int Count => rows.Count;

    /// <param name="title">Heading, in lower case.</param>
    /// <param name="number">Whether it is set to the right.</param>
    /// <param name="wraps">Whether its text may be broken.</param>
    /// <param name="spare">What may be left out on a narrow terminal: the highest goes first; 0 never goes.</param>
    public Listing Column(string title, bool number = false, bool wraps = false, int spare = 0)
    {
        columns.Add(new Heading(title, number, wraps, spare));
        return this;
    }

    public void Row(params Cell[] cells) => rows.Add(cells);

    public void Write(Screen screen, bool header = true)
    {
        if (Screen.IsTerminal) screen.Out.Write(Draw(screen.Out.Profile.Width, header));
        else foreach (var line in Lines(header)) Console.Out.WriteLine(line);
    }

    /// <summary>Every column in full, one line a row, nothing behind the last word: for files and pipes.</summary>
    private IEnumerable<string> Lines(bool header)
    {
        var widths = columns.Select((_, index) => Longest(index)).ToList();
        if (header) yield return Line(columns.Select(column => column.Title));
        foreach (var row in rows) yield return Line(row.Select(cell => cell.Text));

        string Line(IEnumerable<string> texts) =>
            string.Join(new string(' ', Gap), texts.Select((text, index) => columns[index].Number ? text.PadLeft(widths[index]) : text.PadRight(widths[index]))).TrimEnd();
    }

    public Table Draw(int width, bool header = true)
    {
        var shown = Fitting(width);
        var table = new Table().Border(TableBorder.None);
        if (!header) table.HideHeaders();
        foreach (var index in shown)
        {
            var column = new TableColumn(new Text(columns[index].Title, new Style(decoration: Decoration.Dim))) { Padding = new Padding(0, 0, index == shown[^1] ? 0 : Gap, 0) };
            if (columns[index].Number) column.RightAligned();
            if (!columns[index].Wraps) column.NoWrap();
            table.AddColumn(column);
        }

        foreach (var row in rows)
            table.AddRow(shown.Select(index => row[index].Draw(wraps: columns[index].Wraps)));
        return table;
    }

    private List<int> Fitting(int width)
    {
        var shown = Enumerable.Range(0, columns.Count).ToList();
        while (shown.Sum(index => Needs(index) + Gap) - Gap > width)
        {
            var first = shown.Where(index => columns[index].Spare > 0).OrderByDescending(index => columns[index].Spare).Select(index => (int?)index).FirstOrDefault();
            if (first is null) break;
            shown.Remove(first.Value);
        }

        return shown;
    }

    private int Needs(int index)
    {
        var longest = Longest(index);
        return columns[index].Wraps ? Math.Min(longest, Enough) : longest;
    }

    private int Longest(int index) => rows.Select(row => row[index].Text.Length).Append(columns[index].Title.Length).Max();

    private sealed record Heading(string Title, bool Number, bool Wraps, int Spare);
}

/// <summary>One entry of a table.</summary>
internal readonly record struct Cell(string Text, Style? Style = null)
{
    public static implicit operator Cell(string? text) => new(Plain.Of(text));

    /// <summary>A status in its colour.</summary>
    public static Cell Status(string? status) => new(Plain.Of(Words(status)), StyleOf(status));

    public Text Draw(bool wraps) => new(Text, Style ?? Spectre.Console.Style.Plain) { Overflow = wraps ? Overflow.Fold : Overflow.Ellipsis };

    /// <summary><c>needsDecision</c> becomes "needs decision".</summary>
    public static string Words(string? status) => status is "needsDecision" ? "needs decision" : status ?? "";

    public static Style StyleOf(string? status) => status switch
    {
        "succeeded" or "healthy" or "on" or "ok" => new Style(Color.Green),
        "failed" or "unhealthy" or "error" or "refused" => new Style(Color.Red),
        "running" or "retrying" => new Style(Color.Blue),
        "waiting" or "paused" or "queued" or "degraded" or "approximate" or "warning" => new Style(Color.Yellow),
        "needsDecision" or "held" or "stub" => new Style(Color.Magenta1),
        _ => new Style(decoration: Decoration.Dim),
    };
}
