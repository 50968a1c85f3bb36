using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Catalog;

/// <summary>Turns evaluated parameters into a node's input record, or says which field is wrong.</summary>
internal static class InputBinder
{
    private static readonly ConcurrentDictionary<Type, bool> HasAnnotations = new();

    /// <summary>How parameters are read: as everywhere, but a text also takes a number or a truth value, because an expression gives what it finds.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonDefaults.Options) { Converters = { new ParameterText(any: false) } };

    private static readonly JsonSerializerOptions Forgiving = new(JsonDefaults.Options) { Converters = { new ParameterText(any: true) } };

    /// <param name="parameters">Evaluated parameters.</param>
    /// <param name="type">The input record.</param>
    /// <param name="forgiving">A parameter that turned out to be nothing counts as not given, and a text takes any JSON.</param>
    /// <exception cref="NodeException">A field is missing, of the wrong type or out of range; not retryable.</exception>
    public static object Bind(JsonElement parameters, Type type, bool forgiving = false)
    {
        if (forgiving) parameters = WithoutNothing(parameters);
        if (type == typeof(JsonElement)) return parameters;
        object? bound;
        try
        {
            bound = parameters.Deserialize(type, forgiving ? Forgiving : Options);
        }
        catch (JsonException e)
        {
            throw Wrong($"{FieldOf(e.Path)} {ReasonOf(e)}", e);
        }
        catch (Exception e) when (e is FormatException or NotSupportedException or ArgumentException)
        {
            throw Wrong($"The parameters do not fit: {e.Message}", e);
        }

        if (bound is null) throw Wrong("The parameters are null; an object is needed.", null);
        if (HasAnnotations.GetOrAdd(type, Annotated)) Validate(bound);
        return bound;
    }

    private static JsonElement WithoutNothing(JsonElement parameters) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.EnumerateObject().Any(parameter => parameter.Value.ValueKind == JsonValueKind.Null)
            ? JsonSerializer.SerializeToElement(parameters.EnumerateObject().Where(parameter => parameter.Value.ValueKind != JsonValueKind.Null).DistinctBy(parameter => parameter.Name).ToDictionary(parameter => parameter.Name, parameter => parameter.Value))
            : parameters;

    private static bool Annotated(Type type) => type.GetProperties().Any(property => property.GetCustomAttributes<ValidationAttribute>().Any());

    /// <summary>Whether a value keeps a rule. A number beyond what the rule can compare does not.</summary>
    public static bool Fits(ValidationAttribute rule, object? value)
    {
        try
        {
            return rule.IsValid(value);
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private static void Validate(object bound)
    {
        var faults = new List<string>();
        foreach (var property in bound.GetType().GetProperties())
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
                if (!Fits(rule, property.GetValue(bound))) faults.Add($"{Camel(property.Name)}: {rule.FormatErrorMessage(property.Name)}");
        if (faults.Count > 0) throw Wrong(string.Join(" ", faults), null);
    }

    private static NodeException Wrong(string message, Exception? inner) => new(message, "invalid-parameters", retryable: false, inner: inner);

    private static string FieldOf(string? path) => path is null or "$" ? "The parameters" : $"Parameter '{path.TrimStart('$', '.')}'";

    private static string ReasonOf(JsonException e) => e.Message.Contains("required", StringComparison.OrdinalIgnoreCase)
        ? $"miss a required field: {e.Message.Split(" Path:")[0]}"
        : e.Message.Contains("setting null values", StringComparison.Ordinal) ? "must not be empty."
        : $"has a value of the wrong kind: {e.Message.Split(" Path:")[0]}";

    private static string Camel(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
