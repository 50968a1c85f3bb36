using System.Text.RegularExpressions;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Patterns for what hides in text. None backtracks, so none can be made to take long.</summary>
internal static partial class TextPatterns
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    public static string? First(Regex pattern, string text) => pattern.Match(text) is { Success: true } match ? match.Value : null;

    public static Regex Email() => EmailPattern;

    public static Regex WholeEmail() => WholeEmailPattern;

    public static Regex Url() => UrlPattern;

    public static Regex Domain() => DomainPattern;

    public static Regex LeadingFloat() => FloatPattern;

    private const string EmailForm = @"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+";

    private static readonly Regex EmailPattern = new(EmailForm, Linear);
    private static readonly Regex WholeEmailPattern = new($"^{EmailForm}$", Linear);
    private static readonly Regex UrlPattern = new(@"(?:https?|ftps?|wss?|file)://[^\s<>""'`{}|\\^]*[^\s<>""'`{}|\\^.,;:!?)\]]", Linear);
    private static readonly Regex DomainPattern = new(@"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", Linear);
    private static readonly Regex FloatPattern = new(@"^[+-]?(?:Infinity|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)", Linear);
}
