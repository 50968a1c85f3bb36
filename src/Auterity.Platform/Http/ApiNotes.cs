using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Platform.Http;

/// <summary>What a module's <c>api.json</c> adds to the contract: descriptions, examples, and the problems of single operations.</summary>
/// <param name="Tags">What each group of operations is about.</param>
/// <param name="Operations">By operation id.</param>
public sealed record ApiNotes(IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, OperationNote> Operations)
{
    private const string Resource = "api.json";

    internal static ApiNotes Of(Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no embedded {Resource}.");
        return JsonSerializer.Deserialize<ApiNotes>(stream, JsonDefaults.Options)!;
    }
}

/// <summary>What the code does not say of an operation.</summary>
/// <param name="Description">More than the summary.</param>
/// <param name="Request">A body the operation takes; a test sends it.</param>
/// <param name="Response">What it answers when all is well.</param>
/// <param name="Problems">Statuses beyond those all operations share, and when they come.</param>
/// <param name="Binary">What a body that is no JSON is.</param>
public sealed record OperationNote(string? Description = null, JsonNode? Request = null, JsonNode? Response = null, IReadOnlyDictionary<string, string>? Problems = null, string? Binary = null);

public static class ApiNotesServices
{
    /// <summary>Adds the assembly's <c>api.json</c> to the contract.</summary>
    public static IServiceCollection AddApiNotes(this IServiceCollection services, Assembly assembly) => services.AddSingleton(_ => ApiNotes.Of(assembly));
}
