using Acornima.Ast;

namespace Auterity.Workflows.Expressions.Syntax;

/// <summary>Keeps trees shallow enough for everything that walks them recursively. Iterative itself.</summary>
internal static class SyntaxDepth
{
    /// <summary>Deepest tree. Source: the script engine prepares at most 256 levels; rewriting adds a few.</summary>
    public const int Max = 220;

    public static bool IsTooDeep(Node root)
    {
        var open = new Stack<(Node Node, int Depth)>();
        open.Push((root, 0));
        while (open.TryPop(out var next))
        {
            if (next.Depth > Max)
                return true;
            foreach (var child in next.Node.ChildNodes)
                open.Push((child, next.Depth + 1));
        }

        return false;
    }
}
