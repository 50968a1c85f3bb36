using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Import.Trials;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Google Sheets: rows as items, their columns named by the heading row. Source: the Sheets API v4 reference at developers.google.com/sheets/api.</summary>
[Node("google.sheets", "Google Sheets", Category = "Databases", Icon = "sheet", Summary = "Reads, appends, updates and clears rows of a Google spreadsheet.", Keywords = ["google", "spreadsheet", "excel", "table", "row"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer")]
internal sealed class GoogleSheetsNode(VendorClient client) : BatchNode<GoogleSheetsNode.Input>, ITrialNode
{
    public const string Address = "https://sheets.googleapis.com";

    public sealed record Input
    {
        [Required, Description("What to do")]
        public SheetOperation Operation { get; init; }

        [Description("Id of the spreadsheet"), Field(ShowIf = "operation", Is = ["read", "append", "update", "upsert", "clear", "deleteRows", "addSheet", "deleteSheet"])]
        public string DocumentId { get; init; } = "";

        [Description("Name of the sheet, or its number (gid)")]
        public string Sheet { get; init; } = "";

        [Description("Title of a new spreadsheet or sheet")]
        public string? Title { get; init; }

        [Description("Values of the row by column; empty takes the item's own fields"), Field(Editor = "keyValue")]
        public JsonElement? Columns { get; init; }

        [Description("Columns that find the row to update; row_number finds it by its place")]
        public IReadOnlyList<string> MatchOn { get; init; } = [];

        [Description("Column and value that rows must have to be read")]
        public IReadOnlyList<SheetFilter> Filters { get; init; } = [];

        [Description("One filter is enough, instead of all")]
        public bool AnyFilter { get; init; }

        [Description("Reads only the first row that passes")]
        public bool FirstOnly { get; init; }

        [Description("Part of the sheet, like A2:F; empty takes all of it")]
        public string? Range { get; init; }

        [Description("Row with the names of the columns, counted from 1"), Range(1, 1_000_000)]
        public int HeaderRow { get; init; } = 1;

        [Description("First row with data; 0 follows the heading row"), Range(0, 1_000_000)]
        public int FirstDataRow { get; init; }

        [Description("Takes what is written as a person would type it: dates and formulas are recognised")]
        public bool UserEntered { get; init; } = true;

        [Description("How cells are read: as shown, or as plain values")]
        public CellRendering Rendering { get; init; } = CellRendering.Unformatted;

        [Description("Keeps the heading row when a sheet is cleared")]
        public bool KeepHeader { get; init; }

        [Description("First row to delete, counted from 1"), Range(1, 10_000_000)]
        public int StartRow { get; init; } = 2;

        [Description("How many rows to delete"), Range(1, 10_000_000)]
        public int Rows { get; init; } = 1;

        [Description("Address of the API; empty takes the credential's, else Google's own")]
        public string? BaseUrl { get; init; }
    }

    /// <summary>What a row must hold to be read.</summary>
    /// <param name="Column">Name of the column.</param>
    /// <param name="Value">Its value; empty matches any row.</param>
    public sealed record SheetFilter([property: Description("Name of the column")] string Column, [property: Description("Its value")] JsonElement? Value = null);

    public override async Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var book = new SpreadsheetSession(client, context, input.BaseUrl is { Length: > 0 } own ? own : Address);
        var ports = new List<(Item Item, int From)>();
        switch (input.Operation)
        {
            case SheetOperation.Append or SheetOperation.Update or SheetOperation.Upsert:
                return NodeResult.Main(await SheetRows.WriteAsync(input, book, context, cancellationToken));
            case SheetOperation.Read:
                for (var i = 0; i < context.Items.Count; i++)
                    foreach (var row in await SheetRows.ReadAsync(i == 0 ? input : context.InputFor<Input>(i), book, context, cancellationToken)) ports.Add((row, i));
                break;
            default:
                ports.Add((await SheetRows.ManageAsync(input, book, cancellationToken) ?? (context.Items is [var first, ..] ? first : Item.Empty), 0));
                break;
        }

        return new NodeResult.Outputs([new PortItems([.. ports.Select(pair => pair.Item)], [.. ports.Select(pair => NodeContext.From(pair.From))])]);
    }

    void ITrialNode.Prepare(object input, NodeContext context)
    {
        var own = (Input)input;
        if (own.Operation != SheetOperation.Create && own.DocumentId.Length == 0) throw SheetRows.Missing("documentId");
    }
}

/// <summary>What to do with a spreadsheet.</summary>
internal enum SheetOperation
{
    Read,
    Append,
    Update,
    Upsert,
    Clear,
    DeleteRows,
    AddSheet,
    DeleteSheet,
    Create,
}

/// <summary>How cells are read.</summary>
internal enum CellRendering
{
    Unformatted,
    Formatted,
    Formula,
}
