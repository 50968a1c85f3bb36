using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class FilesMoveNodeTests
{
    [Theory]
    [InlineData("{}", "hé", """{"id":7,"data":"hé"}""")]
    [InlineData("""{"as":"base64","property":"a.b"}""", "hé", """{"id":7,"a":{"b":"aMOp"}}""")]
    [InlineData("""{"as":"json"}""", """{"a":1.0}""", """{"id":7,"data":{"a":1.0}}""")]
    [InlineData("""{"as":"json","property":""}""", """{"a":1.0}""", """{"a":1.0}""")]
    [InlineData("""{"as":"json","property":""}""", "[1]", """{"value":[1]}""")]
    [InlineData("""{"encoding":"latin1"}""", "hé", """{"id":7,"data":"hÃ©"}""")]
    public async Task ToJson_EachForm_FillsTheField(string parameters, string content, string expected)
    {
        var run = await NodeHarness.For<FilesMoveNode>().With(parameters).File(content, json: """{"id":7}""").RunAsync();

        Assert.Equal([expected], run.Main);
        Assert.Null(run.Items[0][0].Binary);
    }

    [Fact]
    public async Task ToJson_Keep_LeavesTheFile() =>
        Assert.NotNull((await NodeHarness.For<FilesMoveNode>().With(new { keep = true }).File("x").RunAsync()).Items[0][0].Binary);

    [Theory]
    [InlineData("""{"action":"toFile","property":"t"}""", "hé", "text/plain", null, """{"o":{"x":1,"y":2}}""")]
    [InlineData("""{"action":"toFile","property":"t","encoding":"latin1","keep":true}""", "", "text/plain", null, """{"t":"hé","o":{"x":1,"y":2}}""")]
    [InlineData("""{"action":"toFile","property":"t","fileName":"a.html"}""", "hé", "text/html", "a.html", """{"o":{"x":1,"y":2}}""")]
    [InlineData("""{"action":"toFile","property":"t","mimeType":"x/y","fileName":"a.html"}""", "hé", "x/y", "a.html", """{"o":{"x":1,"y":2}}""")]
    [InlineData("""{"action":"toFile","property":"t","bom":true}""", "\uFEFFhé", "text/plain", null, """{"o":{"x":1,"y":2}}""")]
    [InlineData("""{"action":"toFile","property":"o.x","as":"json"}""", "1", "application/json", null, """{"t":"hé","o":{"y":2}}""")]
    [InlineData("""{"action":"toFile","property":"","as":"json"}""", """{"t":"hé","o":{"x":1,"y":2}}""", "application/json", null, "{}")]
    public async Task ToFile_EachOption_WritesTheField(string parameters, string content, string type, string? name, string json)
    {
        var harness = NodeHarness.For<FilesMoveNode>().With(parameters).Items("""{"t":"hé","o":{"x":1,"y":2}}""");

        var run = await harness.RunAsync();

        var file = run.Items[0][0].Binary!["data"];
        Assert.Equal((type, name), (file.MimeType, file.FileName));
        var expected = parameters.Contains("latin1") ? [0x68, 0xE9] : System.Text.Encoding.UTF8.GetBytes(content);
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(run.Bytes(harness)));
        Assert.Equal([json], run.Main);
    }

    [Fact]
    public async Task ToFile_Base64_BecomesItsBytes()
    {
        var harness = NodeHarness.For<FilesMoveNode>().With(new { action = "toFile", @as = "base64", file = "doc" }).Items("""{"data":"aGk="}""");

        Assert.Equal("hi", (await harness.RunAsync()).Text(harness, 0, "doc"));
    }

    [Theory]
    [InlineData("""{"property":""}""", "invalid-parameters")]
    [InlineData("""{"as":"json"}""", "invalid-json")]
    [InlineData("""{"file":"none"}""", "file-missing")]
    [InlineData("""{"action":"toFile","property":"none"}""", "field-missing")]
    [InlineData("""{"action":"toFile","as":"base64","property":"t"}""", "invalid-base64")]
    public async Task Run_WhatDoesNotFit_FailsWithItsCode(string parameters, string code) =>
        Assert.Equal(code, (await NodeHarness.For<FilesMoveNode>().With(parameters).File("x", json: """{"t":"é"}""").FailAsync()).Error.Code);

    [Fact]
    public async Task ToJson_FileTooLargeForMemory_IsRefused()
    {
        var huge = new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { ["data"] = new("id", "text/plain", "huge.txt", 1L << 40) });

        Assert.Equal("limit-exceeded", (await NodeHarness.For<FilesMoveNode>().Ports([huge]).FailAsync()).Error.Code);
    }
}
