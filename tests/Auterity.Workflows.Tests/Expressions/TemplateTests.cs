using System.Text.Json;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

public class TemplateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain {{ $json.a }}", "\"plain {{ $json.a }}\"")]
    [InlineData("=", "\"\"")]
    [InlineData("=text", "\"text\"")]
    [InlineData("={{ $json.a }}", "1")]
    [InlineData("={{ $json.a }} ", "\"1 \"")]
    [InlineData("={{$json.a}}{{$json.text}}", "\"1héllo 🌍\"")]
    [InlineData("=Sum: {{ $json.a + 1 }}!", "\"Sum: 2!\"")]
    [InlineData("={{ $json }}", """{"a":1,"text":"héllo 🌍","big":12345678901234567890,"price":1.10,"list":[1,"two",{"x":null}],"no":null,"yes":true}""")]
    [InlineData("=x{{ $json.list }}", "\"x[1,\\\"two\\\",{\\\"x\\\":null}]\"")]
    [InlineData("=x{{ $json.no }}y{{ $json.missing }}z", "\"xyz\"")]
    [InlineData("={{ $json.missing }}", "null")]
    [InlineData("={{ $json.big }}", "12345678901234567890")]
    [InlineData("=n{{ $json.big }}", "\"n12345678901234567890\"")]
    [InlineData("={{ [$json.big, $json.price] }}", "[12345678901234567890,1.10]")]
    [InlineData("=x{{ $json.price }}", "\"x1.1\"")]
    [InlineData("=\\{{ literal }} {{ 1 }}", "\"{{ literal }} 1\"")]
    [InlineData("={{ {a: {b: 1}} }}", """{"a":{"b":1}}""")]
    [InlineData("={{ {a:{b:1}}}}", """{"a":{"b":1}}""")]
    [InlineData("={{ '}}' }}", "\"}}\"")]
    [InlineData("={{ }}", "null")]
    [InlineData("={{ $json.a; }}", "1")]
    [InlineData("={{ $json.a // note\n }}", "1")]
    [InlineData("={{ /* note */ $json.a }}", "1")]
    [InlineData("={{ let x = $json.a; x + 1 }}", "2")]
    [InlineData("={{ (() => { return {v: $json.a}; })() }}", """{"v":1}""")]
    [InlineData("={{ $json.list.map(x => x) }}", """[1,"two",{"x":null}]""")]
    [InlineData("={{ ({...$json, big: undefined}).price }}", "1.10")]
    [InlineData("={{ undefined }}", "null")]
    [InlineData("={{ () => 1 }}", "null")]
    [InlineData("={{ NaN }}", "null")]
    [InlineData("={{ new Date(0) }}", "\"1970-01-01T00:00:00.000Z\"")]
    [InlineData("={{ 10n ** 20n }}", "100000000000000000000")]
    public void Evaluate_Template_GivesJson(string template, string expected)
    {
        var scope = FakeScope.With("""{"a":1,"text":"héllo 🌍","big":12345678901234567890,"price":1.10,"list":[1,"two",{"x":null}],"no":null,"yes":true}""");

        var value = CompiledTemplate.Compile(template, "f").Evaluate(scope, Cancellation);

        Assert.Equal(JsonElement.Parse(expected).ToString(), value.ToString());
        Assert.Equal(JsonElement.Parse(expected).ValueKind, value.ValueKind);
    }
}
