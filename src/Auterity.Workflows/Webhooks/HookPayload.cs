using System.Buffers;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;
using Auterity.Workflows.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Auterity.Workflows.Webhooks;

/// <summary>Turns a call of a hook into the trigger's item: <c>{ headers, params, query, body, method, path }</c> and its files.</summary>
internal static class HookPayload
{
    /// <summary>The body becomes part of an item, and that of others: what is only just deep enough now would be too deep then.</summary>
    private static readonly JsonDocumentOptions Documents = new() { MaxDepth = JsonDefaults.MaxDepth - 16 };

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="request">The request.</param>
    /// <param name="body">Its body, read whole.</param>
    /// <param name="parameters">Values of the path's parameters.</param>
    /// <param name="input">The trigger's parameters.</param>
    /// <param name="blobs">Where files go.</param>
    /// <param name="claims">Claims of the caller's token; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="BadHttpRequestException">The body is not what its content type says.</exception>
    public static async Task<Item> ReadAsync(
        HttpRequest request, ReadOnlyMemory<byte> body, IReadOnlyDictionary<string, string> parameters, WebhookTrigger.Input input, IBlobs blobs, JsonElement? claims, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, BinaryRef>();
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value?.ToLowerInvariant() ?? "" : "";
        var json = await BodyAsync(type, parsed, body, input, files, blobs, cancellationToken);
        if (input.RawBody && body.Length > 0)
            files[input.BinaryProperty] = await SaveAsync(blobs, body, type, null, cancellationToken);

        var buffer = new ArrayBufferWriter<byte>(512 + json.Length);
        using (var writer = new Utf8JsonWriter(buffer, Json.Writer))
        {
            writer.WriteStartObject();
            WritePairs(writer, "headers", request.Headers.Select(header => (header.Key.ToLowerInvariant(), header.Value)));
            WritePairs(writer, "params", parameters.Select(parameter => (parameter.Key, new StringValues(parameter.Value))));
            WritePairs(writer, "query", request.Query.Select(value => (value.Key, value.Value)));
            writer.WritePropertyName("body");
            writer.WriteRawValue(json.Span, skipInputValidation: true);
            writer.WriteString("method", request.Method);
            writer.WriteString("path", request.Path.Value);
            if (claims is { } given)
            {
                writer.WritePropertyName("jwtPayload");
                given.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return new Item(buffer.WrittenSpan.ToArray(), files.Count == 0 ? null : files);
    }

    private static async Task<ReadOnlyMemory<byte>> BodyAsync(
        string type, MediaTypeHeaderValue? parsed, ReadOnlyMemory<byte> body, WebhookTrigger.Input input, Dictionary<string, BinaryRef> files, IBlobs blobs, CancellationToken cancellationToken)
    {
        if (body.Length == 0) return "{}"u8.ToArray();
        if (type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal)) return Checked(body);
        if (type == "application/x-www-form-urlencoded") return UrlEncoded(body);
        if (type == "multipart/form-data") return await MultipartAsync(parsed!, body, files, blobs, cancellationToken);
        if (type.StartsWith("text/", StringComparison.Ordinal) || type is "application/xml" or "application/graphql") return JsonSerializer.SerializeToUtf8Bytes(TextOf(body, parsed), JsonDefaults.Options);
        if (type.Length == 0 && LooksLikeJson(body.Span)) return Checked(body);
        files[input.BinaryProperty] = await SaveAsync(blobs, body, type, null, cancellationToken);
        return "{}"u8.ToArray();
    }

    /// <summary>The JSON, parsed once to be sure of it and to drop white space no rule asks to keep.</summary>
    private static byte[] Checked(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith(ByteOrderMark)) body = body[ByteOrderMark.Length..];
        if (!System.Text.Unicode.Utf8.IsValid(body.Span)) throw new BadHttpRequestException("The body is not valid UTF-8. Send JSON as UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(body, Documents);
            return JsonSerializer.SerializeToUtf8Bytes(document.RootElement, JsonDefaults.Options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadHttpRequestException($"The body is not valid JSON: {e.Message.Split(" LineNumber")[0]}", StatusCodes.Status400BadRequest, e);
        }
    }

    private static byte[] UrlEncoded(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Form(new FormReader(new MemoryStream(body.ToArray())).ReadForm());
        }
        catch (InvalidDataException e)
        {
            throw new BadHttpRequestException($"The form is too large to be one: {e.Message}", StatusCodes.Status400BadRequest, e);
        }
    }

    private static byte[] Form(Dictionary<string, StringValues> form)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Json.Writer))
        {
            writer.WriteStartObject();
            WriteFields(writer, form.Select(field => (field.Key, field.Value)));
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static async Task<ReadOnlyMemory<byte>> MultipartAsync(
        MediaTypeHeaderValue type, ReadOnlyMemory<byte> body, Dictionary<string, BinaryRef> files, IBlobs blobs, CancellationToken cancellationToken)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200) throw new BadHttpRequestException("The multipart body names no boundary, or one too long.");
        var fields = new Dictionary<string, StringValues>();
        try
        {
            var reader = new MultipartReader(boundary, new MemoryStream(body.ToArray()));
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "data";
                using var content = new MemoryStream();
                await section.Body.CopyToAsync(content, cancellationToken);
                if (disposition.IsFileDisposition())
                    files[Unique(files, name)] = await SaveAsync(blobs, content.ToArray(), section.ContentType ?? "application/octet-stream", Path.GetFileName(HeaderUtilities.RemoveQuotes(disposition.FileName).Value), cancellationToken);
                else
                    fields[name] = StringValues.Concat(fields.GetValueOrDefault(name), Encoding.UTF8.GetString(content.ToArray()));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new BadHttpRequestException($"The multipart body is damaged: {e.Message}", StatusCodes.Status400BadRequest, e);
        }

        return Form(fields);
    }

    private static string Unique(Dictionary<string, BinaryRef> files, string name)
    {
        var unique = name;
        for (var i = 1; files.ContainsKey(unique); i++)
            unique = $"{name}_{i}";
        return unique;
    }

    private static Task<BinaryRef> SaveAsync(IBlobs blobs, ReadOnlyMemory<byte> content, string type, string? name, CancellationToken cancellationToken) =>
        blobs.SaveAsync(new MemoryStream(content.ToArray()), type.Length == 0 ? "application/octet-stream" : type, name, cancellationToken);

    private static string TextOf(ReadOnlyMemory<byte> body, MediaTypeHeaderValue? type)
    {
        try
        {
            return (type?.Encoding ?? Encoding.UTF8).GetString(body.Span).Replace("\0", "", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException) // no such charset, or one that is no longer safe (UTF-7)
        {
            return Encoding.UTF8.GetString(body.Span).Replace("\0", "", StringComparison.Ordinal);
        }
    }

    private static bool LooksLikeJson(ReadOnlySpan<byte> body)
    {
        var trimmed = body.TrimStart(" \t\r\n"u8);
        return trimmed.Length > 0 && trimmed[0] is (byte)'{' or (byte)'[';
    }

    private static void WritePairs(Utf8JsonWriter writer, string name, IEnumerable<(string Name, StringValues Values)> pairs)
    {
        writer.WriteStartObject(name);
        WriteFields(writer, pairs);
        writer.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter writer, IEnumerable<(string Name, StringValues Values)> pairs)
    {
        foreach (var (name, values) in pairs)
        {
            if (values.Count == 1)
            {
                writer.WriteString(name, values[0]);
                continue;
            }

            writer.WriteStartArray(name);
            foreach (var value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }
    }
}
