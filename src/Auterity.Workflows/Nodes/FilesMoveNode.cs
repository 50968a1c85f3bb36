using System.ComponentModel;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Moves a file's content into a field of the item, or a field into a file.</summary>
[Node("files.move", "Move file data", Category = "Files", Icon = "arrow-left-right", Summary = "Move data between files and fields.", Keywords = ["binary", "base64", "json"])]
public sealed class FilesMoveNode : Node<FilesMoveNode.Input, Item>
{
    public enum Work
    {
        ToJson,
        ToFile,
    }

    public enum Form
    {
        Text,
        Base64,
        Json,
    }

    public sealed record Input(
        [property: Description("File to field, or field to file")] Work Action = Work.ToJson,
        [property: Description("Name of the file in the item")] string File = "data",
        [property: Description("Field; empty means the whole item, which only JSON can be")] string Property = "data",
        [property: Description("What the field holds: text, base64 or JSON")] Form As = Form.Text,
        [property: Description("Text encoding; a byte order mark in the file wins")] string Encoding = "utf-8",
        [property: Description("Begin the file with a byte order mark"), Field(ShowIf = "action", Is = ["toFile"])] bool Bom = false,
        [property: Description("Name for people"), Field(ShowIf = "action", Is = ["toFile"])] string? FileName = null,
        [property: Description("Media type; empty goes by the name or the kind"), Field(ShowIf = "action", Is = ["toFile"])] string? MimeType = null,
        [property: Description("Keep what was moved where it was, too")] bool Keep = false);

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (input.Property.Length == 0 && input.As != Form.Json)
            throw new NodeException("The whole item can only be JSON. Name a field, or choose JSON.", "invalid-parameters", retryable: false);
        return input.Action == Work.ToJson ? await ToJsonAsync(input, context, cancellationToken) : await ToFileAsync(input, context, cancellationToken);
    }

    private static async Task<Item> ToJsonAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var content = await context.ReadAllAsync(context.Item.GetFile(input.File), cancellationToken);
        var json = input.As switch
        {
            Form.Base64 => FieldPath.With(context.Item.Json, input.Property, writer => writer.WriteBase64StringValue(content)),
            Form.Text => FieldPath.With(context.Item.Json, input.Property, TextEncodings.Decode(content, input.Encoding)),
            _ => FieldPath.Merge(
                input.Property.Length == 0 ? default : context.Item.Json, input.Property,
                Json.Parse(Encoding.UTF8.GetBytes(TextEncodings.Decode(content, input.Encoding)), $"The file '{input.File}'").WriteTo),
        };
        return new Item(json, input.Keep ? context.Item.Binary : context.Item.Binary.Without(input.File));
    }

    private static async Task<Item> ToFileAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var (content, type) = ContentOf(input, context.Item);
        var byName = MimeTypes.Of(input.FileName);
        var mimeType = input.MimeType is { Length: > 0 } given ? given : byName != MimeTypes.Unknown ? byName : type;
        var file = await context.SaveAsync(content, mimeType, input.FileName, cancellationToken);
        var item = input.Keep ? context.Item
            : input.Property.Length == 0 ? Item.Empty.WithBinary(context.Item.Binary)
            : new Item(FieldPath.Remove(context.Item.Json, input.Property), context.Item.Binary);
        return item.WithBinary(item.Binary.With(input.File, file));
    }

    private static (byte[] Content, string MimeType) ContentOf(Input input, Item item)
    {
        switch (input.As)
        {
            case Form.Base64:
                var (bytes, type) = Base64Files.Read(FieldPath.GetText(item.Json, input.Property));
                return (bytes, type ?? MimeTypes.Unknown);
            case Form.Text:
                return (TextEncodings.Encode(FieldPath.GetText(item.Json, input.Property), input.Encoding, input.Bom), "text/plain");
            default:
                var json = Encoding.UTF8.GetString(Json.Write(FieldPath.Get(item.Json, input.Property).WriteTo));
                return (TextEncodings.Encode(json, input.Encoding, input.Bom), "application/json");
        }
    }
}
