using System.Text.Json;

namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Wait for a while, until a moment, or for a call.</summary>
[N8nMapping("n8n-nodes-base.wait")]
internal sealed class WaitMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p) => p.Choice("resume", "timeInterval") switch
    {
        "specificTime" => new("flow.wait", new { @for = "date", date = p.Value("dateTime") }),
        "webhook" => ForCall(p),
        "form" => MappedNode.Stub("A form that somebody fills in ends this wait; there are no hosted forms here yet."),
        _ => new("flow.wait", new { @for = "duration", amount = p.Number("amount", p.Version < 1.1 ? 1 : 5), unit = p.Text("unit", p.Version < 1.1 ? "hours" : "seconds") }),
    };

    private static MappedNode ForCall(N8nParameters p)
    {
        p.Default("incomingAuthentication", "none");
        p.Skip("webhookNotice", "httpMethod");
        var limited = p.Flag("limitWaitTime");
        var byDate = p.Choice("limitType", "afterTimeInterval") == "atSpecifiedTime";
        var (amount, unit, date) = (p.Number("resumeAmount", 1), p.Text("resumeUnit", "hours"), p.Value("maxDateAndTime"));
        return new("flow.wait", new
        {
            @for = "signal",
            limit = !limited ? null : byDate ? "date" : "duration",
            limitAmount = limited && !byDate ? amount : null,
            limitUnit = limited && !byDate ? unit : null,
            limitDate = limited && byDate ? date : (JsonElement?)null,
        });
    }
}
