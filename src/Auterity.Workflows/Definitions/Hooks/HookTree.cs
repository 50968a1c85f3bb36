namespace Auterity.Workflows.Definitions.Hooks;

/// <summary>One tenant's hooks by path segment. Immutable.</summary>
/// <remarks>
/// <code>
/// orders ─┬─ new  GET
///         └─ {}   GET, DELETE      GET orders/new finds the fixed one, GET orders/7 the parameter
/// </code>
/// </remarks>
internal sealed class HookTree
{
    private readonly Branch root = new();

    public HookTree(IEnumerable<HookRow> hooks)
    {
        foreach (var hook in hooks)
        {
            var branch = root;
            foreach (var segment in hook.Shape.Split('/'))
                branch = branch.Grow(segment);
            branch.Hooks[hook.Method] = new HookRoute(hook.WorkflowId, hook.NodeId, hook.Version, hook.Hash, hook.Path.Split('/'));
        }
    }

    public HookMatch? Match(string method, string path)
    {
        if (SegmentsOf(path) is not { } segments) return null;
        var hook = Find(root, segments, 0, branch => branch.Hooks.GetValueOrDefault(method));
        return hook is null ? null : new HookMatch(hook, ValuesOf(hook, segments));
    }

    public IReadOnlyList<string> MethodsAt(string path)
    {
        if (SegmentsOf(path) is not { } segments) return [];
        var methods = new SortedSet<string>(StringComparer.Ordinal);
        Find<object>(root, segments, 0, branch =>
        {
            methods.UnionWith(branch.Hooks.Keys);
            return null; // goes on looking: other methods may be at a less exact path
        });
        return [.. methods];
    }

    /// <summary>Fixed segments first, from the left; what leads nowhere is tried as a parameter.</summary>
    private static T? Find<T>(Branch branch, string[] segments, int at, Func<Branch, T?> pick) where T : class
    {
        if (at == segments.Length) return pick(branch);
        return (branch.Fixed.TryGetValue(segments[at], out var next) ? Find(next, segments, at + 1, pick) : null)
            ?? (branch.Parameter is { } any && segments[at].Length > 0 ? Find(any, segments, at + 1, pick) : null);
    }

    private static Dictionary<string, string> ValuesOf(HookRoute hook, string[] segments)
    {
        var values = new Dictionary<string, string>();
        for (var i = 0; i < segments.Length; i++)
            if (hook.Segments[i] is ['{', .. var name, '}'])
                values[name] = segments[i];
        return values;
    }

    /// <summary>Unescaped segments; null for a path longer than any hook's.</summary>
    private static string[]? SegmentsOf(string path)
    {
        var parts = path.Trim('/').Split('/', 22);
        return parts.Length > 20 ? null : Array.ConvertAll(parts, Uri.UnescapeDataString);
    }

    private sealed class Branch
    {
        public Dictionary<string, Branch> Fixed { get; } = new(StringComparer.Ordinal);

        public Branch? Parameter { get; private set; }

        public Dictionary<string, HookRoute> Hooks { get; } = new(StringComparer.Ordinal);

        public Branch Grow(string segment)
        {
            if (segment == "{}") return Parameter ??= new Branch();
            if (!Fixed.TryGetValue(segment, out var next)) Fixed[segment] = next = new Branch();
            return next;
        }
    }
}

/// <summary>Where a hook leads: a trigger of one published version.</summary>
/// <param name="Version">The version that answers, also when a newer one is published meanwhile.</param>
/// <param name="Hash">Content hash of that version.</param>
/// <param name="Segments">The path's segments; parameters are written <c>{name}</c>.</param>
internal sealed record HookRoute(Guid WorkflowId, string NodeId, int Version, byte[] Hash, string[] Segments);

/// <summary>A hook and the values of its path parameters, unescaped.</summary>
internal sealed record HookMatch(HookRoute Hook, IReadOnlyDictionary<string, string> Values);
