using System.ComponentModel;
using System.Text.Json;
using Auterity.Workflows.Runs;

namespace Auterity.Workflows.Templates;

/// <summary>A workflow with blanks: what it is for, what to fill in, what runs, and tests that show it works.</summary>
internal sealed record TemplateDocument
{
    [Description("What people call it")]
    public required string Name { get; init; }

    [Description("What it does, in a sentence")]
    public required string Summary { get; init; }

    [Description("Group it is shown in")]
    public required string Category { get; init; }

    [Description("Name of its picture")]
    public string Icon { get; init; } = "workflow";

    [Description("More about it, in Markdown")]
    public string? Description { get; init; }

    [Description("JSON Schema of type object: what to fill in, in the order of the form")]
    public JsonElement? Parameters { get; init; }

    [Description("The workflow; %{name} in its texts stands for a parameter")]
    public required JsonElement Definition { get; init; }

    [Description("Positions, notes and groups")]
    public JsonElement? Layout { get; init; }

    [Description("Runs that must end as told")]
    public IReadOnlyList<TemplateTest> Tests { get; init; } = [];
}

/// <summary>A run of the filled template on the real engine, in memory.</summary>
internal sealed record TemplateTest
{
    [Description("What it shows; unique within the template")]
    public required string Name { get; init; }

    [Description("Values of the parameters; what is left out is as its default says")]
    public JsonElement? Parameters { get; init; }

    [Description("Name or id of the trigger that fires; the manual one, else the first, without one")]
    public string? Trigger { get; init; }

    [Description("What the trigger receives")]
    public JsonElement? Input { get; init; }

    [Description("By node name: the items it gives instead of touching the world, or { error: { message, code } }")]
    public IReadOnlyDictionary<string, JsonElement>? Mocks { get; init; }

    [Description("How the run must end")]
    public ExpectedRun Expect { get; init; } = new();
}

/// <summary>How a run must end. What is left out may be anything.</summary>
internal sealed record ExpectedRun
{
    [Description("Status at the end; waiting for a run that waits for ever")]
    public RunStatus Status { get; init; } = RunStatus.Succeeded;

    [Description("Items the run returns")]
    public JsonElement? Output { get; init; }

    [Description("By node name: the items it sent, over all its firings and ports")]
    public IReadOnlyDictionary<string, JsonElement>? Nodes { get; init; }

    [Description("Names of nodes that must not run")]
    public IReadOnlyList<string>? NotRun { get; init; }
}
