using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Auterity.Sdk;

/// <summary>The one set of JSON options: camelCase, enums as camelCase text, nulls left out, numbers keep their text.</summary>
public static class JsonDefaults
{
    /// <summary>Deepest nesting accepted anywhere. Source: System.Text.Json counts arrays and objects alike.</summary>
    public const int MaxDepth = 128;

    public static JsonDocumentOptions Document { get; } = new() { MaxDepth = MaxDepth };

    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>Applies the defaults to options owned by somebody else (ASP.NET Core, SignalR).</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = MaxDepth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        };
        Apply(options);
        return options;
    }
}
