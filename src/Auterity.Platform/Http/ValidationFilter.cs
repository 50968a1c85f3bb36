using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Auterity.Platform.Http;

/// <summary>Checks the annotations of what an endpoint is given, records within records included, and answers with every fault at once.</summary>
internal sealed class ValidationFilter : IEndpointFilter
{
    private static readonly ConcurrentDictionary<Type, bool> Ours = new();

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var faults = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var argument in context.Arguments)
            if (argument is not null && IsOurs(argument.GetType())) Check(argument, "", faults);
        return faults.Count == 0 ? await next(context) : Problems.Invalid(faults.ToDictionary(fault => fault.Key, fault => fault.Value.ToArray()));
    }

    private static void Check(object value, string path, Dictionary<string, List<string>> faults)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        foreach (var result in results)
            foreach (var member in result.MemberNames.DefaultIfEmpty(""))
                Add(faults, Join(path, member), result.ErrorMessage ?? "is invalid");

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetIndexParameters().Length > 0 || property.PropertyType.IsPrimitive) continue;
            CheckInside(property.GetValue(value), Join(path, property.Name), faults);
        }
    }

    private static void CheckInside(object? value, string path, Dictionary<string, List<string>> faults)
    {
        if (value is null or string) return;
        if (IsOurs(value.GetType())) Check(value, path, faults);
        else if (value is IEnumerable items and not (IDictionary or byte[]))
        {
            var index = 0;
            foreach (var item in items)
                CheckInside(item, $"{path}[{index++}]", faults);
        }
    }

    /// <summary>Wire records of the platform; services and values of the framework are left alone.</summary>
    private static bool IsOurs(Type type) => Ours.GetOrAdd(type, static type =>
        type.Namespace?.StartsWith("Auterity.", StringComparison.Ordinal) == true
        && !type.IsEnum
        && type.GetMethod("<Clone>$") is not null | type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null);

    private static string Join(string path, string member)
    {
        var name = JsonNamingPolicy.CamelCase.ConvertName(member);
        return path.Length == 0 ? name : name.Length == 0 ? path : $"{path}.{name}";
    }

    private static void Add(Dictionary<string, List<string>> faults, string field, string message)
    {
        if (!faults.TryGetValue(field, out var list)) faults[field] = list = [];
        list.Add(message);
    }
}
