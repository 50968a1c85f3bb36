using System.ComponentModel;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Turns all items into one HTML table, for example for a mail.</summary>
[Node("data.htmlTable", "HTML table", Category = "Data", Icon = "table", Delivery = Delivery.Pure, Summary = "All items as one HTML table.", Keywords = ["html", "report"])]
public sealed class HtmlTableNode : BatchNode<HtmlTableNode.Input>
{
    public sealed record Input(
        [property: Description("Text above the table")] string? Caption = null,
        [property: Description("Headings like 'Order date' for keys like 'order_date'")] bool Capitalize = false,
        [property: Description("Add a plain style")] bool Styled = true,
        [property: Description("Attributes of the table element, for example class=\"report\"")] string? Attributes = null,
        [property: Description("Field for the HTML")] string Result = "table");

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var html = HtmlTables.Write(context.Items, input.Caption, input.Capitalize ? Heading : null, input.Attributes, styled: input.Styled);
        var sources = context.Items.Select((_, index) => new ItemSource(0, index)).ToArray();
        return Task.FromResult<NodeResult>(new NodeResult.Outputs([new PortItems([new Item(FieldPath.With(default, input.Result, html))], [sources])]));
    }

    private static string Heading(string key)
    {
        var words = new StringBuilder();
        foreach (var letter in key)
        {
            if (letter is '_' or '-' or '.') words.Append(' ');
            else if (char.IsUpper(letter) && words.Length > 0 && char.IsLower(words[^1])) words.Append(' ').Append(char.ToLowerInvariant(letter));
            else words.Append(words.Length == 0 ? char.ToUpperInvariant(letter) : letter);
        }

        return words.ToString();
    }
}
