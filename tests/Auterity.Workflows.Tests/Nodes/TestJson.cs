using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Tests.Nodes;

internal static class TestJson
{
    public static JsonElement Of(string json) => JsonDocument.Parse(json, JsonDefaults.Document).RootElement;
}
