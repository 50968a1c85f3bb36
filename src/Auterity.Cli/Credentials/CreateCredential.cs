using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Cli.Api;
using Auterity.Cli.Terminal;

namespace Auterity.Cli.Credentials;

/// <summary>Stores a credential. Values never come from the arguments: other users of the machine could read them.</summary>
internal sealed class CreateCredential : ServerCommand
{
    private readonly Argument<string> name = new("name") { Description = "Name for people" };
    private readonly Option<string> type = new("--type", "-t") { Description = "See: auterity credentials types", Required = true };
    private readonly Option<string?> values = new("--values") { Description = "File with a JSON object of values by field; - reads standard input. Default: asked for, field by field", HelpName = "file" };

    public CreateCredential() : base("create", "Stores a credential, encrypted")
    {
        Add(name);
        Add(type);
        Add(values);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var given = args.GetValue(values) is null && Prompt.IsPossible
            ? await AskAsync(session.Api, args.GetRequiredValue(type), cancellationToken)
            : await ReadAsync(args.GetValue(values) ?? "-", cancellationToken);
        var body = new JsonObject { ["name"] = args.GetRequiredValue(name), ["type"] = args.GetRequiredValue(type), ["values"] = given };
        var created = await session.Api.PostAsync("api/credentials", body, cancellationToken);
        if (session.Screen.IsJson) session.Screen.Json(created);
        else session.Screen.Line($"Stored '{created.Text("name")}' ({created.Text("id")}).");
        return ExitCode.Fine;
    }

    private static async Task<JsonObject> ReadAsync(string file, CancellationToken cancellationToken)
    {
        var where = file == "-" ? "Standard input" : $"The file {file}";
        // What is wrong with it is not shown: it may hold secrets.
        try
        {
            if (JsonNode.Parse(await TextInput.ReadAsync(file, cancellationToken)) is JsonObject read) return read;
        }
        catch (JsonException)
        {
            // told below
        }

        throw Failure.Usage($$"""{{where}} is no JSON object of values by field, like { "user": "…", "password": "…" }.""");
    }

    private static async Task<JsonObject> AskAsync(ApiClient api, string type, CancellationToken cancellationToken)
    {
        var known = (await api.GetAsync("api/credentials/types", cancellationToken)).EnumerateArray().ToList();
        if (!known.Exists(each => each.Text("type") == type)) throw new Failure(ExitCode.Usage, $"There is no credential type '{type}'. There are: {string.Join(", ", known.Select(each => each.Text("type")))}.");
        var schema = known.Find(each => each.Text("type") == type).Read("schema");
        var required = schema.List("required").Select(field => field.GetString()).ToHashSet();
        var answers = new JsonObject();
        foreach (var field in schema.Members("properties"))
        {
            var question = $"{field.Value.Text("title") ?? field.Name}{(required.Contains(field.Name) ? "" : " (Enter for none)")}: ";
            var answer = field.Value.Flag("x-secret") ? Prompt.AskSecret(question) : Prompt.Ask(question);
            if (!string.IsNullOrEmpty(answer)) answers[field.Name] = answer;
        }

        return answers;
    }
}
