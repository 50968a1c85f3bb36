using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Auterity.Cli.Api;

namespace Auterity.Cli.Templates;

internal sealed class ExportTemplate : ServerCommand
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 512 };

    private readonly TemplateArgument template = new();
    private readonly TemplateVersionOption version = new();
    private readonly Option<string?> output = new("--output", "-o") { Description = "File to write. Default: standard output", HelpName = "file" };

    public ExportTemplate() : base("export", "Writes a template as a file, for a repository or another server")
    {
        Add(template);
        Add(version);
        Add(output);
    }

    protected override async Task<ExitCode> RunAsync(Session session, ParseResult args, CancellationToken cancellationToken)
    {
        var shown = await session.Api.GetAsync(await TemplateFinder.PathAsync(session.Api, args.GetRequiredValue(template), null, args.GetValue(version), cancellationToken), cancellationToken);
        var document = JsonSerializer.Serialize(shown.Read("document"), Readable);
        if (args.GetValue(output) is { } target)
        {
            await File.WriteAllTextAsync(target, document + "\n", cancellationToken);
            session.Screen.Note($"Wrote '{shown.Text("name")}' to {target}.");
        }
        else
        {
            Console.Out.WriteLine(document);
        }

        return ExitCode.Fine;
    }
}
