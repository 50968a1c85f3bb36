using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

/// <summary>What became of one file: a workflow with its report, or why there is none.</summary>
internal sealed record ImportOutcome(string Source, JsonElement Imported, Failure? Refused)
{
    public IEnumerable<JsonElement> Nodes => Imported.Read("report").List("nodes");

    /// <summary>Whether going on makes no sense: the server is away, or does not let us.</summary>
    public bool EndsImport => Refused is { Code: ExitCode.Unreachable or ExitCode.NotAllowed };

    public int Count(string status) => Nodes.Count(node => node.Text("status") == status);

    public JsonObject Describe()
    {
        var told = new JsonObject { ["file"] = Source };
        if (Refused is { } refused)
        {
            told["error"] = refused.Problem is { } problem ? problem.Node() : new JsonObject { ["detail"] = refused.Message };
            return told;
        }

        foreach (var member in Imported.EnumerateObject()) told[member.Name] = member.Value.Node();
        return told;
    }
}
