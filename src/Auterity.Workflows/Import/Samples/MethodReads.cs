namespace Auterity.Workflows.Import.Samples;

/// <summary>What a method called on a value, or a function given it, says about the value.</summary>
internal static class MethodReads
{
    private static readonly HashSet<string> OfLists =
    [
        "map", "filter", "forEach", "join", "find", "findIndex", "some", "every", "reduce", "flatMap", "flat", "push", "unshift", "sort", "reverse", "pop", "shift", "keys", "entries",
        "first", "last", "isEmpty", "pluck", "unique", "chunk", "compact", "randomItem", "removeDuplicates", "sum", "average",
    ];

    private static readonly HashSet<string> OfTexts =
    [
        "split", "replace", "replaceAll", "toLowerCase", "toUpperCase", "trim", "trimStart", "trimEnd", "match", "matchAll", "startsWith", "endsWith", "substring", "substr", "charAt", "charCodeAt", "padStart", "padEnd",
        "localeCompare", "normalize", "repeat", "search", "extractEmail", "extractDomain", "extractUrl", "toTitleCase", "toSentenceCase", "toDateTime", "parseJson", "urlEncode", "urlDecode", "base64Encode", "removeMarkdown", "removeTags", "hash",
    ];

    private static readonly HashSet<string> OfNumbers = ["toFixed", "toPrecision", "round", "floor", "ceil", "isEven", "isOdd", "abs", "format"];

    private static readonly HashSet<string> OfDates = ["toISOString", "getTime", "getFullYear", "getMonth", "getDate", "getDay", "toISODate"];

    // The text stays what it was, in other letters: what is read out of it afterwards is still read out of the field.
    private static readonly HashSet<string> Keeping = ["replace", "replaceAll", "trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "normalize", "toString", "removeMarkdown", "substring"];

    private static readonly HashSet<string> SameList = ["filter", "sort", "slice", "reverse", "concat", "unique", "removeDuplicates", "compact", "toSorted", "toReversed"];

    private static readonly HashSet<string> OneOfList = ["find", "pop", "shift", "at", "findLast", "first", "last", "randomItem"];

    /// <summary>What a value is whose method of this name is called.</summary>
    public static FieldKind KindOf(string? method) => method switch
    {
        null => FieldKind.Unknown,
        _ when OfLists.Contains(method) => FieldKind.List,
        _ when OfTexts.Contains(method) => FieldKind.Text,
        _ when OfNumbers.Contains(method) => FieldKind.Number,
        _ when OfDates.Contains(method) => FieldKind.Date,
        "toNumber" or "toInt" or "toFloat" or "toWholeNumber" => FieldKind.Number,
        "toBoolean" => FieldKind.Boolean,
        _ => FieldKind.Unknown,
    };

    /// <summary>What a value is that this function takes first: <c>Number(x)</c>, <c>new Date(x)</c>, <c>DateTime.fromISO(x)</c>.</summary>
    public static FieldKind KindTakenBy(string? owner, string? function) => (owner, function) switch
    {
        (null, "Number" or "parseInt" or "parseFloat" or "isNaN") or ("Number", "parseInt" or "parseFloat") => FieldKind.Number,
        ("Math", not null) or ("DateTime", "fromMillis" or "fromSeconds") => FieldKind.Number,
        (null, "Date") or ("Date", "parse") or ("DateTime", "fromISO" or "fromFormat" or "fromSQL" or "fromRFC2822") => FieldKind.Date,
        ("Object", "keys" or "values" or "entries") => FieldKind.Object,
        (null, "Set") or ("Array", "from") => FieldKind.List,
        (null, "decodeURIComponent" or "URL") => FieldKind.Text,
        _ => FieldKind.Unknown,
    };

    /// <summary>What the method gives back, when that still comes from the value.</summary>
    public static Reading? Result(Reading value, string? method) => method switch
    {
        null => null,
        "parseJson" or "toJsonObject" when value is Reading.Field field => field.At(FieldRead.Parsed),
        "base64Decode" when value is Reading.Field coded => coded.At(FieldRead.Encoded),
        _ when Keeping.Contains(method) && value is Reading.Field => value,
        _ when SameList.Contains(method) => value,
        _ when OneOfList.Contains(method) => value.Entry,
        _ => null,
    };
}
