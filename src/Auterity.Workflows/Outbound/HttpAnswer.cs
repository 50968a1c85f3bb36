using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound;

/// <summary>What to make of a response's body.</summary>
internal enum ResponseKind
{
    Auto,
    Json,
    Text,
    File,
}

/// <summary>How to read a response.</summary>
/// <param name="Kind">What to make of the body. Default: what its content type says.</param>
/// <param name="Property">Property that takes a text or a single value, and binary property that takes a file. Default: data.</param>
/// <param name="MaxBytes">Largest body. Default: 100 MB.</param>
internal sealed record ResponseOptions(ResponseKind Kind = ResponseKind.Auto, string Property = "data", long MaxBytes = 100_000_000);

/// <summary>A response read to its end: JSON as checked bytes, text, or a file in the blob store.</summary>
internal sealed record HttpAnswer(int Status, string Reason, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers)
{
    public ReadOnlyMemory<byte>? Json { get; private init; }

    public string? Text { get; private init; }

    public BinaryRef? File { get; private init; }

    /// <exception cref="NodeException"><c>response-not-json</c> or <c>response-too-large</c>.</exception>
    public static async Task<HttpAnswer> ReadAsync(HttpResponseMessage response, ResponseOptions options, IBlobs blobs, CancellationToken cancellationToken)
    {
        var answer = new HttpAnswer((int)response.StatusCode, response.ReasonPhrase ?? "", HeadersOf(response));
        var type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "";
        var kind = options.Kind == ResponseKind.Auto ? KindOf(type) : options.Kind;
        if (kind == ResponseKind.File) return answer with { File = await SaveAsync(response, type, options, blobs, cancellationToken) };
        var bytes = await BoundedBody.ReadAsync(response.Content, options.MaxBytes, cancellationToken);
        if (kind == ResponseKind.Text) return answer with { Text = Decoded(bytes.Span, response.Content.Headers.ContentType?.CharSet) };
        if (kind == ResponseKind.Auto && !System.Text.Unicode.Utf8.IsValid(bytes.Span))
            return answer with { File = await blobs.SaveAsync(new MemoryStream(bytes.ToArray(), writable: false), "application/octet-stream", FileName(response), cancellationToken) };
        var json = Utf8(bytes, response.Content.Headers.ContentType?.CharSet);
        if (json.Span.Trim(" \t\r\n"u8).IsEmpty) return answer;
        if (Fault(json.Span) is not { } fault) return answer with { Json = json };
        if (kind == ResponseKind.Auto) return answer with { Text = Encoding.UTF8.GetString(json.Span) };
        throw new NodeException($"The answer is no JSON ({fault}). Set the response to text to see it.", "response-not-json", retryable: false, Detail(answer.Status, json.Span));
    }

    /// <summary>The answer as items: objects of an array one by one, anything that is no object under <see cref="ResponseOptions.Property"/>.</summary>
    public IReadOnlyList<Item> ToItems(ResponseOptions options)
    {
        if (File is { } file) return [new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { [options.Property] = file })];
        if (Text is { } text) return [Item.From(new Dictionary<string, string> { [options.Property] = text })];
        return Json is { } json ? Split(json, options.Property) : [Item.Empty];
    }

    /// <summary>One item <c>{ body, headers, statusCode, statusMessage }</c>.</summary>
    public Item ToFullItem(ResponseOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JsonDefaults.Options.Encoder, MaxDepth = JsonDefaults.MaxDepth + 2 }))
        {
            writer.WriteStartObject();
            if (Json is { } json)
            {
                writer.WritePropertyName("body");
                writer.WriteRawValue(json.Span, skipInputValidation: true);
            }
            else if (File is null)
            {
                writer.WriteString("body", Text ?? "");
            }

            WriteHeaders(writer);
            writer.WriteNumber("statusCode", Status);
            writer.WriteString("statusMessage", Reason);
            writer.WriteEndObject();
        }

        return new Item(buffer.WrittenMemory, File is null ? null : new Dictionary<string, BinaryRef> { [options.Property] = File });
    }

    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        var value = Headers.GetValueOrDefault("retry-after")?[0];
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return TimeSpan.FromSeconds(seconds);
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? (at > now ? at - now : TimeSpan.Zero) : null;
    }

    /// <summary>Header names lower-case, as expressions expect them.</summary>
    public static Dictionary<string, IReadOnlyList<string>> HeadersOf(HttpResponseMessage response) => response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
        .GroupBy(header => header.Key.ToLowerInvariant())
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.SelectMany(header => header.Value)]);

    private void WriteHeaders(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("headers");
        foreach (var (name, values) in Headers)
        {
            if (name != "set-cookie")
            {
                writer.WriteString(name, string.Join(", ", values));
                continue;
            }

            writer.WriteStartArray(name);
            foreach (var value in values) writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>Cuts the elements of an array out of its bytes, without making a tree of them.</summary>
    private static List<Item> Split(ReadOnlyMemory<byte> json, string property)
    {
        var reader = new Utf8JsonReader(json.Span, ReaderOptions);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject) return [new Item(json)];
        if (reader.TokenType != JsonTokenType.StartArray) return [Wrapped(json.Span, property)];
        var items = new List<Item>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var (start, isObject) = ((int)reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartObject);
            reader.Skip();
            var element = json[start..(int)reader.BytesConsumed];
            items.Add(isObject ? new Item(element) : Wrapped(element.Span, property));
        }

        return items;
    }

    private static Item Wrapped(ReadOnlySpan<byte> value, string property)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(property);
            writer.WriteRawValue(value, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return new Item(buffer.WrittenMemory);
    }

    private static JsonReaderOptions ReaderOptions => new() { MaxDepth = JsonDefaults.MaxDepth };

    /// <summary>What is wrong with these bytes as JSON; null when nothing is.</summary>
    private static string? Fault(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, ReaderOptions);
            while (reader.Read()) { }
            return null;
        }
        catch (JsonException e)
        {
            return $"line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}";
        }
    }

    private static ResponseKind KindOf(string type) => type switch
    {
        "application/json" or "text/json" => ResponseKind.Json,
        "" => ResponseKind.Auto, // nothing said: JSON if it is JSON, else text
        _ when type.EndsWith("+json", StringComparison.Ordinal) => ResponseKind.Json,
        _ when type.StartsWith("text/", StringComparison.Ordinal) || type.EndsWith("/xml", StringComparison.Ordinal) || type.EndsWith("+xml", StringComparison.Ordinal) => ResponseKind.Text,
        "application/javascript" or "application/x-www-form-urlencoded" or "application/x-ndjson" or "application/graphql" or "application/yaml" => ResponseKind.Text,
        _ => ResponseKind.File,
    };

    private static async Task<BinaryRef> SaveAsync(HttpResponseMessage response, string type, ResponseOptions options, IBlobs blobs, CancellationToken cancellationToken)
    {
        await using var stream = BoundedBody.Limit(await response.Content.ReadAsStreamAsync(cancellationToken), response.Content, options.MaxBytes);
        return await blobs.SaveAsync(stream, type.Length == 0 ? "application/octet-stream" : type, FileName(response), cancellationToken);
    }

    private static string? FileName(HttpResponseMessage response)
    {
        var disposition = response.Content.Headers.ContentDisposition;
        var name = (disposition?.FileNameStar ?? disposition?.FileName)?.Trim('"') ?? Uri.UnescapeDataString(response.RequestMessage?.RequestUri?.Segments[^1].Trim('/') ?? "");
        name = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        return name.Length == 0 ? null : name.Length > 255 ? name[^255..] : name;
    }

    private static ReadOnlyMemory<byte> Utf8(ReadOnlyMemory<byte> bytes, string? charset)
    {
        if (bytes.Span.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[3..];
        var isUtf8 = charset is null || charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
        return isUtf8 && System.Text.Unicode.Utf8.IsValid(bytes.Span) ? bytes : Encoding.UTF8.GetBytes(Decoded(bytes.Span, charset));
    }

    private static string Decoded(ReadOnlySpan<byte> bytes, string? charset)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.UTF8;
        try
        {
            if (charset is not null) encoding = Encoding.GetEncoding(charset.Trim('"'));
        }
        catch (ArgumentException)
        {
            // A charset nobody knows: UTF-8 is the best guess.
        }

        return bytes.StartsWith(encoding.Preamble) ? encoding.GetString(bytes[encoding.Preamble.Length..]) : encoding.GetString(bytes);
    }

    /// <summary>Details of a failure: the status and the first 4 KiB of the body.</summary>
    private static JsonElement Detail(int status, ReadOnlySpan<byte> body) =>
        JsonSerializer.SerializeToElement(new { status, body = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4096)]) }, JsonDefaults.Options);
}
