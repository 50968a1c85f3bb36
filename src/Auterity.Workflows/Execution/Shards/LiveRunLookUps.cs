using Auterity.Sdk;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Shards;

/// <summary>Before a person is asked what became of an attempt, the other side is, where the node knows how (ENGINE rule 12).</summary>
internal sealed partial class LiveRun
{
    /// <summary>Name under which the journal keeps what the other side said.</summary>
    private const string OtherSide = "look-up";

    private void LookUp(Activation activation, int unit, Attempts tried, CompiledNode node, CallRequest? request)
    {
        if (tried.Status != UnitStatus.NeedsDecision || tried.LookedUp == tried.Attempt || node.Type is not { LooksUp: true }) return;
        tried.LookedUp = tried.Attempt;
        Dispatch(new Work.LookUp(activation, unit, request, tried.Attempt, tried.Round));
    }

    /// <summary>What the other side said counts like a person's word; a person may have been faster.</summary>
    private void TakeLookUp(Report.LookedUp report)
    {
        var (activation, asked) = (report.Work.Activation, report.Asked);
        if (IsOver || !activation.IsOpen || TriedBy(asked) is not { Status: UnitStatus.NeedsDecision } tried || tried.Attempt != asked.Number) return;
        switch (report.Value)
        {
            case SentLookup.Sent { Output: var output }:
                Decide(activation, asked.Unit, asked.Request, Decision.Done, output, tried.Round);
                break;
            // Whoever had the step before may still be at it.
            case SentLookup.NotSent when host.MaySendAgain(this, activation):
                Decide(activation, asked.Unit, asked.Request, Decision.Again, null, tried.Round);
                break;
        }
    }

    private void Decide(Activation activation, int unit, CallRequest? call, Decision decision, Item? output, int round) => Append(call is null
        ? new DecisionMade(host.Now, activation.Id, unit, decision, output is null ? null : ItemJson.MarkedFor(activation.Node, [output]), OtherSide, round)
        : new CallDecided(host.Now, activation.Id, unit, call.Index, decision, output is null ? null : ItemJson.MarkedFor(activation.Node, [output])[0], OtherSide, round));
}
