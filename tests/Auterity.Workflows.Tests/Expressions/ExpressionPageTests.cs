using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Auterity.Workflows.Expressions;

namespace Auterity.Workflows.Tests.Expressions;

/// <summary>The page people learn expressions by: every template on it gives what stands beside it.</summary>
public sealed partial class ExpressionPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Root(), "docs/expressions.md"));

    [Fact]
    public void Templates_OnThePage_GiveTheResultBesideThem()
    {
        var rows = Result().Matches(Page);
        Assert.InRange(rows.Count, 20, 200);
        foreach (Match row in rows)
            Assert.Equal((row.Groups["template"].Value, row.Groups["result"].Value), (row.Groups["template"].Value, Text(CompiledTemplate.Compile(row.Groups["template"].Value, "value").Evaluate(Scope(), TestContext.Current.CancellationToken))));
    }

    [Fact]
    public void Templates_OnThePageThatFail_Fail()
    {
        var failing = Page[Page.IndexOf("## When something is wrong", StringComparison.Ordinal)..Page.IndexOf("## Limits", StringComparison.Ordinal)];
        var rows = Failing().Matches(failing);
        Assert.Equal(5, rows.Count);
        foreach (Match row in rows)
            Assert.Throws<ExpressionException>(() => CompiledTemplate.Compile(row.Groups["template"].Value, "value").Evaluate(Scope(), TestContext.Current.CancellationToken));
    }

    private static FakeScope Scope() => FakeScope.With(Item().Match(Page).Groups["json"].Value).AddNode("Fetch order", """{"id":7}""");

    private static string Text(JsonElement value) => JsonSerializer.Serialize(value, Sdk.JsonDefaults.Options);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));

    [GeneratedRegex(@"^\| `(?<template>=[^`]*)` \| `(?<result>[\[{""\dtf][^`]*)` \|$", RegexOptions.Multiline)]
    private static partial Regex Result();

    [GeneratedRegex(@"^\| `(?<template>=[^`]*)` \|", RegexOptions.Multiline)]
    private static partial Regex Failing();

    [GeneratedRegex(@"```json\n(?<json>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Item();
}
