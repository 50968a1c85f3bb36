using System.Text.Json;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

public class ScriptRunnerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("return items.filter(i => i.json.n > 1)", """[{"json":{"n":2},"pairedItem":1}]""")]
    [InlineData("return items", """[{"json":{"n":1},"pairedItem":0},{"json":{"n":2},"pairedItem":1}]""")]
    [InlineData("return [{ json: { a: 1 } }]", """[{"json":{"a":1}}]""")]
    [InlineData("return [{ json: { a: 1 }, pairedItem: 1 }]", """[{"json":{"a":1},"pairedItem":1}]""")]
    [InlineData("for (const i of items) i.json.x = i.json.n * 2; return items;", """[{"json":{"n":1,"x":2},"pairedItem":0},{"json":{"n":2,"x":4},"pairedItem":1}]""")]
    [InlineData("return $input.all().map(i => ({ json: i.json }))", """[{"json":{"n":1},"pairedItem":0},{"json":{"n":2},"pairedItem":1}]""")]
    [InlineData("const x = await Promise.resolve(5); return { x }", """{"x":5}""")]
    [InlineData("out = []; for (i = 0; i < 2; i++) out.push(i); return out", "[0,1]")]
    [InlineData("return extra.v", "\"given\"")]
    [InlineData("const e = new Error('a'); e.name = 'Mine'; return e.name + e.message", "\"Minea\"")]
    [InlineData("return $now.toFormat('yyyy')", "\"2025\"")]
    [InlineData("return [1, 2, 3].sum()", "6")]
    [InlineData("", "null")]
    [InlineData("return", "null")]
    public void Run_Code_GivesWhatItReturns(string code, string expected)
    {
        var extra = new Dictionary<string, JsonElement> { ["extra"] = JsonElement.Parse("""{"v":"given"}""") };

        var value = ScriptRunner.Run(code, FakeScope.WithItems("""{"n":1}""", """{"n":2}"""), false, extra, ScriptLimits.Code, Cancellation, out _);

        Assert.Equal(expected, JsonText.Compact(value));
    }

    [Fact]
    public void Run_EachItem_HasItem()
    {
        var value = ScriptRunner.Run("return { json: { twice: item.json.n * 2, same: $json.n } }", FakeScope.WithItems("""{"n":4}"""), true, null, ScriptLimits.Code, Cancellation, out _);

        Assert.Equal("""{"json":{"twice":8,"same":4}}""", value.GetRawText());
    }

    [Fact]
    public void Run_Console_IsKept()
    {
        ScriptRunner.Run("console.log('a', 1, { b: [2] }); console.error(null)", FakeScope.With("{}"), false, null, ScriptLimits.Code, Cancellation, out var lines);

        Assert.Equal(["""a 1 {"b":[2]}""", "null"], lines);
    }

    [Fact]
    public void Run_EndlessLogging_IsCut()
    {
        Assert.Throws<ExpressionException>(() => ScriptRunner.Run("while (true) console.log('x'.repeat(100))", FakeScope.With("{}"), false, null, ScriptLimits.Expression, Cancellation, out _));
    }

    [Theory]
    [InlineData("retrun 1", "expression-syntax")]
    [InlineData("throw new Error('stop here')", "expression-failed")]
    [InlineData("await Promise.reject(new Error('stop here'))", "expression-failed")]
    [InlineData("Object.prototype.x = 1; return ({}).x.y", "expression-failed")]
    public void Run_Failure_HasCodeAndPosition(string code, string expected)
    {
        var error = Assert.Throws<ExpressionException>(() => ScriptRunner.Run(code, FakeScope.With("{}"), false, null, ScriptLimits.Code, Cancellation, out _));

        Assert.Equal(expected, error.Code);
    }

    [Theory]
    [InlineData("""[{"json":{"a":1},"pairedItem":0}]""", """{"json":{"a":1},"pairedItem":0}""")]
    [InlineData("""{"a":1}""", """{"json":{"a":1}}""")]
    [InlineData("""[{"a":1}]""", """{"json":{"a":1}}""")]
    public void Items_OfReturnedValue_AreWrapped(string returned, string expected) =>
        Assert.Equal(expected, ScriptRunner.Items(JsonElement.Parse(returned)).Single().GetRawText());

    [Theory]
    [InlineData("5")]
    [InlineData("[1]")]
    [InlineData("[{\"json\":1}]")]
    public void Items_OfAnythingElse_AreRefused(string returned) =>
        Assert.Throws<ExpressionException>(() => ScriptRunner.Items(JsonElement.Parse(returned)));
}
