using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Conditions;
using Auterity.Workflows.Tests.Nodes;
using CsCheck;

namespace Auterity.Workflows.Tests.Conditions;

public sealed class ConditionEvaluatorTests
{
    [Theory]
    // Existence is asked of any type; null and a missing value are the same.
    [InlineData("any", "exists", "0", null, true)]
    [InlineData("any", "exists", "null", null, false)]
    [InlineData("string", "exists", null, null, false)]
    [InlineData("string", "exists", "\"\"", null, true)]
    [InlineData("number", "notExists", "null", null, true)]
    [InlineData("object", "notExists", "{}", null, false)]
    // any
    [InlineData("any", "empty", "[]", null, true)]
    [InlineData("any", "empty", "{}", null, true)]
    [InlineData("any", "empty", "0", null, false)]
    [InlineData("any", "notEmpty", "\"a\"", null, true)]
    [InlineData("any", "equals", "1.0", "1", true)]
    [InlineData("any", "equals", "1", "\"1\"", false)]
    [InlineData("any", "notEquals", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", false)]
    [InlineData("any", "contains", "\"abc\"", "\"b\"", true)]
    [InlineData("any", "contains", "[1,2]", "2", true)]
    [InlineData("any", "gt", "3", "2", true)]
    [InlineData("any", "after", "\"2026-01-02\"", "\"2026-01-01\"", true)]
    [InlineData("any", "true", "true", null, true)]
    // text
    [InlineData("string", "empty", "\"\"", null, true)]
    [InlineData("string", "empty", null, null, true)]
    [InlineData("string", "notEmpty", "\" \"", null, true)]
    [InlineData("string", "equals", "\"a\"", "\"a\"", true)]
    [InlineData("string", "equals", "\"a\"", "\"A\"", false)]
    [InlineData("string", "equals", null, "\"\"", true)]
    [InlineData("string", "notEquals", "\"a\"", "\"b\"", true)]
    [InlineData("string", "contains", "\"abc\"", "\"bc\"", true)]
    [InlineData("string", "notContains", "\"abc\"", "\"x\"", true)]
    [InlineData("string", "startsWith", "\"abc\"", "\"ab\"", true)]
    [InlineData("string", "notStartsWith", "\"abc\"", "\"ab\"", false)]
    [InlineData("string", "endsWith", "\"abc\"", "\"bc\"", true)]
    [InlineData("string", "notEndsWith", "\"abc\"", "\"bc\"", false)]
    [InlineData("string", "regex", "\"order 42\"", "\"^order \\\\d+$\"", true)]
    [InlineData("string", "regex", "\"ORDER\"", "\"/order/i\"", true)]
    [InlineData("string", "regex", "\"order\\n\"", "\"order$\"", false)]
    [InlineData("string", "regex", "\"٣\"", "\"\\\\d\"", false)]
    [InlineData("string", "regex", "\"x\\ny\"", "\"x[^]y\"", true)]
    [InlineData("string", "regex", "\"😀\"", "\"/\\\\u{1F600}/u\"", true)]
    [InlineData("string", "notRegex", "\"abc\"", "\"^x\"", true)]
    [InlineData("string", "lengthGt", "\"abc\"", "2", true)]
    // numbers
    [InlineData("number", "empty", null, null, true)]
    [InlineData("number", "notEmpty", "0", null, true)]
    [InlineData("number", "equals", "1.0", "1", true)]
    [InlineData("number", "equals", "9007199254740993", "9007199254740992", false)]
    [InlineData("number", "equals", "1e-40", "0", false)]
    [InlineData("number", "equals", "null", null, true)]
    [InlineData("number", "notEquals", "1", "2", true)]
    [InlineData("number", "notEquals", "1", null, true)]
    [InlineData("number", "gt", "2", "1", true)]
    [InlineData("number", "gt", null, "1", false)]
    [InlineData("number", "gte", "1", "1", true)]
    [InlineData("number", "lt", "1", "2", true)]
    [InlineData("number", "lte", "2", "1", false)]
    [InlineData("number", "lt", "1e400", "1", false)]
    // dates
    [InlineData("dateTime", "empty", "\"\"", null, true)]
    [InlineData("dateTime", "notEmpty", "\"2026-01-01\"", null, true)]
    [InlineData("dateTime", "equals", "\"2026-01-01T00:00:00Z\"", "\"2026-01-01T01:00:00+01:00\"", true)]
    [InlineData("dateTime", "notEquals", "\"2026-01-01\"", "\"2026-01-02\"", true)]
    [InlineData("dateTime", "after", "\"2026-01-02\"", "\"2026-01-01\"", true)]
    [InlineData("dateTime", "before", "\"2026-01-02\"", "\"2026-01-01\"", false)]
    [InlineData("dateTime", "afterOrEquals", "\"2026-01-01\"", "\"2026-01-01\"", true)]
    [InlineData("dateTime", "beforeOrEquals", "\"2026-01-01\"", "\"2026-01-01\"", true)]
    [InlineData("dateTime", "after", null, "\"2026-01-01\"", false)]
    // true and false
    [InlineData("boolean", "empty", "null", null, true)]
    [InlineData("boolean", "notEmpty", "false", null, true)]
    [InlineData("boolean", "true", "true", null, true)]
    [InlineData("boolean", "true", null, null, false)]
    [InlineData("boolean", "false", "false", null, true)]
    [InlineData("boolean", "false", null, null, true)]
    [InlineData("boolean", "equals", "true", "true", true)]
    [InlineData("boolean", "notEquals", "true", "false", true)]
    // lists
    [InlineData("array", "empty", "[]", null, true)]
    [InlineData("array", "empty", null, null, true)]
    [InlineData("array", "notEmpty", "[0]", null, true)]
    [InlineData("array", "contains", "[1,\"a\"]", "\"a\"", true)]
    [InlineData("array", "contains", "[{\"a\":1}]", "{\"a\":1.0}", true)]
    [InlineData("array", "notContains", "[1]", "\"1\"", true)]
    [InlineData("array", "lengthEquals", "[1,2]", "2", true)]
    [InlineData("array", "lengthNotEquals", "[1,2]", "2", false)]
    [InlineData("array", "lengthGt", "[1,2]", "1", true)]
    [InlineData("array", "lengthLt", "[1,2]", "2", false)]
    [InlineData("array", "lengthGte", "[1,2]", "2", true)]
    [InlineData("array", "lengthLte", "[1,2]", "1", false)]
    // objects
    [InlineData("object", "empty", "{}", null, true)]
    [InlineData("object", "empty", null, null, true)]
    [InlineData("object", "notEmpty", "{\"a\":null}", null, true)]
    [InlineData("object", "equals", "{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true)]
    [InlineData("object", "notEquals", "{\"a\":1}", "{\"a\":2}", true)]
    public void Holds_StrictTypes_ComparesAsDeclared(string type, string operation, string? left, string? right, bool expected) =>
        Assert.Equal(expected, Holds(type, operation, left, right));

    [Theory]
    [InlineData("string", "equals", "1", "\"1\"", true)]
    [InlineData("string", "contains", "{\"a\":1}", "\"a\"", true)]
    [InlineData("number", "gt", "\"10\"", "\"9\"", true)]
    [InlineData("number", "equals", "true", "1", true)]
    [InlineData("number", "equals", "\" \"", "null", true)]
    [InlineData("boolean", "true", "\"True\"", null, true)]
    [InlineData("boolean", "true", "1", null, true)]
    [InlineData("boolean", "false", "\"no\"", null, true)]
    [InlineData("boolean", "true", "\"anything\"", null, true)]
    [InlineData("dateTime", "after", "1767312000", "\"2026-01-01\"", true)]
    [InlineData("dateTime", "equals", "1767225600000", "\"2026-01-01\"", true)]
    [InlineData("array", "contains", "\"[1,2]\"", "\"2\"", true)]
    [InlineData("object", "notEmpty", "\"{\\\"a\\\":1}\"", null, true)]
    [InlineData("any", "equals", "1", "\"1\"", true)]
    public void Holds_LooseTypes_Converts(string type, string operation, string? left, string? right, bool expected) =>
        Assert.Equal(expected, Holds(type, operation, left, right, loose: true));

    [Theory]
    [InlineData("string", "equals", "1", "\"1\"", "is not text")]
    [InlineData("number", "gt", "\"10\"", "9", "\"10\" is not a number")]
    [InlineData("boolean", "true", "\"true\"", null, "is not true or false")]
    [InlineData("dateTime", "after", "\"soon\"", "\"2026-01-01\"", "is not a date")]
    [InlineData("array", "empty", "\"[]\"", null, "is not a list")]
    [InlineData("object", "empty", "\"x\"", null, "is not an object")]
    [InlineData("string", "regex", "\"a\"", "\"(\"", "not valid")]
    [InlineData("number", "startsWith", "1", "1", "'startsWith' is not for numbers")]
    [InlineData("boolean", "gt", "true", "true", "is not for true and false")]
    public void Holds_ValueOfAnotherType_NamesConditionAndWayOut(string type, string operation, string? left, string? right, string message)
    {
        var error = Assert.Throws<NodeException>(() => Holds(type, operation, left, right));

        Assert.Contains("conditions[0]", error.Message);
        Assert.Contains(message, error.Message);
        Assert.False(error.Retryable);
    }

    [Theory]
    [InlineData("string", "equals", "\"Straße\"", "\"STRASSE\"", false)]
    [InlineData("string", "equals", "\"Abc\"", "\"aBC\"", true)]
    [InlineData("string", "regex", "\"ABC\"", "\"^abc$\"", true)]
    [InlineData("array", "contains", "[\"A\"]", "\"a\"", true)]
    public void Holds_CaseIgnored_ComparesLettersAlike(string type, string operation, string left, string right, bool expected) =>
        Assert.Equal(expected, Holds(type, operation, left, right, ignoreCase: true));

    [Fact]
    public void Holds_CatastrophicPattern_FailsInsteadOfHanging()
    {
        var error = Assert.Throws<NodeException>(() => Holds("string", "regex", $"\"{new string('a', 60)}!\"", "\"^(a|aa)+$\""));

        Assert.Contains("takes longer", error.Message);
    }

    [Fact]
    public void Holds_TimeWithoutOffset_IsTakenInTheZone()
    {
        var group = Parse("""{"conditions":[{"left":"2026-07-01T12:00","operator":{"type":"dateTime","operation":"equals"},"right":"2026-07-01T10:00:00Z"}]}""");

        Assert.True(ConditionEvaluator.Holds(group, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
    }

    [Theory]
    [InlineData("""{"conditions":[]}""", true)]
    [InlineData("""{"combinator":"or","conditions":[]}""", true)]
    [InlineData("""{"combinator":"and","conditions":[T,F]}""", false)]
    [InlineData("""{"combinator":"or","conditions":[F,T]}""", true)]
    [InlineData("""{"combinator":"or","conditions":[F,F]}""", false)]
    [InlineData("""{"combinator":"and","conditions":[T,{"combinator":"or","conditions":[F,T]}]}""", true)]
    [InlineData("""{"combinator":"or","conditions":[F,{"conditions":[T,F]}]}""", false)]
    public void Holds_Groups_CombineAndNest(string group, bool expected)
    {
        var json = group.Replace("T", """{"left":true,"operator":{"type":"boolean","operation":"true"}}""", StringComparison.Ordinal)
            .Replace("F", """{"left":false,"operator":{"type":"boolean","operation":"true"}}""", StringComparison.Ordinal);

        Assert.Equal(expected, ConditionEvaluator.Holds(Parse(json), TimeZoneInfo.Utc));
    }

    [Fact]
    public void Holds_ConditionWithoutOperator_SaysSo() =>
        Assert.Contains("conditions[0] has no operator", Assert.Throws<NodeException>(() => ConditionEvaluator.Holds(Parse("""{"conditions":[{"left":1}]}"""), TimeZoneInfo.Utc)).Message);

    [Fact]
    public void Holds_AnyValuesAndOperation_AnswersOrNamesTheFault()
    {
        var values = Gen.OneOf([.. new[] { "1", "-0", "1e999", "\"\"", "\"a\"", "\"2026-01-01\"", "null", "true", "[]", "[1]", "{}", "{\"a\":[]}", "\"\\ud800\"", "\"(\"", "\"9999-99-99\"" }.Select(Gen.Const)]);
        var gen = Gen.Select(Gen.Enum<OperandType>(), Gen.Enum<ConditionOperation>(), values, values, Gen.Bool);

        gen.Sample((type, operation, left, right, loose) =>
        {
            try
            {
                Holds(Camel(type.ToString()), Camel(operation.ToString()), left, right, loose);
            }
            catch (NodeException e)
            {
                Assert.Contains("conditions[0]", e.Message);
            }
        });
    }

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);

    private static bool Holds(string type, string operation, string? left, string? right, bool loose = false, bool ignoreCase = false)
    {
        var sides = (left is null ? "" : $"\"left\":{left},") + (right is null ? "" : $"\"right\":{right},");
        var options = $"\"types\":\"{(loose ? "loose" : "strict")}\",\"caseSensitive\":{(ignoreCase ? "false" : "true")}";
        return ConditionEvaluator.Holds(Parse($$"""{ {{options}},"conditions":[{ {{sides}} "operator":{"type":"{{type}}","operation":"{{operation}}"} }]}"""), TimeZoneInfo.Utc);
    }

    private static ConditionGroup Parse(string json) => TestJson.Of(json).Deserialize<ConditionGroup>(JsonDefaults.Options)!;
}
