using System.ComponentModel;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>What is sent with a request.</summary>
internal enum BodyKind
{
    None,
    Json,
    Form,
    Multipart,
    Raw,
    Binary,
}

/// <summary>One field of a body.</summary>
/// <param name="Name">Name of the field.</param>
/// <param name="Value">Its value; a file field has none.</param>
/// <param name="Property">Binary property to send as a file; null sends <paramref name="Value"/>.</param>
/// <param name="FileName">Name of the file. Default: that of the binary property.</param>
internal sealed record BodyField(
    [property: Description("Name of the field")] string Name = "",
    [property: Description("Value of the field")] JsonElement? Value = null,
    [property: Description("Binary property to send as a file instead of a value")] string? Property = null,
    [property: Description("Name the file is sent under; empty keeps its own")] string? FileName = null);

/// <summary>Makes request bodies; each call makes a new one, so that a request can be sent again.</summary>
internal sealed record RequestBody(BodyKind Kind)
{
    public JsonElement? Json { get; init; }

    public IReadOnlyList<BodyField> Fields { get; init; } = [];

    public string Raw { get; init; } = "";

    public string? ContentType { get; init; }

    public string Property { get; init; } = "data";

    /// <summary>Fields added to a JSON object or a form: those of a custom credential or of the next page.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Extra { get; init; } = [];

    /// <summary>A function that makes the body; null for none.</summary>
    /// <exception cref="NodeException"><c>invalid-parameters</c> when the body cannot be made.</exception>
    public Func<CancellationToken, Task<HttpContent>>? For(Item item, IBlobs blobs) => Kind switch
    {
        BodyKind.None => Extra.Count == 0 ? null : Bytes(JsonBytes(), "application/json"),
        BodyKind.Json => JsonBytes() is { Length: > 0 } json ? Bytes(json, "application/json") : null,
        BodyKind.Form => Form(),
        BodyKind.Multipart => token => MultipartAsync(item, blobs, token),
        BodyKind.Raw => Bytes(Encoding.UTF8.GetBytes(Raw), "text/plain"),
        BodyKind.Binary => token => FileAsync(FileOf(item, Property), blobs, token),
        _ => throw new InvalidOperationException($"Body kind {Kind} is not known."),
    };

    private Func<CancellationToken, Task<HttpContent>> Bytes(byte[] bytes, string defaultType) => _ =>
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", ContentType ?? defaultType);
        return Task.FromResult<HttpContent>(content);
    };

    /// <summary>The author's JSON alone; <c>null</c> when there is none.</summary>
    /// <exception cref="NodeException"><c>invalid-parameters</c> when it is text that is no JSON.</exception>
    public byte[] JsonText() => Written() is { Length: > 0 } bytes ? bytes : "null"u8.ToArray();

    private byte[] JsonBytes()
    {
        if (Fields.Count == 0 && Extra.Count == 0) return Written();
        var target = Fields.Count > 0 || Kind == BodyKind.None ? [] : JsonNode.Parse(Written() is { Length: > 0 } bytes ? bytes : "{}"u8) as JsonObject
            ?? throw Wrong("body fields can only be added to a JSON object.");
        foreach (var (name, value) in Fields.Select(field => KeyValuePair.Create(field.Name, field.Value ?? default)).Concat(Extra))
            target[name] = value.ValueKind == JsonValueKind.Undefined ? null : JsonNode.Parse(value.GetRawText());
        return JsonSerializer.SerializeToUtf8Bytes(target, JsonDefaults.Options);
    }

    /// <summary>The author's JSON, byte for byte where it is text.</summary>
    private byte[] Written()
    {
        if (Json is not { } json || json.ValueKind == JsonValueKind.Undefined) return [];
        if (json.ValueKind != JsonValueKind.String) return Encoding.UTF8.GetBytes(json.GetRawText());
        var bytes = Encoding.UTF8.GetBytes(json.GetString()!);
        if (bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty) return [];
        try
        {
            using var document = JsonDocument.Parse(bytes, JsonDefaults.Document);
            return bytes;
        }
        catch (JsonException e)
        {
            throw Wrong($"the JSON is broken at line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}.", e);
        }
    }

    private Func<CancellationToken, Task<HttpContent>> Form()
    {
        var pairs = Fields.Select(field => KeyValuePair.Create(field.Name, field.Value ?? default)).Concat(NameValues.Of(Json, "json")).Concat(Extra)
            .SelectMany(pair => pair.Value.ValueKind == JsonValueKind.Array ? pair.Value.EnumerateArray().Select(value => KeyValuePair.Create(pair.Key, NameValues.Text(value))) : [KeyValuePair.Create(pair.Key, NameValues.Text(pair.Value))])
            .ToList();
        return _ => Task.FromResult<HttpContent>(new FormUrlEncodedContent(pairs));
    }

    private async Task<HttpContent> MultipartAsync(Item item, IBlobs blobs, CancellationToken cancellationToken)
    {
        var content = new MultipartFormDataContent();
        foreach (var field in Fields)
        {
            if (field.Property is not { Length: > 0 } property)
            {
                content.Add(new StringContent(NameValues.Text(field.Value ?? default)) { Headers = { ContentType = null } }, Quoted(field.Name));
                continue;
            }

            var file = FileOf(item, property);
            content.Add(await FileAsync(file, blobs, cancellationToken), Quoted(field.Name), Quoted(field.FileName ?? file.FileName ?? property));
        }

        foreach (var (name, value) in Extra) content.Add(new StringContent(NameValues.Text(value)), Quoted(name));
        return content;
    }

    private async Task<HttpContent> FileAsync(BinaryRef file, IBlobs blobs, CancellationToken cancellationToken)
    {
        var content = new StreamContent(await blobs.OpenAsync(file, cancellationToken));
        content.Headers.ContentLength = file.Size;
        content.Headers.ContentType = MediaTypeHeaderValue.TryParse(Kind == BodyKind.Binary ? ContentType ?? file.MimeType : file.MimeType, out var type) ? type : new("application/octet-stream");
        return content;
    }

    /// <exception cref="NodeException"><c>binary-missing</c>, naming the properties there are.</exception>
    public static BinaryRef FileOf(Item item, string property) => item.Binary?.GetValueOrDefault(property)
        ?? throw new NodeException($"The item has no file '{property}'. {(item.Binary is { Count: > 0 } files ? $"It has: {string.Join(", ", files.Keys)}." : "It has no files.")}", "binary-missing", retryable: false) { NotSent = true };

    private static string Quoted(string name) => $"\"{name.Replace("\"", "%22", StringComparison.Ordinal).ReplaceLineEndings(" ")}\"";

    private static NodeException Wrong(string reason, Exception? inner = null) =>
        new($"The request's body cannot be made: {reason}", "invalid-parameters", retryable: false, inner: inner) { NotSent = true };
}
