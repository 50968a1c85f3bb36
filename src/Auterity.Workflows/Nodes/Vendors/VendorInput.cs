using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Parameters that every vendor's node has.</summary>
internal abstract record VendorInput
{
    [Required, Description("What to do")]
    public string Operation { get; init; } = "";

    [Description("Reads page after page until there are no more")]
    public bool All { get; init; }

    [Description("Most entries to read, unless all are asked for"), Range(1, 1_000_000)]
    public int Limit { get; init; } = 50;

    [Description("Name of the item's file to send")]
    public string File { get; init; } = "data";

    [Description("Name under which a file that was read is put into the item")]
    public string OutputFile { get; init; } = "data";

    [Description("Further members of the request's body, as the vendor's own API names them"), Field(Editor = "json")]
    public JsonElement? Extra { get; init; }

    [Description("Address of the API; empty takes the credential's, else the vendor's own")]
    public string? BaseUrl { get; init; }
}
