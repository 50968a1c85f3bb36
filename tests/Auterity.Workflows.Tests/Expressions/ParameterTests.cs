using System.Diagnostics;
using System.Text.Json;
using Auterity.Workflows.Expressions;
using CsCheck;

namespace Auterity.Workflows.Tests.Expressions;

public class ParameterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Evaluate_NestedParameters_EvaluatesTemplatesOnly()
    {
        var parameters = Compile("""{"url":"=https://x/{{ $json.id }}","{{ key }}":1.10,"list":[{"v":"={{ $json.tags }}"},"plain"],"code":"={{ not touched }}","none":"={{ $json.none }}"}""", "code");

        var value = parameters.Evaluate(FakeScope.With("""{"id":7,"tags":["a"]}"""), Cancellation);

        Assert.Equal("""{"url":"https://x/7","{{ key }}":1.10,"list":[{"v":["a"]},"plain"],"code":"={{ not touched }}","none":null}""", value.GetRawText());
        Assert.True(parameters.IsNative);
        Assert.False(parameters.IsStatic);
    }

    [Fact]
    public void Compile_NothingToEvaluate_IsStatic()
    {
        var parameters = Compile("""{"a":1,"b":["x"]}""");

        Assert.True(parameters.IsStatic);
        Assert.Equal("""{"a":1,"b":["x"]}""", parameters.Evaluate(FakeScope.With("{}"), Cancellation).GetRawText());
    }

    [Fact]
    public void Compile_BadExpressions_CollectsAllFaults()
    {
        var parameters = Compile("""{"a":"={{ 1 + }}","b":[{"c":"=ok {{ $json.x }} {{ ) }}"}],"d":"={{ open"}""");

        Assert.Equal(["a", "b[0].c", "d"], parameters.Faults.Select(f => f.Field));
        Assert.Equal([8, 21, 1], parameters.Faults.Select(f => f.Position!.Value));
        Assert.All(parameters.Faults, f => Assert.Equal("expression-syntax", f.Code));
        Assert.Throws<ExpressionException>(() => parameters.Evaluate(FakeScope.With("{}"), Cancellation));
    }

    [Fact]
    public void Compile_NodesNamed_AreAllFound()
    {
        var parameters = Compile("""{"a":"={{ $('One').item.json.x + $node['Two'].json.y }}","b":"={{ $items(\"Three\") }} {{ $node.Four.json }} {{ $wait(`Five`).url }} {{ $item(0).$node['Six'].json }} {{ '$(\\'No\\')' }}"}""");

        Assert.Empty(parameters.Faults);
        Assert.Equal(["Five", "Four", "One", "Six", "Three", "Two"], parameters.NodesNamed.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("={{ $json.a.b[0]['c d'] }}", true)]
    [InlineData("={{ $('X').item.json.a }}-{{ $node['X'].json.b }}", true)]
    [InlineData("={{ $json.a || $json.b ? 'x' : `y${$json.c}` }}", true)]
    [InlineData("={{ $json.a.trim() }}", false)]
    [InlineData("={{ $now }}", false)]
    public void Compile_NativeForms_AreRecognised(string template, bool native) =>
        Assert.Equal(native, CompiledTemplate.Compile(template, "f").IsNative);

    [Fact]
    public void Evaluate_SharedAmongThreads_Agrees()
    {
        var parameters = Compile("""{"a":"={{ $json.n * 2 + Math.abs(-1) }}","b":"={{ $json.n }}"}""");

        Parallel.For(0, 200, new ParallelOptions { CancellationToken = Cancellation }, n =>
        {
            var value = parameters.Evaluate(FakeScope.With($$"""{"n":{{n}}}"""), Cancellation);
            Assert.Equal(n * 2 + 1, value.GetProperty("a").GetInt32());
        });
    }

    [Theory]
    [InlineData("={{ $('Old').item.json.x }} $('Old') {{ \"$('Old')\" }}", "={{ $('New').item.json.x }} $('Old') {{ \"$('Old')\" }}")]
    [InlineData("={{ $node[\"Old\"].json.x + $node.Old.json.y }}", "={{ $node[\"New\"].json.x + $node[\"New\"].json.y }}")]
    [InlineData("={{ $('Older').item }} {{ $items(`Old`) }}", "={{ $('Older').item }} {{ $items(`New`) }}")]
    [InlineData("const x = $('Old').first();\nreturn [x]; // $('Old')", "const x = $('New').first();\nreturn [x]; // $('Old')")]
    [InlineData("$('Old') is text", "$('Old') is text")]
    [InlineData("={{ {a: $('Old').item.json} }}", "={{ {a: $('New').item.json} }}")]
    public void Rename_ReferencesToANode_AreRewrittenAlone(string text, string expected) =>
        Assert.Equal(expected, ExpressionRenamer.Rename(text, "Old", "New"));

    [Fact]
    public void Rename_AnyName_CanBeFoundAgain() => Gen.String.Where(n => n.Length > 0 && !n.Any(char.IsSurrogate)).Sample(name =>
    {
        foreach (var text in new[] { "={{ $('Old').item.json.x }}", "={{ $node[\"Old\"].json }}", "={{ $items(`Old`) }}" })
        {
            var renamed = CompiledTemplate.Compile(ExpressionRenamer.Rename(text, "Old", name), "f");
            Assert.Empty(renamed.Faults);
            Assert.Equal([name], renamed.NodesNamed);
        }
    }, iter: 2_000);

    [Fact]
    public void Evaluate_RandomText_ThrowsNothingElse()
    {
        string[] pieces = ["$json", ".a", "['b']", "(", ")", "{", "}", "{{", "}}", "\\", "'", "\"", "`", "${", "+", "=>", "?.", "??", "||", "1", "1e400", "$('X')", ".item", ".json", ".first()", "$now", ".toISO()", ";", "let x=", "/", "*", "//", "\n", "é", "\ud800", "$node", "$input.all()", "[0]", "...", "async ", "await ", "return ", "throw ", "null", "undefined", ".isEmpty()", "DateTime", ".fromISO(", "class ", "#x", "@", "0x", "9n"];
        var watch = Stopwatch.StartNew();
        Gen.OneOf(OneOf(pieces), Gen.String[0, 5]).List[0, 14].Sample(parts =>
        {
            var text = "={{" + string.Concat(parts) + (parts.Count % 5 == 0 ? "" : "}}");
            var scope = FakeScope.With("""{"a":{"b":[1,"x"]},"b":null}""").AddNode("X", """{"a":1}""");
            Survives(() => CompiledTemplate.Compile(text, "f").Evaluate(scope, Cancellation));
            Survives(() => ScriptRunner.Run(string.Concat(parts), scope, false, null, ScriptLimits.Expression, Cancellation, out _));
            ExpressionRenamer.Rename(text, "X", "Y");
        }, iter: 4_000);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    /// <summary>Expressions put together from a grammar: valid ones, so that both paths run, and must agree.</summary>
    [Fact]
    public void Evaluate_RandomExpressions_BothPathsAgree()
    {
        var leaf = OneOf("$json.a", "$json.b", "$json.s", "$json['n']", "$json.list", "$json.list[1]", "$json.s[0]", "$json.s.length", "$json.list.length", "$json.none", "$json.deep.x.y", "$json.deep?.z?.q", "$itemIndex", "1", "0", "-2.5", "'x'", "''", "true", "null", "undefined", "$('X').item.json.a", "$node['X'].json.none", "$input.first().json.s", "$json.big", "$json.price", "$workflow.name", "$json.constructor", "$json.s.link", "$json.list.map", "$json.list['0']", "$json.none.x");
        var expression = Gen.Recursive<string>((depth, self) => depth > 3 ? leaf : Gen.OneOf(
            leaf,
            Gen.Select(self, OneOf("||", "&&", "===", "!==", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*"), self, (a, op, b) => $"({a} {op} {b})"),
            Gen.Select(self, self, (a, b) => $"({a} ?? {b})"),
            Gen.Select(self, self, self, (a, b, c) => $"({a} ? {b} : {c})"),
            self.Select(a => $"!{a}"),
            self.Select(a => $"`t${{{a}}}`")));
        var scope = FakeScope.With("""{"a":1,"b":false,"s":"héllo","n":2.50,"list":[1,"two",null],"deep":{"x":{"y":"z"}},"big":12345678901234567890,"price":1.10}""").AddNode("X", """{"a":"from x"}""");
        expression.Sample(code =>
        {
            var template = CompiledTemplate.Compile($"={{{{ {code} }}}}", "f");
            Assert.Empty(template.Faults);
            Assert.Equal(Outcome(template, scope, true), Outcome(template, scope, false));
            var text = CompiledTemplate.Compile($"=a{{{{ {code} }}}}", "f");
            Assert.Equal(Outcome(text, scope, true), Outcome(text, scope, false));
        }, iter: 3_000);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Outcome(CompiledTemplate template, FakeScope scope, bool script)
    {
        try
        {
            return JsonText.Compact(template.Evaluate(new ExpressionSession(), scope, Cancellation, forceScript: script));
        }
        catch (ExpressionException e)
        {
            return e.Code;
        }
    }

    private static void Survives(Action act)
    {
        try
        {
            act();
        }
        catch (ExpressionException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static CompiledParameters Compile(string json, params string[] verbatim) =>
        CompiledParameters.Compile(JsonElement.Parse(json), verbatim.ToHashSet(StringComparer.Ordinal));
}
