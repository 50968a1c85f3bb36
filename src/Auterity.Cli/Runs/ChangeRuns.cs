using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Runs;

/// <summary>Changes that need nothing but the run: cancel, retry, pause, resume. Each is a call of the same name.</summary>
internal sealed class ChangeRuns : ServerCommand
{
    private readonly Argument<Guid[]> runs = new("runs")
    {
        Description = "Ids of runs", Arity = ArgumentArity.OneOrMore, CustomParser = result => [.. result.Tokens.Select(token => RunArgument.Parse(result, token.Value))],
    };

    private readonly string done;

    public ChangeRuns(string name, string description, string done) : base(name, description)
    {
        this.done = done;
        Add(runs);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var ids = args.GetRequiredValue(runs);
        var changed = new JsonArray();
        Failure? first = null;
        foreach (var id in ids)
        {
            try
            {
                var state = await session.Api.PostAsync($"api/runs/{id}/{Name}", null, cancellationToken);
                changed.Add(state.Node());
                if (!session.Screen.IsJson) session.Screen.Line($"Run {id} is {done}: it {RunStatusText.Sentence(state.Text("status"))}.");
            }
            catch (Failure refused) when (ids.Length > 1 && refused.Code is not ExitCode.Unreachable)
            {
                // The others may still be changed.
                first ??= refused;
                session.Screen.Fail(new Failure(refused.Code, $"{id}: {refused.Message}", refused.Details, refused.Problem));
            }
        }

        if (session.Screen.IsJson) session.Screen.Json(changed);
        return first?.Code ?? ExitCode.Fine;
    }
}
