using System.Diagnostics;
using System.Text;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

/// <summary>Runs without neighbours, so that measurements mean something.</summary>
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]
public class CostCollection;

/// <summary>Measures what expressions cost. The limits leave room for slow and busy machines; the numbers are in the output.</summary>
[Collection(nameof(CostTests))]
public class CostTests(ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("native path", "={{ $json.a.b }}", true, 40)]
    [InlineData("native text", "=https://x.test/{{ $json.a.b }}/{{ $('X').item.json.id }}", true, 80)]
    [InlineData("script, engine reused", "={{ $json.a.b.toUpperCase() }}", true, 200)]
    [InlineData("script, fresh engine", "={{ $json.a.b.toUpperCase() }}", false, 1_500)]
    [InlineData("script, fresh engine, method", "={{ $json.a.b.toTitleCase() }}", false, 1_500)]
    [InlineData("script, fresh engine, date", "={{ $now.plus({ days: 1 }).toISO() }}", false, 2_500)]
    [InlineData("script, fresh engine, frozen", "={{ (x => { x.a = 1; return x })({}) }}", false, 10_000)]
    public void Evaluate_Repeatedly_StaysCheap(string name, string text, bool reuse, double limit)
    {
        var template = CompiledTemplate.Compile(text, "f");
        var scope = FakeScope.With("""{"z":[1,2,3],"a":{"c":1,"b":"value"}}""").AddNode("X", """{"id":7}""");
        var session = new ExpressionSession();

        var microseconds = Measure(() => template.Evaluate(reuse ? session : new ExpressionSession(), scope, Cancellation), reuse ? 5_000 : 1_000);

        output.WriteLine($"{name}: {microseconds:0.00} µs");
        Assert.True(microseconds < limit, $"{name} took {microseconds:0.0} µs");
    }

    [Fact]
    public void Evaluate_OneFieldOfALargeItem_DoesNotConvertItAll()
    {
        var json = new StringBuilder("{\"rows\":[");
        for (var i = 0; i < 10_000; i++)
            json.Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{{(i > 0 ? "," : "")}} {"id":{{i}},"name":"name of {{i}}","tags":["a","b"],"at":{"x":1,"y":2} }""");
        var scope = FakeScope.With(json.Append("],\"name\":\"small\"}").ToString());
        _ = scope.Items[0].Json;
        var one = CompiledTemplate.Compile("={{ $json.name.trim() }}", "f");
        var all = CompiledTemplate.Compile("={{ $json.rows.map(r => r.name + r.at.x).length }}", "f");

        var field = Measure(() => one.Evaluate(new ExpressionSession(), scope, Cancellation), 200);
        var rows = Measure(() => all.Evaluate(new ExpressionSession(), scope, Cancellation), 5);

        output.WriteLine($"one field of {scope.Items[0].Utf8.Length / 1000} kB: {field:0.0} µs; all 10,000 rows: {rows / 1000:0.0} ms");
        Assert.True(field * 10 < rows, $"one field {field:0} µs, all rows {rows:0} µs");
    }

    private static double Measure(Action act, int times)
    {
        for (var i = 0; i < Math.Min(times, 500); i++)
            act();
        var best = double.MaxValue;
        for (var round = 0; round < 3; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < times; i++)
                act();
            best = Math.Min(best, watch.Elapsed.TotalMicroseconds / times);
        }

        return best;
    }
}
