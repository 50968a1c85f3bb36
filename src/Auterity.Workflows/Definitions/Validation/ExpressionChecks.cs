namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Syntax of the expressions, and the nodes they name.</summary>
internal static class ExpressionChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph)
    {
        var names = graph.Definition.Nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        return graph.Nodes.Where(node => !node.IsStub).SelectMany(node => (DefinitionFault[])[.. Syntax(node), .. Names(node, names), .. Triggers(node)]);
    }

    private static IEnumerable<DefinitionFault> Syntax(GraphNode node) => node.Compiled.Parameters.Faults.Select(fault =>
        new DefinitionFault(node.Definition.Id, node.Definition.Name, FieldOf(fault.Field), fault.Code, node.Severity, fault.Message, fault.Position));

    private static IEnumerable<DefinitionFault> Names(GraphNode node, HashSet<string> names) =>
        from template in node.Compiled.Parameters.Templates
        from name in template.NodesNamed
        where !names.Contains(name)
        select new DefinitionFault(node.Definition.Id, node.Definition.Name, FieldOf(template.Field), "unknown-node", node.Severity, $"The expression names the node '{name}', which does not exist.{Suggestion(name, names)}");

    private static IEnumerable<DefinitionFault> Triggers(GraphNode node) => !node.IsTrigger ? [] :
        node.Compiled.Parameters.Templates.Where(template => !template.IsStatic).Select(template =>
            DefinitionFault.Warning(node.Definition, FieldOf(template.Field), "trigger-expression", "A trigger's parameters are taken as written: this expression is not evaluated."));

    private static string FieldOf(string? field) => string.IsNullOrEmpty(field) ? "parameters" : $"parameters.{field}";

    private static string Suggestion(string name, HashSet<string> names)
    {
        var alike = names.FirstOrDefault(other => Bare(other) == Bare(name));
        return alike is null ? " Choose one that does." : $" Did you mean '{alike}'?";
    }

    private static string Bare(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
