using Acornima.Ast;

namespace Auterity.Workflows.Import.Samples;

/// <summary>What a piece of JavaScript stands for, as far as reading it tells where its value comes from.</summary>
internal abstract record Reading
{
    /// <summary>A value inside an item's JSON.</summary>
    /// <param name="Node">Whose output it is; null means the items that come in.</param>
    /// <param name="Path">Steps to it; empty is the whole JSON.</param>
    internal sealed record Field(string? Node, IReadOnlyList<string> Path) : Reading
    {
        public Field At(string step) => new(Node, [.. Path, step]);
    }

    /// <summary>An item: <c>{ json, binary }</c>.</summary>
    internal sealed record One(string? Node) : Reading;

    /// <summary>An item's files.</summary>
    internal sealed record Files : Reading;

    /// <summary>A list of things that are all alike.</summary>
    internal sealed record Many(Reading Each) : Reading;

    /// <summary>A name and its value: <c>[name, value]</c>.</summary>
    internal sealed record Named(Reading Value) : Reading;

    /// <summary>What items can be asked of: <c>$input</c>, <c>$('Node')</c>, <c>$node["Node"]</c>.</summary>
    internal sealed record Output(string? Node) : Reading;

    /// <summary><c>$node</c>: every node by its name.</summary>
    internal sealed record Nodes : Reading;

    /// <summary>A function that the code itself defines.</summary>
    internal sealed record Local(IFunction Function) : Reading;

    /// <summary>An entry of what is a list; null when it is none.</summary>
    public Reading? Entry => this switch { Many many => many.Each, Field value => value.At(FieldRead.Entry), _ => null };
}
