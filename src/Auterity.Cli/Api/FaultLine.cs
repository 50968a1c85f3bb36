using System.Text.Json;

namespace Auterity.Cli.Api;

/// <summary>A fault of a definition in one line: severity, where, what.</summary>
internal static class FaultLine
{
    public static string Of(JsonElement fault) => $"{fault.Text("severity") ?? "error"}: {WhereOf(fault)}{fault.Text("message")}";

    public static string WhereOf(JsonElement fault)
    {
        var node = fault.Text("nodeName") is { } name ? $"'{name}'" : null;
        var where = string.Join(" ", new[] { node, fault.Text("field") }.Where(part => !string.IsNullOrEmpty(part)));
        return where.Length == 0 ? "" : where + ": ";
    }
}
