using System.CommandLine;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Credentials;

internal sealed class DeleteCredential : ServerCommand
{
    private readonly Argument<string> credential = new("credential") { Description = "Name or id" };
    private readonly Option<bool> yes = new("--yes", "-y") { Description = "Do not ask" };

    public DeleteCredential() : base("delete", "Deletes a credential; steps that name it fail from then on")
    {
        Add(credential);
        Add(yes);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var (id, name) = await CredentialFinder.FindAsync(session.Api, args.GetRequiredValue(credential), cancellationToken);
        Prompt.Confirm(args.GetValue(yes), $"The credential '{name}' ({id}) will be deleted; steps that name it fail from then on.");
        await session.Api.SendAsync(new ApiRequest(HttpMethod.Delete, $"api/credentials/{id}"), cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(new JsonObject { ["id"] = id.ToString(), ["deleted"] = true });
        else session.Screen.Line($"Deleted '{name}'.");
        return ExitCode.Fine;
    }
}
