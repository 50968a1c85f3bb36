using Auterity.Workflows.Definitions;
using static Auterity.Workflows.Tests.Definitions.TestDefinitions;

namespace Auterity.Workflows.Tests.Definitions;

public sealed class DefinitionHashTests
{
    private const string Same = """{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"one":1,"two":"é"}}]}""";

    [Theory]
    [InlineData("""{"format":1,"edges":[],"nodes":[{"name":"A","type":"x","id":"a","parameters":{"two":"\u00e9","one":1}}],"settings":{}}""")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","version":1,"name":"A","parameters":{"one":1,"two":"é"},"policy":{"parallel":1},"disabled":false}]}""")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"one":1,"two":"é"},"notes":"mind the gap","pin":[{"b":1}],"credentials":{"auth":"0198c0de-0000-7000-8000-000000000001"}}]}""")]
    public void Hash_SameContentWrittenOtherwise_IsTheSame(string other) => Assert.Equal(DefinitionHash.OfContent(Of(Same)), DefinitionHash.OfContent(Of(other)));

    [Theory]
    [InlineData("""{"nodes":[{"id":"b","type":"x","name":"A","parameters":{"one":1,"two":"é"}}]}""")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"B","parameters":{"one":1,"two":"é"}}]}""")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"one":1.0,"two":"é"}}]}""")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"one":1,"two":"é"},"disabled":true}]}""")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"one":1,"two":"é"}}],"settings":{"flow":"sequential"}}""")]
    [InlineData("""{"nodes":[{"id":"a","type":"x","name":"A","parameters":{"one":1,"two":"é"}}],"edges":[{"from":"a","to":"a"}]}""")]
    public void Hash_OtherContent_IsAnother(string other) => Assert.NotEqual(DefinitionHash.OfContent(Of(Same)), DefinitionHash.OfContent(Of(other)));

    [Fact]
    public void Hash_OfADraft_CountsPinsAndCredentials()
    {
        var pinned = Of(Same) with { Nodes = [Of(Same).Nodes[0] with { Pin = System.Text.Json.JsonElement.Parse("[1]") }] };

        Assert.NotEqual(DefinitionHash.OfDraft(Of(Same)), DefinitionHash.OfDraft(pinned));
    }

    /// <summary>Stored versions are known by this: it may never change.</summary>
    [Fact]
    public void Hash_OfAKnownDefinition_StaysWhatItIs() =>
        Assert.Equal("HASH", Convert.ToHexStringLower(DefinitionHash.OfContent(Of(Same))));
}
