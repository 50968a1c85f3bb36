using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>Runs what stepped nodes are made of: their steps, and the calls of their attachments (ENGINE rule 14).</summary>
internal static class CallRunner
{
    /// <summary>Lets a stepped node decide; a replayed step sees what the first one saw.</summary>
    public static Report RunStep(RunData run, Work.Step work, long at, CancellationToken cancellationToken)
    {
        var node = run.Workflow.Nodes[work.Activation.Node.Index];
        var unit = work.Activation.Units![work.Unit];
        var context = new ActivationContext(run, work.Activation, node, work.Unit, Math.Max(1, unit.Attempt), unit.Round, at, cancellationToken);
        try
        {
            var type = (SteppedType)node.Type!;
            var input = context.BoundInput(work.Unit);
            var step = unit.Steps is not { } steps || (work.IsReplay && steps.Before is null) ? type.Start(input, context)
                : work.IsReplay ? type.Continue(input, steps.Before!.Json, Outcomes(steps.Calls[steps.Earlier..steps.From]), context)
                : type.Continue(input, steps.State.Json, Outcomes(steps.Calls[steps.From..]), context);
            return Redaction.Apply(new Report.Stepped(work, step), context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Redaction.Apply(new Report.Failed(work, Fault.Of(e)), context);
        }
    }

    /// <summary>Makes one attempt at one call, under the attached node's timeout.</summary>
    public static async Task<Report> RunCallAsync(RunData run, Work.Call work, long at, TimeProvider time, CancellationToken cancellationToken)
    {
        var attached = run.Workflow.Nodes[work.Request.Node];
        var limit = attached.Definition.Policy.TimeoutSeconds ?? StepRunner.DefaultTimeout;
        using var timeout = StepRunner.TimeoutOf(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var context = ContextOf(run, work.Activation, attached, work.Unit, work.Request, work.Number, work.Round, at, either.Token);
        try
        {
            if (attached.Type is not AttachmentType type) return new Report.Failed(work, StepRunner.Missing(attached));
            var result = await type.CallAsync(context.BoundInput(work.Unit), work.Request.Arguments.Json, context, either.Token).WaitAsync(either.Token);
            return Redaction.Apply(new Report.Called(work, Item.From(result)), context);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Redaction.Apply(new Report.Failed(work, StepPolicies.Judged(Fault.TimedOut(limit), attached, context, work.Unit)), context);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Redaction.Apply(new Report.Failed(work, StepPolicies.Judged(Fault.Of(e), attached, context, work.Unit)), context);
        }
    }

    /// <summary>Asks the other side what became of an attempt; a look-up that fails knows nothing.</summary>
    public static async Task<Report> LookUpAsync(RunData run, Work.LookUp work, long at, TimeProvider time, CancellationToken cancellationToken)
    {
        var node = run.Workflow.Nodes[work.Request?.Node ?? work.Activation.Node.Index];
        using var timeout = StepRunner.TimeoutOf(node.Definition.Policy.TimeoutSeconds ?? StepRunner.DefaultTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var context = work.Request is { } request
                ? ContextOf(run, work.Activation, node, work.Unit, request, work.Number, work.Round, at, either.Token)
                : new ActivationContext(run, work.Activation, node, work.Unit, work.Number, work.Round, at, either.Token);
            var input = context.BoundInput(work.Unit);
            var found = node.Type is AttachmentType attached
                ? await attached.FindSentAsync(input, work.Request!.Arguments.Json, context, either.Token).WaitAsync(either.Token)
                : await node.Type!.FindSentAsync(input, context, either.Token).WaitAsync(either.Token);
            return new Report.LookedUp(work, found is SentLookup.Sent { Output: { } output } && context.SendsSensitive ? new SentLookup.Sent(output.AsSensitive()) : found);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new Report.LookedUp(work, new SentLookup.Unknown());
        }
    }

    /// <summary>A call is told from others by its host, its number, and the host's own round: one tool may serve several hosts.</summary>
    private static ActivationContext ContextOf(RunData run, Activation host, CompiledNode attached, int unit, CallRequest request, int number, int round, long at, CancellationToken cancellationToken) =>
        new(run, host, attached, unit, number, round, at, cancellationToken) { Caller = $"{host.Node.Id}/{host.Units![unit].Round}/{request.Index}/" };

    private static IReadOnlyList<CallOutcome> Outcomes(IEnumerable<Call> calls) => [.. calls.Select(call => new CallOutcome(call.Outcome!.Result?.Json, call.Outcome.Error))];
}
