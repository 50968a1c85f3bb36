using System.Text.Json;
using Auterity.Workflows.Definitions;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Nodes;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Tests.Webhooks;

public sealed class FormPageTests
{
    [Fact]
    public void Page_TextOfTheAuthor_CannotBecomeMarkup()
    {
        var page = FormPage.Of(new FormTrigger.Input { Title = "<script>alert(1)</script>", Fields = [new FormField("\"><img src=x>", FormFieldKind.Dropdown, Options: ["</select><b>"])] });

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_Sent_GivesAFieldForEachQuestion()
    {
        var run = await NodeHarness.For<FormTrigger>().With(new { path = "x", fields = new object[] { new { label = "Name" }, new { label = "Age", kind = "number" }, new { label = "Note", kind = "textArea" } } })
            .Items("""{"body":{"Name":"Eva","Age":"41"},"headers":{}}""").RunAsync();

        var item = TestJson.Of(Assert.Single(run.Main));
        Assert.Equal(("Eva", 41, JsonValueKind.Null), (item.GetProperty("Name").GetString(), item.GetProperty("Age").GetInt32(), item.GetProperty("Note").ValueKind));
        Assert.True(item.TryGetProperty("submittedAt", out _));
    }

    [Theory]
    [InlineData("trigger.form", """{"path":"contact"}""", "GET POST")]
    [InlineData("trigger.chat", """{"path":"support"}""", "POST")]
    [InlineData("trigger.chat", "{}", "")]
    [InlineData("trigger.webhook", """{"path":"x","methods":["PUT"]}""", "PUT")]
    public void Bindings_OfATrigger_AreThoseOfItsHook(string type, string parameters, string methods) => Assert.Equal(methods, string.Join(" ",
        HookBinding.Of(new WorkflowDefinition { Nodes = [new NodeDefinition { Id = "t", Name = "T", Type = type, Parameters = TestJson.Of(parameters) }] }).Select(binding => binding.Method)));

    [Fact]
    public async Task Chat_MessageOverItsHook_IsTheBodyWithASession()
    {
        var run = await NodeHarness.For<ChatTrigger>().With(new { }).Items("""{"body":{"chatInput":"Hi"},"headers":{}}""").RunAsync();

        var item = TestJson.Of(Assert.Single(run.Main));
        Assert.Equal(("Hi", "sendMessage"), (item.GetProperty("chatInput").GetString(), item.GetProperty("action").GetString()));
        Assert.NotEmpty(item.GetProperty("sessionId").GetString()!);
    }
}
