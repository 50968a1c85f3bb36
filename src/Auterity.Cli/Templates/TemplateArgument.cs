using System.CommandLine;

namespace Auterity.Cli.Templates;

/// <summary>The template a command is about.</summary>
internal sealed class TemplateArgument : Argument<string>
{
    public TemplateArgument() : base("template") => Description = "Id or name of a template";
}

/// <summary>A version instead of the newest.</summary>
internal sealed class TemplateVersionOption : Option<int?>
{
    public TemplateVersionOption() : base("--version")
    {
        Description = "A version; the newest without it";
        HelpName = "number";
    }
}
