using System.Globalization;
using System.Text.Json;

namespace Auterity.Workflows.Expressions;

/// <summary>Numbers as JavaScript writes them, and the JSON numbers that a double cannot hold.</summary>
internal static class JsNumberText
{
    /// <summary>2^53 − 1: beyond it neighbouring integers become the same double.</summary>
    public const double MaxSafeInteger = 9007199254740991;

    /// <summary>The text of <c>String(value)</c>.</summary>
    public static string Format(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";
        if (value == 0)
            return "0";
        if (Math.Abs(value) < 1e15 && value == Math.Truncate(value))
            return ((long)value).ToString(CultureInfo.InvariantCulture);

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var (digits, exponent) = Digits(text.AsSpan().TrimStart('-'));
        var sign = value < 0 ? "-" : "";
        return sign + Layout(digits, exponent);
    }

    /// <summary>The text of a JSON number in a template: as JavaScript writes it, except that integers beyond 2^53 keep their digits.</summary>
    public static string Format(JsonElement number) =>
        IsUnsafeInteger(number) ? number.GetRawText() : Format(ToDouble(number));

    /// <summary>A whole number, written in digits, that a double cannot hold exactly.</summary>
    public static bool IsUnsafeInteger(JsonElement number)
    {
        if (Math.Abs(ToDouble(number)) <= MaxSafeInteger)
            return false;
        return number.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0;
    }

    public static double ToDouble(JsonElement number) =>
        number.TryGetDouble(out var value) ? value : double.Parse(number.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>Significant digits and the decimal exponent n of 0.d1d2… × 10^n.</summary>
    private static (string Digits, int Exponent) Digits(ReadOnlySpan<char> text)
    {
        var e = text.IndexOf('E');
        var exponent = e < 0 ? 0 : int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = e < 0 ? text : text[..e];
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa : mantissa[..point];
        var fraction = point < 0 ? default : mantissa[(point + 1)..];
        var all = string.Concat(whole, fraction);
        var leading = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), exponent + whole.Length - leading);
    }

    /// <summary>Number::toString of ECMA-262, radix 10.</summary>
    private static string Layout(string digits, int n)
    {
        var k = digits.Length;
        if (k <= n && n <= 21)
            return digits + new string('0', n - k);
        if (0 < n && n <= 21)
            return $"{digits[..n]}.{digits[n..]}";
        if (-6 < n && n <= 0)
            return $"0.{new string('0', -n)}{digits}";
        var exponent = (n - 1 < 0 ? "-" : "+") + Math.Abs(n - 1).ToString(CultureInfo.InvariantCulture);
        return k == 1 ? $"{digits}e{exponent}" : $"{digits[..1]}.{digits[1..]}e{exponent}";
    }
}
