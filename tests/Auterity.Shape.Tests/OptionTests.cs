using System.Xml.Linq;
using Xunit;

namespace Auterity.Shape.Tests;

public sealed class OptionTests
{
    [Fact]
    public void Read_EverySetting_NamesItsDefaultInItsDoc() => Rule.Holds(
        Source.Types.Where(type => type.IsPublic && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties().Where(property => property.SetMethod is { IsPublic: true })
                .Where(property => !Doc(type, property.Name).Contains("Default:", StringComparison.Ordinal))
                .Select(property => $"{type.FullName}.{property.Name}")));

    private static string Doc(Type type, string property)
    {
        var file = Path.ChangeExtension(type.Assembly.Location, ".xml");
        return XDocument.Load(file).Descendants("member").FirstOrDefault(member => member.Attribute("name")?.Value == $"P:{type.FullName}.{property}")?.Value ?? "";
    }
}
