using System.Text.Json;
using Auterity.Workflows.Expressions;
using Auterity.Workflows.Templates;
using CsCheck;

namespace Auterity.Workflows.Tests.Templates;

public sealed class TemplateFillTests
{
    private const string Parameters = """{"type":"object","required":["who"],"properties":{"who":{"type":"string"},"count":{"type":"integer","default":3,"minimum":1,"maximum":9},"list":{"type":"array","items":{"type":"string"}},"tone":{"enum":["warm","cold"]},"mail":{"type":"string","format":"email"}}}""";

    [Theory]
    [InlineData("\"%{count}\"", """{"who":"Ann"}""", "3")]
    [InlineData("\"%{count}\"", """{"who":"Ann","count":7}""", "7")]
    [InlineData("\"%{list}\"", """{"who":"Ann","list":["a"]}""", """["a"]""")]
    [InlineData("\"Dear %{who}, %{count} times\"", """{"who":"Ann"}""", "\"Dear Ann, 3 times\"")]
    [InlineData("\"%%{who}\"", """{"who":"Ann"}""", "\"%{who}\"")]
    [InlineData("\"100%%{\"", """{"who":"Ann"}""", "\"100%{\"")]
    [InlineData("\"50 % of %{count}\"", """{"who":"Ann"}""", "\"50 % of 3\"")]
    [InlineData("{\"a\":\"%{tone}\",\"b\":1}", """{"who":"Ann"}""", """{"b":1}""")]
    [InlineData("[\"%{tone}\",1]", """{"who":"Ann"}""", "[1]")]
    [InlineData("\"%{who}\"", """{"who":"%{count}"}""", "\"%{count}\"")]
    [InlineData("\"={{ $json.n > %{count} }}\"", """{"who":"Ann"}""", "\"={{ $json.n > 3 }}\"")]
    [InlineData("\"={{ $json.by === %{who} }}\"", """{"who":"An'n"}""", """ "={{ $json.by === \"An'n\" }}" """)]
    [InlineData("\"={{ 'Dear %{who}' }}\"", """{"who":"An'n"}""", """ "={{ 'Dear An\\'n' }}" """)]
    [InlineData("\"=Dear %{who}\"", """{"who":"{{ 1 }}"}""", """ "=Dear \\{{ 1 }}" """)]
    public void Fill_Text_BecomesTheValue(string text, string values, string expected)
    {
        var filled = Fill(text, values);

        Assert.Empty(filled.Faults);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), filled.Definition!.Value), filled.Definition.Value.GetRawText());
    }

    [Theory]
    [InlineData("1", "{}", "parameters.who", "missing-parameter")]
    [InlineData("1", """{"who":""}""", "parameters.who", "missing-parameter")]
    [InlineData("1", """{"who":7}""", "parameters.who", "wrong-type")]
    [InlineData("1", """{"who":"A","count":2.5}""", "parameters.count", "wrong-type")]
    [InlineData("1", """{"who":"A","count":99}""", "parameters.count", "out-of-range")]
    [InlineData("1", """{"who":"A","tone":"loud"}""", "parameters.tone", "not-in-enum")]
    [InlineData("1", """{"who":"A","mail":"nobody"}""", "parameters.mail", "wrong-format")]
    [InlineData("1", """{"who":"A","list":["a",1]}""", "parameters.list", "wrong-type")]
    [InlineData("1", """{"who":"A","whom":"B"}""", "parameters.whom", "unknown-parameter")]
    [InlineData("1", "[]", "parameters", "wrong-type")]
    [InlineData("[{\"a\":\"%{whom}\"}]", """{"who":"A"}""", "definition[0].a", "unknown-placeholder")]
    [InlineData("\"%{who\"", """{"who":"A"}""", "definition", "placeholder-syntax")]
    [InlineData("\"%{a%{who}}\"", """{"who":"A"}""", "definition", "placeholder-syntax")]
    [InlineData("\"%{}\"", """{"who":"A"}""", "definition", "placeholder-syntax")]
    public void Fill_OneFault_NamesItsField(string text, string values, string field, string code)
    {
        var filled = Fill(text, values);

        Assert.Null(filled.Definition);
        Assert.Contains((field, code), filled.Faults.Select(fault => (fault.Field!, fault.Code)));
    }

    [Fact]
    public void Fill_ManyFaults_TellsAll() => Assert.Equal(
        ["unknown-placeholder", "missing-parameter", "out-of-range", "unknown-parameter"],
        Fill("\"%{nobody}\"", """{"count":0,"x":1}""").Faults.Select(fault => fault.Code).OrderBy(code => Array.IndexOf(["unknown-placeholder", "missing-parameter", "out-of-range", "unknown-parameter"], code)));

    [Theory]
    [InlineData("7", "invalid-schema")]
    [InlineData("""{"type":"array"}""", "invalid-schema")]
    [InlineData("""{"properties":[]}""", "invalid-schema")]
    [InlineData("""{"properties":{"a":7}}""", "invalid-schema")]
    [InlineData("""{"properties":{"a":{"type":"date"}}}""", "invalid-schema")]
    [InlineData("""{"properties":{"a":{"type":["string"]}}}""", "invalid-schema")]
    [InlineData("""{"properties":{"a":{"enum":[]}}}""", "invalid-schema")]
    [InlineData("""{"properties":{"a":{"minimum":"1"}}}""", "invalid-schema")]
    [InlineData("""{"properties":{"a":{"pattern":"("}}}""", "invalid-schema")]
    [InlineData("""{"properties":{"a":{"pattern":"(a)\\1"}}}""", "invalid-schema")]
    [InlineData("""{"required":["b"],"properties":{}}""", "invalid-schema")]
    [InlineData("""{"required":"b","properties":{}}""", "invalid-schema")]
    [InlineData("""{"properties":{"a b":{}}}""", "invalid-name")]
    [InlineData("""{"properties":{"":{}}}""", "invalid-name")]
    [InlineData("""{"properties":{"1a":{}}}""", "invalid-name")]
    [InlineData("""{"properties":{"a}":{}}}""", "invalid-name")]
    public void Read_SchemaThatIsNone_IsToldAndNeverThrown(string schema, string code) =>
        Assert.Contains(code, TemplateParameter.Read(JsonElement.Parse(schema)).Faults.Select(fault => fault.Code));

    [Fact]
    public void Fill_ValueThatMakesItTooLarge_IsRefused()
    {
        var texts = JsonSerializer.Serialize(Enumerable.Repeat("%{who}%{who}", 1_000));

        Assert.Equal("too-large", Fill(texts, JsonSerializer.Serialize(new { who = new string('x', 100_000) })).Faults.Single().Code);
    }

    [Fact]
    public void Fill_ValueThatMakesItTooDeep_IsRefused()
    {
        var template = TemplateRuns.Of("""{"parameters":{"properties":{"a":{}}},"definition":""" + new string('[', 90) + "\"%{a}\"" + new string(']', 90) + "}");

        var filled = TemplateFill.Fill(template, JsonElement.Parse("""{"a":""" + new string('[', 60) + new string(']', 60) + "}"));

        Assert.Equal("too-deep", filled.Faults.Single().Code);
    }

    [Fact]
    public void Escape_AnyText_FillsToItself() => Gen.Char["%{}a=\\'"].Array.Select(chars => new string(chars)).Sample(text =>
    {
        var definition = JsonSerializer.SerializeToElement(new { text = PlaceholderText.Escape(text) });
        var filled = TemplateFill.Fill(TemplateRuns.Of("""{"definition":{}}""") with { Definition = definition }, null);
        return filled.Definition!.Value.GetProperty("text").GetString() == text;
    });

    [Fact]
    public void Fill_AnyValueInAnExpression_LeavesJavaScript() => Gen.String.Select(Gen.Int[0, 3]).Sample((value, form) =>
    {
        var text = new[] { "={{ %{who} }}", "={{ '%{who}' }}", "={{ \"%{who}\" }}", "={{ `%{who}` }}" }[form];
        var clean = new string([.. value.Where(c => !char.IsSurrogate(c))]);
        if (clean.Length == 0) return;
        var filled = Fill(JsonSerializer.Serialize(text), JsonSerializer.Serialize(new { who = clean })).Definition!.Value.GetString()!;
        Assert.Empty(CompiledTemplate.Compile(filled, "f").Faults);
    }, iter: 500);

    private static FilledTemplate Fill(string definition, string values) =>
        TemplateFill.Fill(TemplateRuns.Of($$"""{"parameters":{{Parameters}},"definition":{{definition}}}"""), JsonElement.Parse(values));
}
