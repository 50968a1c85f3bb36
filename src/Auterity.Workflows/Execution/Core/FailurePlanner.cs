using Auterity.Sdk;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Execution.Effects;

namespace Auterity.Workflows.Execution.Core;

/// <summary>Decides what follows a failed attempt: again later, a person, or the node's policy for errors (ENGINE rules 11 to 13). Pure.</summary>
internal static class FailurePlanner
{
    /// <param name="policy">The node's policy.</param>
    /// <param name="delivery">Its delivery.</param>
    /// <param name="fault">What went wrong.</param>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="now">Time, µs.</param>
    /// <param name="chance">A number from 0 to 1, recorded with the outcome.</param>
    /// <param name="retryIf">What the policy's condition says of this error; null when there is none.</param>
    public static (Disposition Disposition, long RetryAt, bool NewKey) Decide(
        NodePolicy policy, Delivery delivery, Fault fault, int attempt, long now, double chance, bool? retryIf = null)
    {
        // 0. Too much data: a person raises the limit, or ends it (rule 9).
        if (fault.Error.Code == Limits.Code) return (Disposition.Hold, 0, false);

        // 1. An at-most-once effect is never repeated on a guess.
        if (delivery == Delivery.AtMostOnce && fault.Sent == Sent.Unknown) return (Disposition.NeedsDecision, 0, false);

        // 2. Again, while the policy allows it; after a definite answer an at-most-once effect only if nothing was sent.
        if (policy.Retry is { } retry && attempt < retry.Attempts && (retryIf ?? fault.Retryable) && (delivery != Delivery.AtMostOnce || fault.Sent == Sent.No))
            return (Disposition.Retry, now + DelayOf(retry, fault, attempt, chance), NeedsNewKey(policy, fault));

        // 3. What the node does with errors.
        return (policy.OnError switch
        {
            OnError.Continue => Disposition.Continue,
            OnError.ErrorOutput => Disposition.ErrorOutput,
            OnError.Hold => Disposition.Hold,
            _ => Disposition.Fail,
        }, 0, false);
    }

    /// <summary>Delay before the next attempt, µs: the policy's, or longer when the other side asked for it.</summary>
    public static long DelayOf(RetryPolicy retry, Fault fault, int attempt, double chance)
    {
        var seconds = retry.Backoff == Backoff.Fixed ? retry.DelaySeconds : retry.DelaySeconds * Math.Pow(2, Math.Min(attempt - 1, 40));
        seconds = Math.Min(seconds, retry.MaxDelaySeconds);
        seconds *= 1 + (retry.Jitter * ((chance * 2) - 1));
        if (fault.RetryAfter is { } asked) seconds = Math.Max(seconds, Math.Min(asked.TotalSeconds, 86_400));
        return (long)(Math.Max(0, seconds) * 1_000_000);
    }

    private static bool NeedsNewKey(NodePolicy policy, Fault fault) => policy.NewKeyAfter switch
    {
        NewKey.Any => fault.Sent == Sent.Yes,
        NewKey.ClientError => fault.Sent == Sent.Yes && fault.Error.Details is { ValueKind: System.Text.Json.JsonValueKind.Object } details
            && details.TryGetProperty("status", out var status) && status.TryGetInt32(out var code) && code is >= 400 and < 500,
        _ => false,
    };
}
