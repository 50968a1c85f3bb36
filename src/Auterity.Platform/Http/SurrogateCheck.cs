using System.Globalization;

namespace Auterity.Platform.Http;

/// <summary>Finds <c>\uD800</c> without its other half in JSON that comes in pieces: the parser lets it through, and whoever reads the text later fails.</summary>
/// <remarks><code>text ─ \ ─ u ─ four digits ─┬ high ─ must be followed by \u and a low one
///                               └ low alone, or anything else after a high one: refused</code></remarks>
internal struct SurrogateCheck
{
    private Expect expect;
    private int unit;
    private int digits;
    private bool afterHigh;

    private enum Expect : byte
    {
        Text,
        Escape,
        Digits,
    }

    /// <summary>Takes the next piece of the body.</summary>
    /// <returns>Index of the byte at which a half pair is certain; -1 when all is well so far.</returns>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            if (expect == Expect.Text && !afterHigh)
            {
                var next = bytes[at..].IndexOf((byte)'\\');
                if (next < 0) return -1;
                at += next;
            }

            if (!Step(bytes[at])) return at;
        }

        return -1;
    }

    private bool Step(byte next)
    {
        switch (expect)
        {
            case Expect.Text:
                if (next != '\\') return !afterHigh;
                expect = Expect.Escape;
                return true;
            case Expect.Escape:
                expect = next == 'u' ? Expect.Digits : Expect.Text;
                (unit, digits) = (0, 0);
                return next == 'u' || !afterHigh;
            default:
                return Digit(next);
        }
    }

    private bool Digit(byte next)
    {
        // What is no digit is for the parser to refuse.
        if (!int.TryParse([(char)next], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            (expect, afterHigh) = (Expect.Text, false);
            return true;
        }

        unit = (unit << 4) | value;
        if (++digits < 4) return true;
        expect = Expect.Text;
        var fits = char.IsLowSurrogate((char)unit) == afterHigh;
        afterHigh = char.IsHighSurrogate((char)unit);
        return fits;
    }
}
