using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Credentials;

/// <summary>A kind of credential: which fields it has, and how to try whether one works. Modules register theirs as singletons.</summary>
/// <param name="Type">Stable name, never renamed: <c>http.basic</c>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="Fields">Fields of the form, in order.</param>
public sealed record CredentialType(string Type, string Name, IReadOnlyList<CredentialField> Fields)
{
    /// <summary>Tries the credential against the other side; null when nothing can be tried.</summary>
    public CredentialTest? Test { get; init; }

    /// <summary>Values that may never be shown in errors, logs and stored parameters.</summary>
    public IEnumerable<string> SecretsOf(Credential credential) =>
        Fields.Where(field => field.IsSecret).Select(field => credential[field.Name]).Where(value => value.Length > 0);

    /// <summary>What is wrong with these values, by field; empty when they can be stored.</summary>
    public IReadOnlyDictionary<string, string> Faults(IReadOnlyDictionary<string, string> values)
    {
        var faults = new Dictionary<string, string>();
        foreach (var name in values.Keys.Where(name => !Fields.Any(field => field.Name == name && !field.IsManaged)))
            faults[name] = $"{Name} has no field '{name}'. It has: {string.Join(", ", Fields.Where(field => !field.IsManaged).Select(field => field.Name))}.";
        foreach (var field in Fields)
        {
            var value = values.GetValueOrDefault(field.Name, "");
            if (value.Length == 0 && field is { IsRequired: true, Default: null }) faults[field.Name] = $"{field.Title} is needed.";
            else if (value.Length > CredentialField.MaxLength) faults[field.Name] = $"{field.Title} is longer than {CredentialField.MaxLength:N0} characters.";
            else if (value.Length > 0 && field.Choices.Count > 0 && !field.Choices.Contains(value)) faults[field.Name] = $"{field.Title} must be one of: {string.Join(", ", field.Choices)}.";
        }

        return faults;
    }

    /// <summary>JSON Schema of the fields; secret ones carry <c>x-secret</c>, those a form leaves out <c>readOnly</c>.</summary>
    public JsonElement Schema()
    {
        var properties = new JsonObject();
        foreach (var field in Fields)
        {
            var property = new JsonObject { ["type"] = "string", ["title"] = field.Title };
            if (field.Description.Length > 0) property["description"] = field.Description;
            if (field.Default is not null) property["default"] = field.Default;
            if (field.Choices.Count > 0) property["enum"] = new JsonArray([.. field.Choices.Select(choice => JsonValue.Create(choice))]);
            if (field.IsSecret) property["x-secret"] = true;
            if (field.IsMultiline) property["x-editor"] = "multiline";
            if (field.IsManaged) property["readOnly"] = true;
            properties[field.Name] = property;
        }

        return JsonSerializer.SerializeToElement(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. Fields.Where(field => field is { IsRequired: true, Default: null }).Select(field => JsonValue.Create(field.Name))]),
            ["additionalProperties"] = false,
        });
    }
}

/// <summary>One field of a credential; values are text.</summary>
/// <param name="Name">Name in <see cref="Credential.Values"/>.</param>
/// <param name="Title">Name for people.</param>
public sealed record CredentialField(string Name, string Title)
{
    /// <summary>Longest value, in characters.</summary>
    public const int MaxLength = 65_536;

    public string Description { get; init; } = "";

    /// <summary>Never shown, masked wherever it turns up.</summary>
    public bool IsSecret { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Decides where the secrets are sent: changing it asks for them again.</summary>
    public bool IsDestination { get; init; }

    public bool IsMultiline { get; init; }

    /// <summary>Set by the platform (tokens), never by a form.</summary>
    public bool IsManaged { get; init; }

    /// <summary>Values to choose from; empty accepts any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Value of a field left empty; null has none.</summary>
    public string? Default { get; init; }
}

/// <summary>Tries a credential against the other side. Failing with <see cref="NodeException"/> means it does not work.</summary>
/// <returns>A sentence about what worked.</returns>
public delegate Task<string> CredentialTest(Credential credential, CredentialTrial trial, CancellationToken cancellationToken);

/// <summary>What a test of a credential may use.</summary>
/// <param name="TenantId">Whose credential it is.</param>
/// <param name="Services">Services of the process.</param>
public sealed record CredentialTrial(Guid TenantId, IServiceProvider Services);
