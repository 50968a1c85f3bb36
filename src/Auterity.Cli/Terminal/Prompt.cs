using System.Text;

namespace Auterity.Cli.Terminal;

/// <summary>Questions to whoever sits at the keyboard; they go to standard error, so that output stays clean.</summary>
internal static class Prompt
{
    /// <summary>Whether somebody can answer.</summary>
    public static bool IsPossible => !Console.IsInputRedirected && !Console.IsErrorRedirected;

    public static string? Ask(string question)
    {
        Console.Error.Write(question);
        return Console.ReadLine()?.Trim();
    }

    /// <summary>Asks without showing what is typed.</summary>
    public static string AskSecret(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }

    /// <summary>Asks before something that cannot be undone; without a keyboard only <paramref name="given"/> counts.</summary>
    /// <exception cref="Failure">Nobody said yes.</exception>
    public static void Confirm(bool given, string what)
    {
        if (given) return;
        if (!IsPossible) throw Failure.Usage($"{what} Say --yes to do it without being asked.");
        if (Ask($"{what} Go on? [y/N] ") is not ("y" or "Y" or "yes")) throw new OperationCanceledException();
    }
}
