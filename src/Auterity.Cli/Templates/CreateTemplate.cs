using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Workflows;

namespace Auterity.Cli.Templates;

internal sealed class CreateTemplate : ServerCommand
{
    private readonly Argument<string?> file = new("file") { Description = "File with the template; - reads it from standard input", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> workflow = new("--workflow") { Description = "Make it of the draft of this workflow instead; credentials stay behind", HelpName = "name or id" };
    private readonly Option<string?> name = new("--name") { Description = "Another name", HelpName = "text" };
    private readonly Option<string?> category = new("--category") { Description = "Group it is shown in", HelpName = "text" };

    public CreateTemplate() : base("create", "Makes a template of a file, or of a workflow")
    {
        Add(file);
        Add(workflow);
        Add(name);
        Add(category);
        Validators.Add(result =>
        {
            if (result.GetValue(file) is null == result.GetValue(workflow) is null) result.AddError("Name either a file or a --workflow.");
        });
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["name"] = args.GetValue(name), ["category"] = args.GetValue(category) };
        if (args.GetValue(file) is { } path) body["document"] = (await TemplateFile.ReadAsync(path, cancellationToken)).Node();
        else body["workflowId"] = (await WorkflowFinder.FindAsync(session.Api, args.GetValue(workflow)!, cancellationToken)).Id.ToString();
        var created = await session.Api.SendAsync(new ApiRequest(HttpMethod.Post, "api/templates") { Body = body, Key = Guid.CreateVersion7().ToString() }, cancellationToken);
        if (session.Screen.IsJson)
        {
            session.Screen.Json(created);
            return ExitCode.Fine;
        }

        session.Screen.Line($"Created '{created.Text("name")}' ({created.Text("id")}), version {created.Text("version")}.");
        if (created.List("faults").Any()) FaultTable.Of(created.List("faults")).Write(session.Screen);
        return ExitCode.Fine;
    }
}
