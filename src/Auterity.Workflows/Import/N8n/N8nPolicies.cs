using Auterity.Workflows.Definitions;

namespace Auterity.Workflows.Import.N8n;

/// <summary>What a foreign node says about retries, errors and empty outputs, as a policy.</summary>
internal static class N8nPolicies
{
    /// <param name="node">The foreign node.</param>
    /// <param name="join">How its inputs wait: once for each arrival, as n8n does, except where items are merged.</param>
    public static NodePolicy Of(N8nNode node, Join join) => new()
    {
        Retry = node.Flag("retryOnFail") ? RetryOf(node) : null,
        OnError = OnErrorOf(node),
        AlwaysOutput = node.Flag("alwaysOutputData"),
        Once = node.Flag("executeOnce"),
        Join = join,
    };

    private static RetryPolicy RetryOf(N8nNode node)
    {
        var delay = Math.Clamp(node.Number("waitBetweenTries") ?? 1000, 0, 86_400_000) / 1000;
        return new RetryPolicy
        {
            Attempts = (int)Math.Clamp(node.Number("maxTries") ?? 3, 1, 1000),
            Backoff = Backoff.Fixed,
            DelaySeconds = delay,
            MaxDelaySeconds = Math.Max(60, delay),
            Jitter = 0,
        };
    }

    public static OnError OnErrorOf(N8nNode node) => node.Text("onError") switch
    {
        "continueErrorOutput" => OnError.ErrorOutput,
        "continueRegularOutput" => OnError.Continue,
        null when node.Flag("continueOnFail") => OnError.Continue,
        _ => OnError.Fail,
    };
}
