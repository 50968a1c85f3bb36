using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary><c>http.basic</c>: user and password.</summary>
internal sealed class BasicScheme : IAuthScheme
{
    public string Type => "http.basic";

    public ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        var pair = $"{request.Credential["user"]}:{request.Credential["password"]}";
        request.Message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        return ValueTask.CompletedTask;
    }
}

/// <summary><c>http.bearer</c>: a token.</summary>
internal sealed class BearerScheme : IAuthScheme
{
    public string Type => "http.bearer";

    public ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        HeaderText.Set(request.Message, "Authorization", $"Bearer {request.Credential["token"]}");
        return ValueTask.CompletedTask;
    }
}

/// <summary><c>http.header</c>: a header of any name.</summary>
internal sealed class HeaderScheme : IAuthScheme
{
    public string Type => "http.header";

    public ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        HeaderText.Set(request.Message, request.Credential["name"], request.Credential["value"]);
        return ValueTask.CompletedTask;
    }
}

/// <summary><c>http.query</c>: a query parameter.</summary>
internal sealed class QueryScheme : IAuthScheme
{
    public string Type => "http.query";

    public ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        request.Message.RequestUri = UrlQuery.Append(request.Message.RequestUri!, [new(request.Credential["name"], request.Credential["value"])]);
        return ValueTask.CompletedTask;
    }
}

/// <summary><c>http.custom</c>: JSON with <c>headers</c> and <c>query</c> (or <c>qs</c>); its <c>body</c> is merged by whoever builds the body.</summary>
internal sealed class CustomScheme : IAuthScheme
{
    public string Type => "http.custom";

    public ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        using var document = Parse(request.Credential["json"]);
        foreach (var (name, value) in Pairs(document.RootElement, "headers")) HeaderText.Set(request.Message, name, value);
        var query = Pairs(document.RootElement, "query").Concat(Pairs(document.RootElement, "qs")).ToList();
        if (query.Count > 0) request.Message.RequestUri = UrlQuery.Append(request.Message.RequestUri!, query);
        return ValueTask.CompletedTask;
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            var document = JsonDocument.Parse(json, JsonDefaults.Document);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document : throw HttpAuth.Unusable("Its JSON must be an object with headers, query and body.");
        }
        catch (JsonException e)
        {
            throw HttpAuth.Unusable($"Its JSON is broken at line {e.LineNumber + 1}.", e);
        }
    }

    /// <summary>Body fields of a custom credential; none for other types.</summary>
    /// <exception cref="NodeException"><c>credential-invalid</c> when it is no JSON object.</exception>
    public static IReadOnlyList<KeyValuePair<string, JsonElement>> BodyOf(Credential? credential)
    {
        if (credential?.Type != "http.custom") return [];
        using var document = Parse(credential["json"]);
        return document.RootElement.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object
            ? [.. body.Clone().EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value))]
            : [];
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonElement json, string property) =>
        json.TryGetProperty(property, out var pairs) && pairs.ValueKind == JsonValueKind.Object
            ? pairs.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.ToString()))
            : [];
}

/// <summary>Sets a header to exactly this value, replacing what the author wrote.</summary>
internal static class HeaderText
{
    /// <exception cref="FormatException">Name or value cannot be a header.</exception>
    public static void Set(HttpRequestMessage message, string name, string value)
    {
        value = value.Trim();
        if (name.Length == 0 || value.AsSpan().ContainsAny('\r', '\n', '\0')) throw new FormatException($"'{name}' is not a usable header.");
        // Asking by name would throw for a name that is no content header.
        if (message.Content?.Headers.NonValidated.Contains(name) == true) message.Content.Headers.Remove(name);
        try
        {
            message.Headers.Remove(name);
        }
        catch (InvalidOperationException)
        {
            message.Content?.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        if (!message.Headers.TryAddWithoutValidation(name, value)) throw new FormatException($"'{name}' is not a usable header.");
    }
}
