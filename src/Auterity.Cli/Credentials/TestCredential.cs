using System.CommandLine;
using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Credentials;

internal sealed class TestCredential : ServerCommand
{
    private readonly Argument<string> credential = new("credential") { Description = "Name or id" };

    public TestCredential() : base("test", "Tries a credential against the other side; exit code 1 if it does not work") => Add(credential);

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var (id, name) = await CredentialFinder.FindAsync(session.Api, args.GetRequiredValue(credential), cancellationToken);
        var answer = await session.Api.PostAsync($"api/credentials/{id}/test", null, cancellationToken);
        var works = answer.Read("ok").ValueKind;
        if (session.Screen.IsJson) session.Screen.Json(answer);
        else session.Screen.Line($"'{name}' {(works switch { JsonValueKind.True => "works", JsonValueKind.False => "does not work", _ => "was not tried" })}: {answer.Text("message")}");
        return works == JsonValueKind.False ? ExitCode.Failed : ExitCode.Fine;
    }
}
