using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;

namespace Auterity.Cli.Workflows;

internal sealed class ValidateWorkflow : ServerCommand
{
    private readonly Argument<string?> workflow = new("workflow") { Description = "Name or id of a workflow whose draft to check", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> file = new("--file") { Description = "Check this file instead, without saving it; - reads standard input" };

    public ValidateWorkflow() : base("validate", "Says everything that is wrong with a draft or a file; exit code 1 if it cannot be published")
    {
        Add(workflow);
        Add(file);
        Validators.Add(result =>
        {
            if (result.GetValue(workflow) is null == result.GetValue(file) is null) result.AddError("Name either a workflow or a --file.");
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        string path;
        var body = new JsonObject();
        if (args.GetValue(file) is { } given)
        {
            path = "api/workflows/validate";
            body["definition"] = (await DefinitionFile.ReadAsync(given, cancellationToken)).Definition.Node();
        }
        else
        {
            path = $"api/workflows/{(await WorkflowFinder.FindAsync(session.Api, args.GetValue(workflow)!, cancellationToken)).Id}/validate";
        }

        var answer = await session.Api.PostAsync(path, body, cancellationToken);
        if (session.Screen.IsJson)
        {
            session.Screen.Json(answer);
        }
        else
        {
            if (answer.List("faults").Any()) FaultTable.Of(answer.List("faults")).Write(session.Screen);
            session.Screen.Line(answer.Flag("valid") ? "It can be published." : "It cannot be published yet.");
        }

        return answer.Flag("valid") ? ExitCode.Fine : ExitCode.Failed;
    }
}
