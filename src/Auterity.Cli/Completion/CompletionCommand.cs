using System.CommandLine;

namespace Auterity.Cli.Completion;

/// <summary>Prints a script that makes a shell complete commands and options; the shell asks this program for each word.</summary>
internal sealed class CompletionCommand : Command
{
    private readonly Argument<string> shell = new("shell") { Description = "bash, zsh or fish" };

    public CompletionCommand() : base("completion", "Prints a completion script: source <(auterity completion bash)")
    {
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        Add(shell);
        SetAction(args =>
        {
            Console.Out.WriteLine(args.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
            return (int)ExitCode.Fine;
        });
    }

    private const string Bash = """
        _auterity() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _auterity auterity ./auterity
        """;

    private const string Zsh = """
        #compdef auterity
        _auterity() {
          local -a found
          found=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          if (( ${#found} )) && [[ -n ${found[1]} ]]; then compadd -a found; else _files; fi
        }
        compdef _auterity auterity
        """;

    private const string Fish = """
        complete -c auterity -a '(auterity "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
        """;
}
