using System.Xml.Linq;
using Xunit;

namespace Auterity.Shape.Tests;

/// <summary>Modules see only those above them in this list.</summary>
public sealed class WallTests
{
    private static readonly string[] FromTheGroundUp =
    [
        "Auterity.Sdk", "Auterity.Platform", "Auterity.Identity", "Auterity.Secrets", "Auterity.Events", "Auterity.Workflows", "Auterity.RelayCore",
        "Auterity.Vectors", "Auterity.NeuroWeaver", "Auterity.Messaging", "Auterity.Browser", "Auterity.Gateway", "Auterity.Operations",
        "Auterity.Migrations", "Auterity.Server", "Auterity.Cli",
    ];

    [Fact]
    public void Reference_EveryProject_PointsDownwards() => Rule.Holds(
        Projects().SelectMany(project => References(project.Path)
            .Where(reference => Array.IndexOf(FromTheGroundUp, reference) >= Array.IndexOf(FromTheGroundUp, project.Name))
            .Select(reference => $"{project.Name} → {reference}")));

    [Fact]
    public void Name_EveryProject_HasItsPlaceInTheList() => Rule.Holds(Projects().Select(project => project.Name).Except(FromTheGroundUp));

    [Fact]
    public void Reference_Migrations_IsSeenByTheServerOnly() => Assert.Equal(
        ["Auterity.Server"],
        Projects().Where(project => References(project.Path).Contains("Auterity.Migrations")).Select(project => project.Name));

    private static IEnumerable<(string Name, string Path)> Projects() =>
        Source.Files("src").Where(path => path.EndsWith(".csproj", StringComparison.Ordinal)).Select(path => (Path.GetFileNameWithoutExtension(path), path));

    private static IEnumerable<string> References(string project) =>
        XDocument.Parse(Source.Read(project)).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
}
