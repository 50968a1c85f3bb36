using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>The connections as edges between named ports, in the order in which branches run.</summary>
/// <param name="Edges">Ours, by source, then by the target's height on the canvas, then from left to right (ENGINE rule 7).</param>
/// <param name="Loose">What leads nowhere.</param>
/// <param name="Indices">Attachment edges that did not use the first port of their kind; only the way back needs them.</param>
internal sealed record N8nEdges(IReadOnlyList<EdgeDefinition> Edges, IReadOnlyList<LooseConnection> Loose, IReadOnlyList<AttachmentIndex> Indices)
{
    public static N8nEdges Of(N8nDocument document, IReadOnlyDictionary<int, N8nTranslation> nodes, List<string> notes)
    {
        var edges = new List<EdgeDefinition>();
        var known = new HashSet<EdgeDefinition>();
        var loose = document.Loose.ToList();
        var indices = new List<AttachmentIndex>();
        foreach (var connection in document.Connections.OrderBy(connection => connection.From.Index).ThenBy(connection => connection.To.Y)
            .ThenBy(connection => connection.To.X).ThenBy(connection => connection.Output))
        {
            if (EdgeOf(connection, nodes, out var why) is { } edge && known.Add(edge))
            {
                edges.Add(edge);
                if (!N8nPorts.IsFlow(connection.Kind) && connection.Output + connection.Input > 0)
                    indices.Add(new AttachmentIndex(edge.From, edge.To, edge.Input, connection.Output, connection.Input));
                continue;
            }

            loose.Add(new LooseConnection(connection.From.Name, connection.Kind, connection.Output, connection.To.Name, connection.Type, connection.Input));
            notes.Add($"The connection from '{connection.From.Name}' to '{connection.To.Name}' was left out: {why ?? "the two are already connected that way"}.");
        }

        return new N8nEdges(edges, loose, indices);
    }

    private static EdgeDefinition? EdgeOf(N8nConnection connection, IReadOnlyDictionary<int, N8nTranslation> nodes, out string? why)
    {
        why = null;
        if (!nodes.TryGetValue(connection.From.Index, out var from) || !nodes.TryGetValue(connection.To.Index, out var to)) why = "a sticky note has no ports";
        else if (connection.Kind == N8nPorts.Main && connection.Type == N8nPorts.Main)
        {
            var (output, input) = (from.OutputAt(connection.Output), to.InputAt(connection.Input));
            if (output is not null && input is not null) return new EdgeDefinition(from.Node.Id, to.Node.Id, output, input);
            why = output is null ? $"'{from.Node.Name}' has no output {connection.Output}" : $"'{to.Node.Name}' has no input {connection.Input}";
        }
        else if (connection.Kind != connection.Type || N8nPorts.IsFlow(connection.Kind)) why = $"an output of kind '{connection.Kind}' does not fit an input of kind '{connection.Type}'";
        else return new EdgeDefinition(from.Node.Id, to.Node.Id, N8nPorts.AttachmentOf(connection.Kind), N8nPorts.AttachmentOf(connection.Type));
        return null;
    }
}

/// <summary>Indices of an attachment edge whose ends are not both the first of their kind.</summary>
internal sealed record AttachmentIndex(string From, string To, string Port, int Output, int Input);
