using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Supabase. Source: the PostgREST reference at docs.postgrest.org and supabase.com/docs. The credential holds the project's address and sends its key as the header apikey.</summary>
[Node("supabase", "Supabase", Category = "Databases", Icon = "database", Summary = "Reads and writes rows of Supabase tables.", Keywords = ["postgres", "table", "row", "database"])]
[CredentialSlot("auth", "http.header", "http.bearer")]
internal sealed class SupabaseNode(VendorClient client) : VendorNode<SupabaseNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Name of the table")]
        public string? Table { get; init; }

        [Description("Values by column"), Field(Editor = "json")]
        public JsonElement? Row { get; init; }

        [Description("Conditions by column, for example { \"id\": \"eq.1\" }"), Field(Editor = "json")]
        public JsonElement? Filters { get; init; }

        [Description("Conditions as a query text")]
        public string? FilterText { get; init; }

        [Description("Order, for example created_at.desc")]
        public string? Order { get; init; }
    }

    public override string BaseUrl => "";

    protected override IReadOnlyList<string> FilledIn => ["filters"];

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        new VendorOperation("row.create", "POST", "/rest/v1/{table}") { Body = "\"{row:json}\"", Headers = """{"Prefer":"return=representation"}""", Required = ["row"] },
        new VendorOperation("row.list", "GET", "/rest/v1/{table}") { Query = """{"select":"*","order":"{order}","...":"{filters:json}"}""", Paging = new VendorPaging(PageBy.Offset, "offset") { SizeParameter = "limit", Size = 1000 } },
        new VendorOperation("row.get", "GET", "/rest/v1/{table}") { Query = """{"select":"*","...":"{filters:json}"}""" },
        new VendorOperation("row.update", "PATCH", "/rest/v1/{table}") { Query = """{"...":"{filters:json}"}""", Body = "\"{row:json}\"", Headers = """{"Prefer":"return=representation"}""", Required = ["filters", "row"] },
        new VendorOperation("row.delete", "DELETE", "/rest/v1/{table}") { Query = """{"...":"{filters:json}"}""", Headers = """{"Prefer":"return=representation"}""", Required = ["filters"] },
    ];

    // Conditions written as one text are its single parameters.
    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (fields["filterText"]?.ToString() is not { Length: > 0 } text) return fields;
        var filters = new JsonObject();
        foreach (var pair in text.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var at) filters[Uri.UnescapeDataString(pair[..at])] = Uri.UnescapeDataString(pair[(at + 1)..]);
        fields["filters"] = filters;
        return fields;
    }
}
