using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Tests.Nodes;

namespace Auterity.Workflows.Tests.Catalog;

public sealed class ParameterSchemaTests
{
    public enum Speed { VerySlow, Fast }

    public sealed record Entry([property: Description("Its name")] string Name, [property: Description("Its value")] JsonElement? Value = null);

    public sealed record Everything(
        [property: Description("Where to"), Required] Uri Url,
        [property: Description("How often"), Range(1, 10)] int MaxItems = 5,
        [property: Description("How fast")] Speed Speed = Speed.Fast,
        [property: Description("Letters"), AllowedValues("a", "b")] string? Letter = null,
        [property: Description("Script"), Field(Editor = "code", Language = "javascript", ShowIf = nameof(Speed), Is = ["fast"], Placeholder = "return 1", Verbatim = true)] string? Code = null,
        [property: Description("Entries")] IReadOnlyList<Entry>? Entries = null);

    public sealed record Initialised
    {
        [Description("Names")]
        public IReadOnlyList<string> Names { get; init; } = ["x"];

        [Description("Deep"), Required]
        public string? Needed { get; init; }
    }

    [Theory]
    [InlineData("url", """{"type":"string","format":"uri","title":"Url","description":"Where to"}""")]
    [InlineData("maxItems", """{"type":"integer","default":5,"title":"Max items","description":"How often","minimum":1,"maximum":10}""")]
    [InlineData("speed", """{"enum":["verySlow","fast"],"default":"fast","title":"Speed","description":"How fast"}""")]
    [InlineData("letter", """{"type":"string","title":"Letter","description":"Letters","enum":["a","b"]}""")]
    [InlineData("code", """{"type":"string","title":"Code","description":"Script","x-editor":"code","x-language":"javascript","x-placeholder":"return 1","x-verbatim":true,"x-showIf":{"field":"speed","is":["fast"]}}""")]
    public void Of_AnnotatedField_CarriesItsHints(string field, string expected)
    {
        var schema = ParameterSchema.Of(typeof(Everything)).GetProperty("properties").GetProperty(field);

        Assert.True(JsonElement.DeepEquals(TestJson.Of(expected), schema), schema.GetRawText());
    }

    [Fact]
    public void Of_FieldOfAnyKind_HasItsDescription()
    {
        var entry = ParameterSchema.Of(typeof(Everything)).GetProperty("properties").GetProperty("entries").GetProperty("items");

        Assert.Equal("""{"title":"Value","description":"Its value"}""", entry.GetProperty("properties").GetProperty("value").GetRawText());
    }

    [Fact]
    public void Of_NestedRecords_ListWhatIsRequired()
    {
        var schema = ParameterSchema.Of(typeof(Everything));

        Assert.Equal("""["url"]""", schema.GetProperty("required").GetRawText());
        Assert.Equal("""["name"]""", schema.GetProperty("properties").GetProperty("entries").GetProperty("items").GetProperty("required").GetRawText());
    }

    [Fact]
    public void Of_InitialisedProperties_TakesDefaultsFromTheUnsetRecord()
    {
        var schema = ParameterSchema.Of(typeof(Initialised));

        Assert.Equal("""["x"]""", schema.GetProperty("properties").GetProperty("names").GetProperty("default").GetRawText());
        Assert.Equal("""["needed"]""", schema.GetProperty("required").GetRawText());
    }
}
