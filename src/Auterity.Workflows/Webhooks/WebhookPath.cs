namespace Auterity.Workflows.Webhooks;

/// <summary>The path of a hook: fixed segments and parameters, <c>orders/{id}</c> or <c>orders/:id</c>.</summary>
internal sealed class WebhookPath
{
    private readonly string[] segments;

    private WebhookPath(string[] segments) => this.segments = segments;

    /// <summary>The path with every parameter written <c>{}</c>: two hooks of one tenant and method may not share it.</summary>
    public string Shape => string.Join('/', segments.Select(segment => IsParameter(segment) ? "{}" : segment));

    /// <summary>Order of precedence, best first: fixed segments beat parameters from the left.</summary>
    public string Rank => string.Concat(segments.Select(segment => IsParameter(segment) ? '1' : '0'));

    public override string ToString() => string.Join('/', segments);

    /// <summary>Parses a path, or says what is wrong with it.</summary>
    public static WebhookPath? TryParse(string text, out string? fault)
    {
        var segments = text.Trim().Trim('/').Split('/').Select(segment => segment.StartsWith(':') ? $"{{{segment[1..]}}}" : segment).ToArray();
        fault = FaultOf(segments);
        return fault is null ? new WebhookPath(segments) : null;
    }

    /// <summary>Parameters of a request path that fits, unescaped; null when it does not fit.</summary>
    public IReadOnlyDictionary<string, string>? Match(string requestPath)
    {
        var parts = requestPath.Trim('/').Split('/');
        if (parts.Length != segments.Length) return null;
        var found = new Dictionary<string, string>();
        for (var i = 0; i < parts.Length; i++)
        {
            var part = Uri.UnescapeDataString(parts[i]);
            if (!IsParameter(segments[i]))
            {
                if (!segments[i].Equals(part, StringComparison.Ordinal)) return null;
                continue;
            }

            if (part.Length == 0) return null;
            found[segments[i][1..^1]] = part;
        }

        return found;
    }

    private static string? FaultOf(string[] segments)
    {
        if (segments.Length > 20 || segments.Sum(segment => segment.Length) > 500) return "The path is too long: at most 20 segments and 500 characters.";
        if (segments.Contains("")) return "The path has an empty segment. Write it like orders or orders/{id}.";
        foreach (var segment in segments)
        {
            var name = IsParameter(segment) ? segment[1..^1] : segment;
            if (name.Length == 0 || name is "." or ".." || !name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or '~'))
                return $"'{segment}' is no path segment: use letters, digits and - _ . ~, or a parameter like {{id}}.";
        }

        var repeated = segments.Where(IsParameter).GroupBy(segment => segment).FirstOrDefault(group => group.Count() > 1)?.Key;
        return repeated is null ? null : $"The parameter {repeated} is there twice.";
    }

    private static bool IsParameter(string segment) => segment.Length >= 2 && segment[0] == '{' && segment[^1] == '}';
}
