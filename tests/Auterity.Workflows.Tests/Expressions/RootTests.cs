using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

public class RootTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("$json.name", "\"first\"")]
    [InlineData("$('Orders').item.json.id", "1")]
    [InlineData("$('Orders').first().json.id", "1")]
    [InlineData("$('Orders').last().json.id", "3")]
    [InlineData("$('Orders').all().length", "3")]
    [InlineData("$('Orders').all()[1].json.id", "2")]
    [InlineData("$('Orders').all(0, 0).map(i => i.json.id)", "[1,2,3]")]
    [InlineData("$('Orders').itemMatching(2).json.id", "3")]
    [InlineData("$('Orders').params.url", "\"https://example.test\"")]
    [InlineData("$('Orders').isExecuted", "true")]
    [InlineData("$node[\"Orders\"].json.id", "1")]
    [InlineData("$node.Orders.json.id", "1")]
    [InlineData("$node['Orders'].json['id'] + 1", "2")]
    [InlineData("$items('Orders').length", "3")]
    [InlineData("$items('Orders')[2].json.id", "3")]
    [InlineData("$items().length", "2")]
    [InlineData("$item(1).$json.name", "\"second\"")]
    [InlineData("$item('1').$node['Orders'].json.id", "2")]
    [InlineData("$input.item.json.name", "\"first\"")]
    [InlineData("$input.first().json.name", "\"first\"")]
    [InlineData("$input.last().json.name", "\"second\"")]
    [InlineData("$input.all().map(i => i.json.name)", "[\"first\",\"second\"]")]
    [InlineData("$input.all()[$itemIndex + 1].json.name", "\"second\"")]
    [InlineData("$itemIndex", "0")]
    [InlineData("$runIndex", "2")]
    [InlineData("$workflow.name", "\"Orders\"")]
    [InlineData("$workflow.active", "true")]
    [InlineData("$execution.mode", "\"production\"")]
    [InlineData("$execution.id.length", "36")]
    [InlineData("$run.startedAt", "\"2025-01-02T03:04:05.000Z\"")]
    [InlineData("$execution.resumeUrl", "\"https://auterity.test/resume\"")]
    [InlineData("$run.resumeUrl", "\"https://auterity.test/resume\"")]
    [InlineData("$wait('Ask').url", "\"https://auterity.test/resume/Ask\"")]
    [InlineData("$vars.region", "\"eu\"")]
    [InlineData("$env.MISSING", "null")]
    [InlineData("$secrets.key", "\"s3cret\"")]
    [InlineData("$secrets['key'] + '!'", "\"s3cret!\"")]
    [InlineData("$fromAI('age', '', 'number', 7)", "7")]
    [InlineData("$fromAI('age')", "\"<age>\"")]
    [InlineData("$fromAI('given')", "\"by model\"")]
    [InlineData("$if($json.name === 'first', 'yes', 'no')", "\"yes\"")]
    [InlineData("$ifEmpty($json.none, 'fallback')", "\"fallback\"")]
    [InlineData("$max(1, 5, 3)", "5")]
    [InlineData("$min([4, 2])", "2")]
    [InlineData("$jmespath({ people: [{ n: 'a' }, { n: 'b' }] }, 'people[].n')", "[\"a\",\"b\"]")]
    [InlineData("$jmesPath($json, 'name')", "\"first\"")]
    [InlineData("$binary.data.fileName", "\"a.pdf\"")]
    [InlineData("$binary.data.fileExtension + $input.item.binary.data.mimeType", "\"pdfapplication/pdf\"")]
    [InlineData("Object.keys($binary)", "[\"data\"]")]
    [InlineData("$nodeVersion", "1")]
    [InlineData("$json.a?.b?.c", "null")]
    [InlineData("($json.a?.b).isEmpty()", "true")]
    [InlineData("$json.none.isEmpty()", "true")]
    [InlineData("$json.name.isNotEmpty()", "true")]
    [InlineData("$('Orders').item", """{"json":{"id":1}}""")]
    public void Evaluate_Root_GivesItsValue(string code, string expected)
    {
        var value = CompiledTemplate.Compile("={{ " + code + " }}", "f").Evaluate(Scope(), Cancellation);

        Assert.Equal(expected, JsonText.Compact(value));
    }

    [Theory]
    [InlineData("$json.none.x", "expression-failed", "$json.none")]
    [InlineData("$json.none.x + $now", "expression-failed", "?.")]
    [InlineData("$('Nobody').item.json.x", "node-not-run", "Nobody")]
    [InlineData("$('Nobody').item.json.x.trim()", "node-not-run", "Nobody")]
    [InlineData("$node['Nobody'].json.x", "node-not-run", "Nobody")]
    [InlineData("$('Lost').item.json.x", "lineage-unknown", ".first()")]
    [InlineData("$('Lost').item.json.x + $now", "lineage-unknown", ".first()")]
    [InlineData("nope", "expression-failed", "nope is not defined")]
    [InlineData("$nope", "expression-failed", "$nope")]
    [InlineData("$json.name.foo()", "expression-failed", "foo")]
    [InlineData("'x'.parseJson()", "expression-failed", "JSON")]
    [InlineData("$json.name.first()", "expression-failed", "first is not a function")]
    [InlineData("DateTime.now().plus({ daze: 1 })", "expression-failed", "daze")]
    public void Evaluate_Failure_NamesFieldPositionAndWayOut(string code, string errorCode, string part)
    {
        var error = Assert.Throws<ExpressionException>(() => CompiledTemplate.Compile("=abc {{ " + code + " }}", "headers[0].value").Evaluate(Scope(), Cancellation));

        Assert.Equal(errorCode, error.Code);
        Assert.Equal("headers[0].value", error.Field);
        Assert.InRange(error.Position!.Value, 5, 8 + code.Length);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ǃ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_CaughtPlatformError_GoesOn()
    {
        var value = CompiledTemplate.Compile("={{ (() => { try { return $('Nobody').first().json.x } catch (e) { return 'none: ' + e.message } })() }}", "f").Evaluate(Scope(), Cancellation);

        Assert.Equal("none: Node 'Nobody' has not run yet.", value.GetString());
    }

    [Fact]
    public void Evaluate_MissingForgiven_IsUndefinedOnBothPaths()
    {
        var session = new ExpressionSession(new ExpressionOptions { ForgiveMissing = true });

        Assert.Equal(JsonValueKind.Null, CompiledTemplate.Compile("={{ $json.none.x }}", "f").Evaluate(session, Scope(), Cancellation).ValueKind);
        Assert.Equal("a-", CompiledTemplate.Compile("=a{{ $json.none.x.trim() }}-", "f").Evaluate(session, Scope(), Cancellation).GetString());
    }

    [Theory]
    [InlineData("={{ $json.id + 1 }}", true)]
    [InlineData("={{ '' + $json.id + $now }}", true)]
    [InlineData("={{ $json.id }}", false)]
    [InlineData("={{ [$json.id] }}", false)]
    [InlineData("={{ $json.small * 2 + Math.abs(1) }}", false)]
    public void Evaluate_UnsafeInteger_WarnsWhenRounded(string template, bool warns)
    {
        var session = new ExpressionSession();

        CompiledTemplate.Compile(template, "f").Evaluate(session, FakeScope.With("""{"id":12345678901234567890,"small":3}"""), Cancellation);

        Assert.Equal(warns, session.TakeWarnings().Any());
        Assert.Empty(session.TakeWarnings());
    }

    [Theory]
    [InlineData("={{ $secrets.none }}")]
    [InlineData("=Bearer {{ $secrets.none }}")]
    [InlineData("={{ (() => $secrets['none'])() }}")]
    public void Evaluate_MissingSecret_FailsAndNamesIt(string template)
    {
        var session = new ExpressionSession(ExpressionOptions.Forgiving);

        var error = Assert.Throws<ExpressionException>(() => CompiledTemplate.Compile(template, "f").Evaluate(session, Scope(), Cancellation));

        Assert.Contains("no secret 'none'", error.Message, StringComparison.Ordinal);
        Assert.Contains("credential", error.Message, StringComparison.Ordinal);
    }

    private static FakeScope Scope()
    {
        var files = new Dictionary<string, BinaryRef> { ["data"] = new("ab", "application/pdf", "a.pdf", 1234) };
        var scope = new FakeScope { Items = [FakeScope.Parse("""{"name":"first"}""").WithBinary(files), FakeScope.Parse("""{"name":"second"}""")] };
        scope.AddNode("Orders", """{"id":1}""", """{"id":2}""", """{"id":3}""");
        scope.Nodes["Lost"] = new FakeNode { LineageKnown = false };
        scope.Roots["$vars"] = JsonElement.Parse("""{"region":"eu"}""");
        scope.Roots["$fromAI"] = JsonElement.Parse("""{"given":"by model"}""");
        scope.Secrets["key"] = "s3cret";
        return scope;
    }
}
