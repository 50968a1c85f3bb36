using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Auterity.Workflows.Expressions.Dates;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Extensions;

/// <summary>Methods of text.</summary>
internal static class TextMethods
{
    public static FrozenDictionary<string, ExtensionMethod> All { get; } = new Dictionary<string, ExtensionMethod>
    {
        ["isEmpty"] = (_, self, _) => Js.Boolean(Of(self).Length == 0),
        ["isNotEmpty"] = (_, self, _) => Js.Boolean(Of(self).Length > 0),
        ["length"] = (_, self, _) => JsNumber.Create(Of(self).Length),
        ["hash"] = (_, self, arguments) => Js.Text(TextHash.Compute(Of(self), Js.TextOr(arguments.At(0), "md5"))),
        ["base64Encode"] = (_, self, _) => Js.Text(Convert.ToBase64String(Encoding.UTF8.GetBytes(Of(self)))),
        ["base64Decode"] = (_, self, _) => Js.Text(DecodeBase64(Of(self))),
        ["toBase64"] = (_, self, _) => Js.Text(Convert.ToBase64String(Encoding.UTF8.GetBytes(Of(self)))),
        ["fromBase64"] = (_, self, _) => Js.Text(DecodeBase64(Of(self))),
        ["urlEncode"] = (_, self, arguments) => Js.Text(UrlText.Encode(Of(self), Js.Flag(arguments.At(0)))),
        ["urlDecode"] = (_, self, arguments) => Js.Text(UrlText.Decode(Of(self), Js.Flag(arguments.At(0)))),
        ["parseJson"] = (owner, self, _) => owner.Bridge.ToJs(ParseJson(Of(self))),
        ["toJsonString"] = (_, self, _) => Js.Text(JsonText.Quote(Of(self))),
        ["quote"] = (_, self, arguments) => Js.Text(Quote(Of(self), Js.TextOr(arguments.At(0), "\""))),
        ["removeMarkdown"] = (_, self, _) => Js.Text(Markup.WithoutMarkdown(Of(self))),
        ["removeTags"] = (_, self, _) => Js.Text(Markup.WithoutTags(Of(self))),
        ["stripTags"] = (_, self, _) => Js.Text(Markup.WithoutTags(Of(self))),
        ["replaceSpecialChars"] = (_, self, _) => Js.Text(TextCase.WithoutAccents(Of(self))),
        ["toTitleCase"] = (_, self, _) => Js.Text(TextCase.Title(Of(self))),
        ["toSentenceCase"] = (_, self, _) => Js.Text(TextCase.Sentence(Of(self))),
        ["toSnakeCase"] = (_, self, _) => Js.Text(TextCase.Join(Of(self), "_")),
        ["toKebabCase"] = (_, self, _) => Js.Text(TextCase.Join(Of(self), "-")),
        ["toCamelCase"] = (_, self, _) => Js.Text(TextCase.Camel(Of(self))),
        ["isDomain"] = (_, self, _) => Js.Boolean(TextPatterns.Domain().IsMatch(Of(self))),
        ["isEmail"] = (_, self, _) => Js.Boolean(TextPatterns.WholeEmail().IsMatch(Of(self))),
        ["isUrl"] = (_, self, _) => Js.Boolean(UrlText.IsUrl(Of(self))),
        ["isNumeric"] = (_, self, _) => Js.Boolean(double.IsFinite(ToNumber(Of(self))) && Of(self).Trim().Length > 0),
        ["extractEmail"] = (_, self, _) => Js.TextOrUndefined(TextPatterns.First(TextPatterns.Email(), Of(self))),
        ["extractDomain"] = (_, self, _) => Js.TextOrUndefined(UrlText.Domain(Of(self))),
        ["extractUrl"] = (_, self, _) => Js.TextOrUndefined(TextPatterns.First(TextPatterns.Url(), Of(self))),
        ["extractUrlPath"] = (_, self, _) => Js.TextOrUndefined(UrlText.Path(Of(self))),
        ["toBoolean"] = (_, self, _) => Js.Boolean(!(Of(self).Trim().ToLowerInvariant() is "" or "0" or "false" or "no")),
        ["toInt"] = (_, self, arguments) => Js.Number(ParseInt(Of(self), arguments.At(0))),
        ["toWholeNumber"] = (_, self, arguments) => Js.Number(ParseInt(Of(self), arguments.At(0))),
        ["toFloat"] = (_, self, _) => Js.Number(ParseFloat(Of(self))),
        ["toDecimalNumber"] = (_, self, _) => Js.Number(ParseFloat(Of(self))),
        ["toNumber"] = (_, self, _) => Js.Number(RequireNumber(Of(self))),
        ["toDateTime"] = (owner, self, arguments) => LuxonRealm.Of(owner).Parse(Of(self), Js.TextOr(arguments.At(0), "")),
        ["toDate"] = (owner, self, _) => LuxonRealm.Of(owner).Parse(Of(self), "").ToJsDate(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static string Of(JsValue self) => self.ToString();

    private static string DecodeBase64(string text)
    {
        try
        {
            var padded = text.Trim().Replace('-', '+').Replace('_', '/');
            return Encoding.UTF8.GetString(Convert.FromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '=')));
        }
        catch (FormatException e)
        {
            throw new ExpressionException("base64Decode: the text is not base64.", e);
        }
    }

    private static JsonElement ParseJson(string text)
    {
        try
        {
            return JsonElement.Parse(text, Sdk.JsonDefaults.Document);
        }
        catch (JsonException e)
        {
            var hint = text.Contains('\'', StringComparison.Ordinal) ? " Check that names and text are in double quotes." : "";
            throw new ExpressionException($"parseJson: the text is not JSON ({e.Message}).{hint}", e);
        }
    }

    private static string Quote(string text, string mark) =>
        mark + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(mark.Length > 0 ? mark : "\"", "\\" + mark, StringComparison.Ordinal) + mark;

    private static double ToNumber(string text) => TypeConverter.ToNumber(JsString.Create(text));

    private static double RequireNumber(string text)
    {
        var number = ToNumber(text);
        return double.IsNaN(number) ? throw new ExpressionException($"toNumber: '{Js.Shorten(text)}' is not a number.") : number;
    }

    private static double ParseFloat(string text)
    {
        var match = TextPatterns.LeadingFloat().Match(text.TrimStart());
        return match.Success ? double.Parse(match.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture) : double.NaN;
    }

    private static double ParseInt(string text, JsValue radix)
    {
        var digits = radix.IsNumber() ? (int)radix.AsNumber() : 10;
        if (digits is < 2 or > 36)
            return double.NaN;
        var trimmed = text.AsSpan().TrimStart();
        var sign = trimmed.StartsWith("-") ? -1 : 1;
        trimmed = trimmed.TrimStart("+-");
        double value = 0;
        var read = 0;
        foreach (var c in trimmed)
        {
            var digit = char.IsAsciiDigit(c) ? c - '0' : char.IsAsciiLetter(c) ? char.ToLowerInvariant(c) - 'a' + 10 : 99;
            if (digit >= digits)
                break;
            value = value * digits + digit;
            read++;
        }

        return read == 0 ? double.NaN : sign * value;
    }
}
