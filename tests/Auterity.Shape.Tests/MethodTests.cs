using System.Reflection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Xunit;

namespace Auterity.Shape.Tests;

public sealed class MethodTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Await_EveryMethodWithAToken_TakesItLast() => Rule.Holds(
        AsyncMethods().Where(method => method.GetParameters() is var all && all.Any(IsToken) && !IsToken(all[^1])).Select(Name));

    [Fact]
    public void Await_EveryMethodOthersCall_CanBeCancelled() => Rule.Holds(
        AsyncMethods().Where(method => (method.IsPublic || method.IsAssembly) && !IsShell(method) && !method.GetParameters().Any(IsToken)).Select(Name));

    /// <summary>A message to a shard cannot be taken back once it was sent: whoever waits gives up, the run goes on.</summary>
    private static readonly List<string> Uncancellable = ["Auterity.Workflows.Execution.", "Auterity.Workflows.Runs.RunStarter.StartAsync"];

    /// <summary>Methods whose shape somebody else fixed: overrides, interface members, hubs, middleware; and those that run until the process ends.</summary>
    private static bool IsShell(MethodInfo method) =>
        !method.Name.EndsWith("Async", StringComparison.Ordinal)
        || Uncancellable.Exists(name => Name(method).StartsWith(name, StringComparison.Ordinal))
        || method.GetBaseDefinition() != method
        || typeof(Hub).IsAssignableFrom(method.DeclaringType)
        || Implements(method)
        || method.GetParameters().Any(parameter => parameter.ParameterType == typeof(HttpContext) || parameter.ParameterType == typeof(StatusCodeContext))
        || method.Name is "ServeAsync" or "DisposeAsync" or "<Main>$" or "BindAsync";

    private static bool Implements(MethodInfo method) =>
        method.DeclaringType is { IsInterface: false, IsGenericTypeDefinition: false } type
        && type.GetInterfaces().Any(contract => type.GetInterfaceMap(contract).TargetMethods.Contains(method));

    private static IEnumerable<MethodInfo> AsyncMethods() =>
        Source.Types.Where(type => !typeof(Delegate).IsAssignableFrom(type)).SelectMany(type => type.GetMethods(Declared))
            .Where(method => !Source.IsGenerated(method) && !method.IsSpecialName && IsTask(method.ReturnType));

    private static bool IsTask(Type type) =>
        typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>));

    private static bool IsToken(ParameterInfo parameter) => parameter.ParameterType == typeof(CancellationToken);

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
