using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Expressions;

/// <summary>What the names in an expression mean for one item of one activation. The engine implements it; expressions only read it.</summary>
public abstract class ExpressionScope
{
    /// <summary><c>$json</c> and <c>$binary</c>; null where there is no item.</summary>
    public abstract Item? Item { get; }

    /// <summary><c>$itemIndex</c>.</summary>
    public abstract int ItemIndex { get; }

    /// <summary><c>$input</c>: the items of the first input port.</summary>
    public abstract IReadOnlyList<Item> Input { get; }

    /// <summary><c>$runIndex</c>: number of this activation of the node.</summary>
    public abstract int RunIndex { get; }

    /// <summary>Name of the node whose parameter this is.</summary>
    public abstract string NodeName { get; }

    /// <summary><c>$('Name')</c> and <c>$node['Name']</c>.</summary>
    /// <exception cref="ExpressionException">No such node, or it has not run.</exception>
    public abstract INodeData Node(string name);

    /// <summary>The recorded time of the activation, for <c>$now</c>, <c>$today</c> and <c>Date</c>.</summary>
    public abstract DateTimeOffset Now { get; }

    /// <summary>IANA id of the workflow's time zone.</summary>
    public abstract string TimeZone { get; }

    /// <summary>Seed for <c>Math.random</c>: the same on every repetition.</summary>
    public abstract long Seed { get; }

    public abstract RunInfo Run { get; }

    public abstract WorkflowInfo Workflow { get; }

    /// <summary><c>$run.resumeUrl</c>: goes to whichever step of the run has waited longest.</summary>
    public abstract string RunResumeUrl { get; }

    /// <summary><c>$wait('Node').url</c>; null names this node.</summary>
    public abstract string ResumeUrl(string? node);

    /// <summary>An object by root name: <c>$vars</c>, <c>$env</c>, <c>$parameter</c>, <c>$error</c>; null when there is none.</summary>
    public abstract JsonElement? Root(string name);

    /// <summary><c>$secrets.name</c>; null when there is none. Whoever stores results masks it.</summary>
    public abstract string? Secret(string name);
}

/// <summary>The data of another node, as seen from the current item (ENGINE rule 42).</summary>
public interface INodeData
{
    /// <summary><c>.item</c>: the item of that node which the current one came from.</summary>
    /// <exception cref="ExpressionException">Lineage is unknown or leads to several items; the message names the way out.</exception>
    Item LinkedItem(int itemIndex);

    /// <summary><c>.all(output, run)</c>: items of one output; run null means the nearest one.</summary>
    IReadOnlyList<Item> All(int output = 0, int? run = null);

    /// <summary><c>.params</c>: the node's parameters as written.</summary>
    JsonElement Parameters { get; }

    /// <summary><c>.isExecuted</c>.</summary>
    bool HasRun { get; }
}

/// <summary>An expression that cannot be compiled or evaluated.</summary>
public sealed class ExpressionException : Exception
{
    public ExpressionException(string message, string? field = null, int? position = null, Exception? inner = null) : base(message, inner)
    {
        Field = field;
        Position = position;
    }

    public ExpressionException() : this("The expression failed.", field: null) { }

    public ExpressionException(string message) : this(message, field: null) { }

    public ExpressionException(string message, Exception innerException) : this(message, field: null, position: null, innerException) { }

    /// <summary>Path of the parameter, for example <c>headers[0].value</c>.</summary>
    public string? Field { get; init; }

    /// <summary>Offset in the parameter's text, from 0.</summary>
    public int? Position { get; init; }

    /// <summary>Stable code: expression-syntax, expression-failed, expression-timeout, expression-memory, node-not-run, lineage-unknown.</summary>
    public string Code { get; init; } = "expression-failed";

    /// <summary>A property of undefined or null was read; imported workflows take the whole expression as undefined then.</summary>
    internal bool IsMissing { get; init; }

    /// <summary>The same error, with the place where it happened.</summary>
    internal ExpressionException In(string? field, int? position) =>
        new(Message, Field ?? field, Position ?? position, this) { Code = Code, IsMissing = IsMissing };
}
