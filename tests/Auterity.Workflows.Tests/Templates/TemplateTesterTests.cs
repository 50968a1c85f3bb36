using System.Text.Json;
using Auterity.Workflows.Templates.Testing;
using CsCheck;

namespace Auterity.Workflows.Tests.Templates;

public sealed class TemplateTesterTests(TemplateRuns runs) : IClassFixture<TemplateRuns>
{
    private const string Fetch = """{"id":"n","type":"http.request","name":"Fetch","parameters":{"url":"={{ $json.url }}"},"policy":{"retry":{"attempts":3}}}""";

    private static readonly Gen<string> AnyJson = Gen.Recursive<string>((depth, gen) => depth > 3
        ? Gen.OneOf(Gen.Int[0, 3].Select(n => $"{n}"), Gen.Char["ab"].Select(c => $"\"{c}\""), Gen.Const("null"))
        : Gen.OneOf(Gen.Int[0, 3].Select(n => $"{n}"), gen.Array[0, 2].Select(list => $"[{string.Join(',', list)}]"), gen.Array[0, 2].Select(list => $"{{{string.Join(',', list.Select((value, i) => $"\"k{i}\":{value}"))}}}")));

    [Theory]
    [InlineData("""[{"a":1},{"a":2}]""", """[{"a":1},{"a":2}]""")]
    [InlineData("""[{"a":1}]""", """[{"a":1},{"a":1}]""")]
    [InlineData("""{"a":1}""", """[{"a":1},{"a":1}]""")]
    [InlineData("""[{"a":1},{"a":2},{"a":3}]""", """[{"a":1},{"a":2},{"a":3},{"a":1},{"a":2},{"a":3}]""")]
    [InlineData("""{"error":{"message":"Busy"},"times":2,"then":[{"a":1}]}""", """[{"a":1},{"a":1}]""")]
    public async Task Mock_ForTwoItems_IsDealtOut(string mock, string expected)
    {
        var test = "{" + "\"name\":\"t\"," + "\"trigger\":\"Hook\",\"input\":{\"body\":[{\"url\":\"https://a.example.com\"},{\"url\":\"https://b.example.com\"}]},\"mocks\":{\"Fetch\":" + mock + "},\"expect\":{\"output\":" + expected + "}}";

        var report = await runs.RunAsync(Of(Fetch, test, """{"id":"s","type":"trigger.webhook","name":"Hook","parameters":{"path":"p","bodyOnly":true}}"""));

        Assert.True(report.Passed, TemplateRuns.Told(report));
    }

    [Fact]
    public async Task Mock_ThatFails_FailsTheRunAsItSays()
    {
        var report = await runs.RunAsync(Of(Fetch, """{"name":"t","mocks":{"Fetch":{"error":{"message":"Not found","code":"gone","retryable":false}}},"input":{"url":"https://a.example.com"},"expect":{"status":"failed"}}"""));

        Assert.True(report.Passed, TemplateRuns.Told(report));
    }

    [Fact]
    public async Task Run_MockedNodeWithAWrongExpression_FailsAllTheSame()
    {
        var report = await runs.RunAsync(Of(Fetch, """{"name":"t","mocks":{"Fetch":[{"a":1}]},"input":{}}"""));

        Assert.False(report.Passed);
        Assert.Contains("Fetch", report.Results[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_StateAndTime_AreTheSameEveryTime()
    {
        var node = """{"id":"n","type":"state.set","name":"Count","parameters":{"key":"n","operation":"add","value":1,"field":"n"}}""";
        var test = """{"name":"NAME","input":{},"expect":{"output":[{"n":1}]}}""";

        var report = await runs.RunAsync(Of(node, test.Replace("NAME", "first", StringComparison.Ordinal) + "," + test.Replace("NAME", "second", StringComparison.Ordinal)));
        var clock = await runs.RunAsync(Of("""{"id":"n","type":"data.set","name":"Now","parameters":{"fields":[{"name":"now","value":"={{ $now.toISODate() }}"}],"includeOther":"none"}}""", """{"name":"t","expect":{"output":[{"now":"2026-01-05"}]}}"""));

        Assert.True(report.Passed, TemplateRuns.Told(report));
        Assert.True(clock.Passed, TemplateRuns.Told(clock));
    }

    [Fact]
    public void Between_AnyTwoValues_DiffersExactlyWhenTheyAreNotEqual() => Gen.Select(AnyJson, AnyJson).Sample((one, other) =>
    {
        var (expected, got) = (JsonElement.Parse(one), JsonElement.Parse(other));
        Assert.Equal(JsonElement.DeepEquals(expected, got), !JsonDifference.Between("x", expected, got).Any());
        Assert.Empty(JsonDifference.Between("x", expected, expected));
    });

    [Fact]
    public void Between_NamesThatAreNone_AreQuoted() => Assert.Equal(
        ["nodes[\"Send mail\"][0].to", "nodes[\"Send mail\"][1]"],
        JsonDifference.Between(JsonDifference.Member("nodes", "Send mail"), JsonElement.Parse("""[{"to":1},{}]"""), JsonElement.Parse("""[{"to":2}]""")).Select(difference => difference.Path));

    private static Workflows.Templates.TemplateDocument Of(string node, string tests, string trigger = """{"id":"s","type":"trigger.manual","name":"Start"}""") => TemplateRuns.Of(
        "{\"definition\":{\"nodes\":[" + trigger + "," + node + "],\"edges\":[{\"from\":\"s\",\"to\":\"n\"}]},\"tests\":[" + tests + "]}");
}
