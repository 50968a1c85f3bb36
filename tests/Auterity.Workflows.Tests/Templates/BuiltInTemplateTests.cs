using Auterity.Workflows.Templates;

namespace Auterity.Workflows.Tests.Templates;

public sealed class BuiltInTemplateTests(TemplateRuns runs) : IClassFixture<TemplateRuns>
{
    /// <summary>What whoever fills a template in mends, or what this version of the product lacks.</summary>
    private static readonly string[] Allowed = ["credential-missing", "trigger-idle"];

    public static TheoryData<string> Names => [.. new BuiltInTemplates().All.Select(template => template.Row.BuiltIn!)];

    [Fact]
    public void All_OfThem_AreMany() => Assert.True(Names.Count >= 12);

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_BuiltIn_HasNoFaults(string name) =>
        Assert.Empty(runs.Checks.FaultsOf(new BuiltInTemplates().Find(name)!.Document).Where(fault => !Allowed.Contains(fault.Code)).Select(fault => $"{fault.NodeName} {fault.Field} {fault.Code}: {fault.Message}"));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Test_BuiltIn_Passes(string name)
    {
        var template = new BuiltInTemplates().Find(name)!.Document;

        var report = await runs.RunAsync(template);

        Assert.True(report.Passed, TemplateRuns.Told(report));
        Assert.True(report.Results.Count >= 2);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Look_BuiltIn_IsDrawnLeftToRightWithoutOverlaps(string name)
    {
        var template = new BuiltInTemplates().Find(name)!.Document;
        var places = template.Layout!.Value.GetProperty("nodes").EnumerateObject().ToDictionary(node => node.Name, node => (X: node.Value.GetProperty("x").GetDouble(), Y: node.Value.GetProperty("y").GetDouble()));

        Assert.Equal(template.Definition.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()!).Order(), places.Keys.Order());
        Assert.NotEmpty(template.Layout.Value.GetProperty("notes").EnumerateArray());
        Assert.All(template.Definition.GetProperty("edges").EnumerateArray().Where(edge => !edge.TryGetProperty("input", out var input) || !input.GetString()!.StartsWith("ai_", StringComparison.Ordinal)),
            edge => Assert.True(places[edge.GetProperty("from").GetString()!].X < places[edge.GetProperty("to").GetString()!].X, edge.GetRawText()));
        Assert.Empty(Boxes(template, places).SelectMany((one, index) => Boxes(template, places).Skip(index + 1).Where(other => one.Overlaps(other)).Select(other => $"{one.Id} {other.Id}")));
    }

    private static IEnumerable<Box> Boxes(TemplateDocument template, Dictionary<string, (double X, double Y)> places) =>
        places.Select(place => new Box(place.Key, place.Value.X, place.Value.Y, 220, 56))
            .Concat(template.Layout!.Value.GetProperty("notes").EnumerateArray().Select(note =>
                new Box(note.GetProperty("id").GetString()!, note.GetProperty("x").GetDouble(), note.GetProperty("y").GetDouble(), note.GetProperty("width").GetDouble(), note.GetProperty("height").GetDouble())));

    private sealed record Box(string Id, double X, double Y, double Width, double Height)
    {
        public bool Overlaps(Box other) => X < other.X + other.Width && other.X < X + Width && Y < other.Y + other.Height && other.Y < Y + Height;
    }
}
