using Auterity.Workflows.Definitions.Hooks;

namespace Auterity.Workflows.Definitions.Validation;

/// <summary>Webhooks of one workflow that answer to the same address.</summary>
internal static class HookChecks
{
    public static IEnumerable<DefinitionFault> Check(DefinitionGraph graph) =>
        HookBinding.Of(graph.Definition).GroupBy(hook => (hook.Method, hook.Path.Shape)).Where(group => group.Count() > 1)
            .SelectMany(group => group.Skip(1).Select(hook => DefinitionFault.Error(hook.Node, "parameters.path", "hook-twice",
                $"{hook.Method} {hook.Path} is answered by '{group.First().Node.Name}' too. Choose another path or method.")));
}
