using System.Text;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>Insertions into a source text, and the way back from a place in the result to the original.</summary>
/// <param name="source">The original text.</param>
/// <param name="start">Where the part that is kept begins.</param>
/// <param name="end">Where it ends.</param>
internal sealed class SourceEdits(string source, int start, int end)
{
    private readonly List<(int At, int Order, string Text)> insertions = [];
    private readonly List<(int Result, int Source)> marks = [];
    private string? result;

    public string Result => result ??= Build();

    /// <summary>Extension methods that were marked.</summary>
    public List<string> Extensions { get; } = [];

    public void Insert(int at, string text) => insertions.Add((at, insertions.Count, text));

    public int OriginalOffset(int line, int column)
    {
        var text = Result;
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            var next = text.IndexOf('\n', at);
            if (next < 0)
                break;
            at = next + 1;
        }

        at += column;
        var (fromResult, fromSource) = marks.FindLast(m => m.Result <= at);
        return Math.Clamp(fromSource + at - fromResult, start, end);
    }

    private string Build()
    {
        var text = new StringBuilder();
        var at = start;
        marks.Add((0, start));
        foreach (var (position, _, inserted) in insertions.OrderBy(i => i.At).ThenBy(i => i.Order))
        {
            text.Append(source, at, position - at).Append(inserted);
            at = position;
            marks.Add((text.Length, at));
        }

        return text.Append(source, at, end - at).ToString();
    }
}
