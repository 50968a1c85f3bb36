using System.Text.Json;

namespace Auterity.Workflows.Templates.Testing;

/// <summary>Where two JSON values differ, by path. Pure.</summary>
internal static class JsonDifference
{
    public static IEnumerable<TestDifference> Between(string path, JsonElement expected, JsonElement got)
    {
        if (expected.ValueKind == JsonValueKind.Object && got.ValueKind == JsonValueKind.Object) return BetweenObjects(path, expected, got);
        if (expected.ValueKind == JsonValueKind.Array && got.ValueKind == JsonValueKind.Array) return BetweenLists(path, expected, got);
        return JsonElement.DeepEquals(expected, got) ? [] : [new TestDifference(path, expected, got)];
    }

    /// <summary>A step into an object: <c>.name</c>, or <c>["a name"]</c> where that would be no name.</summary>
    public static string Member(string path, string name) =>
        name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '-') ? $"{path}.{name}" : $"{path}[{JsonSerializer.Serialize(name, Sdk.JsonDefaults.Options)}]";

    private static IEnumerable<TestDifference> BetweenObjects(string path, JsonElement expected, JsonElement got)
    {
        foreach (var member in expected.EnumerateObject())
        {
            if (!got.TryGetProperty(member.Name, out var value)) yield return new TestDifference(Member(path, member.Name), member.Value, null);
            else
                foreach (var difference in Between(Member(path, member.Name), member.Value, value)) yield return difference;
        }

        foreach (var member in got.EnumerateObject().Where(member => !expected.TryGetProperty(member.Name, out _)))
            yield return new TestDifference(Member(path, member.Name), null, member.Value);
    }

    private static IEnumerable<TestDifference> BetweenLists(string path, JsonElement expected, JsonElement got)
    {
        var (most, least) = (Math.Max(expected.GetArrayLength(), got.GetArrayLength()), Math.Min(expected.GetArrayLength(), got.GetArrayLength()));
        for (var i = 0; i < most; i++)
        {
            var at = $"{path}[{i}]";
            if (i >= least) yield return new TestDifference(at, i < expected.GetArrayLength() ? expected[i] : null, i < got.GetArrayLength() ? got[i] : null);
            else
                foreach (var difference in Between(at, expected[i], got[i])) yield return difference;
        }
    }
}
