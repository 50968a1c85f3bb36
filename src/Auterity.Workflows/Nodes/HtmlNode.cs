using System.ComponentModel;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Takes values out of HTML by CSS selectors, or makes HTML from a template.</summary>
[Node("data.html", "HTML", Category = "Data", Icon = "file-code", Heavy = true, Summary = "Extract from HTML, or build it.", Keywords = ["css", "selector", "scrape", "template"])]
public sealed partial class HtmlNode : Node<HtmlNode.Input, IReadOnlyList<Item>>
{
    public enum Work
    {
        Extract,
        Build,
    }

    public enum Origin
    {
        Json,
        File,
    }

    public enum Take
    {
        /// <summary>Readable text, blocks on lines of their own.</summary>
        Text,

        /// <summary>Every letter below the element, as it stands.</summary>
        RawText,

        /// <summary>What is inside the element.</summary>
        Html,

        /// <summary>The element itself.</summary>
        OuterHtml,

        /// <summary>One attribute.</summary>
        Attribute,

        /// <summary>What a form field holds.</summary>
        Value,
    }

    public sealed record Extraction(
        [property: Description("Field of the result")] string Key,
        [property: Description("CSS selector")] string Selector,
        [property: Description("What of the element")] Take Take = Take.Text,
        [property: Description("Name of the attribute"), Field(ShowIf = "take", Is = ["attribute"])] string? Attribute = null,
        [property: Description("Every match as a list, instead of the first")] bool All = false,
        [property: Description("CSS selector of elements whose text is left out, for example img, nav")] string? Skip = null);

    public sealed record Input(
        [property: Description("Extract values, or build HTML from a template")] Work Action = Work.Extract,
        [property: Description("Where the HTML is"), Field(ShowIf = "action", Is = ["extract"])] Origin Source = Origin.Json,
        [property: Description("Field with the HTML (a list of texts gives one item each), or name of the file")] string Property = "data",
        [property: Description("What to take"), Field(ShowIf = "action", Is = ["extract"])] IReadOnlyList<Extraction>? Values = null,
        [property: Description("Cut white space around values"), Field(ShowIf = "action", Is = ["extract"])] bool Trim = true,
        [property: Description("Fold line breaks and blanks into single blanks"), Field(ShowIf = "action", Is = ["extract"])] bool Clean = false,
        [property: Description("Keep the item's fields beside the values"), Field(ShowIf = "action", Is = ["extract"])] bool Keep = false,
        [property: Description("Encoding of the file"), Field(ShowIf = "source", Is = ["file"])] string Encoding = "utf-8",
        [property: Description("HTML with expressions"), Field(Editor = "code", Language = "html", ShowIf = "action", Is = ["build"])] string Html = "",
        [property: Description("Field for the HTML that was built"), Field(ShowIf = "action", Is = ["build"])] string Result = "html");

    /// <summary>Pure unless it reads a file.</summary>
    public override Delivery? DeliveryOf(JsonElement parameters) =>
        string.Equals(Files.Json.Literal(parameters, "action", "extract"), "build", StringComparison.OrdinalIgnoreCase)
        || string.Equals(Files.Json.Literal(parameters, "source", "json"), "json", StringComparison.OrdinalIgnoreCase)
            ? Delivery.Pure
            : null;

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Action == Work.Build) return [new Item(FieldPath.With(context.Item.Json, input.Result, input.Html), context.Item.Binary)];
        return [.. (await PagesAsync(input, context, cancellationToken)).Select(html => Extract(html, input, context.Item))];
    }

    private static async Task<IReadOnlyList<string>> PagesAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Source == Origin.File)
            return [TextEncodings.Decode(await context.ReadAllAsync(context.Item.GetFile(input.Property), cancellationToken), input.Encoding)];
        var value = FieldPath.Get(context.Item.Json, input.Property);
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(entry => FieldPath.GetText(entry, ""))]
            : [FieldPath.GetText(value, "")];
    }

    private static Item Extract(string html, Input input, Item item)
    {
        using var page = HtmlPage.Parse(html);
        var json = input.Keep ? item.Json : default;
        foreach (var extraction in input.Values ?? [])
        {
            var bytes = FieldPath.With(json, extraction.Key, writer => Write(writer, page, extraction, input));
            json = new Item(bytes).Json;
        }

        return Item.From(json.ValueKind == JsonValueKind.Undefined ? Item.Empty.Json : json, item.Binary);
    }

    private static void Write(Utf8JsonWriter writer, IHtmlDocument page, Extraction extraction, Input input)
    {
        var matches = page.Select(extraction.Selector);
        var skip = string.IsNullOrWhiteSpace(extraction.Skip) ? null : page.Select(extraction.Skip).ToHashSet<INode>();
        if (!extraction.All)
        {
            writer.WriteStringValue(matches.Count == 0 ? null : Tidy(ValueOf(matches[0], extraction, skip), input));
            return;
        }

        writer.WriteStartArray();
        foreach (var match in matches) writer.WriteStringValue(Tidy(ValueOf(match, extraction, skip), input));
        writer.WriteEndArray();
    }

    private static string? ValueOf(IElement element, Extraction extraction, HashSet<INode>? skip) => extraction.Take switch
    {
        Take.RawText => element.TextContent,
        Take.Html => element.InnerHtml,
        Take.OuterHtml => element.OuterHtml,
        Take.Attribute => element.GetAttribute(extraction.Attribute ?? throw new NodeException($"The value '{extraction.Key}' names no attribute.", "invalid-parameters", retryable: false)),
        Take.Value => element switch
        {
            IHtmlSelectElement select => select.Value,
            IHtmlTextAreaElement area => area.Value,
            _ => element.GetAttribute("value"),
        },
        _ => HtmlText.Of(element, skip),
    };

    private static string? Tidy(string? value, Input input)
    {
        if (value is null) return null;
        if (input.Clean) value = Spaces().Replace(value, " ");
        return input.Trim ? value.Trim() : value;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
