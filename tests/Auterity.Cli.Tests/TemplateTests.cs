namespace Auterity.Cli.Tests;

public sealed class TemplateTests(SignedIn shared) : IClassFixture<SignedIn>, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string name = $"Greeting {Guid.CreateVersion7():N}";

    private Cli Cli => shared.Cli;

    [Fact]
    public async Task Life_OfATemplate_GoesThroughEveryCommand()
    {
        await File.WriteAllTextAsync(folder.File("greeting.json"), Greeting("Hello Ann"), Json.Token);
        var created = await Cli.JsonAsync("templates", "create", folder.File("greeting.json"));
        Assert.Contains(name, (await Cli.RunAsync("templates", "list", "--search", name)).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("First word", (await Cli.RunAsync("templates", "show", name)).Succeeded().Out, StringComparison.Ordinal);
        Assert.Contains("1 of 1 passed", (await Cli.RunAsync("templates", "test", created.Text("id"))).Succeeded().Out, StringComparison.Ordinal);

        var made = await Cli.JsonAsync("templates", "instantiate", name, "--name", name, "--set", "greeting=Good day");
        Assert.Contains("Good day", (await Cli.JsonAsync("workflows", "get", made.Text("id"))).GetRawText(), StringComparison.Ordinal);
        var again = await Cli.JsonAsync("templates", "create", "--workflow", made.Text("id"), "--category", "Samples");
        Assert.Equal((name, "Samples"), (again.Text("name"), again.Text("category")));

        (await Cli.RunAsync("templates", "export", created.Text("id"), "-o", folder.File("export.json"))).Succeeded();
        Assert.True((await Cli.JsonAsync("test", folder.File("export.json"))).GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Test_OneThatFails_ShowsWhatDiffersAndEndsWithOne()
    {
        await File.WriteAllTextAsync(folder.File("greeting.json"), Greeting("Hello Bo"), Json.Token);

        var people = (await Cli.RunAsync("test", folder.File("greeting.json"))).Ended(1);
        var program = (await Cli.RunAsync("test", folder.File("greeting.json"), "--json")).Ended(1);

        Assert.Contains("output[0].text", people.Out, StringComparison.Ordinal);
        Assert.Contains("\"Hello Bo\"", people.Out, StringComparison.Ordinal);
        Assert.Contains("0 of 1 passed", people.Out, StringComparison.Ordinal);
        Assert.False(program.Json.GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task Test_BuiltInOne_Passes() => Assert.Contains("3 of 3 passed", (await Cli.RunAsync("test", "webhook-relay")).Succeeded().Out, StringComparison.Ordinal);

    [Fact]
    public async Task Instantiate_WithoutItsValues_TellsEachOfThem()
    {
        var result = (await Cli.RunAsync("templates", "instantiate", "nightly-report", "--set", "hour=99")).Ended(2);

        Assert.Contains("Recipient", result.Error, StringComparison.Ordinal);
        Assert.Contains("Hour", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "templates", "show", "no-such")]
    [InlineData(2, "templates", "create")]
    [InlineData(2, "test", "no-such-file.json")]
    [InlineData(2, "templates", "instantiate", "nightly-report", "--set", "hour")]
    public async Task Use_Wrongly_EndsWithItsCode(int code, params string[] args) => (await Cli.RunAsync(args)).Ended(code);

    public void Dispose() => folder.Dispose();

    private string Greeting(string expected) => $$$"""
        {"name":"{{{name}}}","summary":"Greets whoever calls.","category":"Samples",
         "parameters":{"type":"object","properties":{"greeting":{"type":"string","description":"First word of the answer","default":"Hello"} } },
         "definition":{"nodes":[{"id":"s","type":"trigger.manual","name":"Start"},{"id":"g","type":"data.set","name":"Greet","parameters":{"fields":[{"name":"text","value":"=%{greeting} {{ $json.name }}"}],"includeOther":"none"} }],"edges":[{"from":"s","to":"g"}]},
         "tests":[{"name":"Greets","input":{"name":"Ann"},"expect":{"output":[{"text":"{{{expected}}}"}]} }]}
        """;
}
