using System.Text.Json;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Workflows;

/// <summary>What is wrong with a definition, as a table.</summary>
internal static class FaultTable
{
    public static Listing Of(IEnumerable<JsonElement> faults)
    {
        var table = new Listing().Column("").Column("node").Column("field", spare: 1).Column("what is wrong", wraps: true);
        foreach (var fault in faults.OrderBy(fault => fault.Text("severity") == "warning"))
            table.Row(Cell.Status(fault.Text("severity")), fault.Text("nodeName"), fault.Text("field"), fault.Text("message"));
        return table;
    }
}
