using System.CommandLine;

namespace Auterity.Cli.Templates;

/// <summary><c>auterity templates …</c></summary>
internal static class TemplateCommands
{
    public static Command Create() => new("templates", "Templates: list, show, make workflows of them, test")
    {
        new ListTemplates(),
        new ShowTemplate(),
        new CreateTemplate(),
        new InstantiateTemplate(),
        new TestTemplate("Runs the tests of a template; exit code 1 when one fails"),
        new ExportTemplate(),
    };
}
