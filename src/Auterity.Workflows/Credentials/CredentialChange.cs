namespace Auterity.Workflows.Credentials;

/// <summary>What a change makes of a credential. Pure.</summary>
/// <param name="Values">All values afterwards.</param>
/// <param name="Faults">What is wrong, by field; empty when it can be stored.</param>
internal sealed record CredentialChange(IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Faults)
{
    /// <summary>Merges a change into the stored values: left out keeps, null clears.</summary>
    /// <remarks>
    /// Whoever may change where a secret is sent could have it sent to themselves. So a change of such a field asks for the secrets again:
    /// who knows them may send them anywhere, who does not may not.
    /// </remarks>
    public static CredentialChange Of(CredentialType type, IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string?>? change)
    {
        var written = change ?? new Dictionary<string, string?>();
        var values = new Dictionary<string, string>(before);
        foreach (var (name, value) in written)
        {
            if (value is null) values.Remove(name);
            else values[name] = value;
        }

        // What the platform keeps itself is neither checked nor taken from a form.
        var byForm = values.Where(pair => type.Fields.FirstOrDefault(field => field.Name == pair.Key) is not { IsManaged: true } || written.ContainsKey(pair.Key)).ToDictionary();
        var faults = new Dictionary<string, string>(type.Faults(byForm));
        if (type.Fields.Any(field => field.IsDestination && values.GetValueOrDefault(field.Name, "") != before.GetValueOrDefault(field.Name, "")))
            foreach (var field in type.Fields.Where(field => field is { IsSecret: true, IsManaged: false } && before.ContainsKey(field.Name) && !written.ContainsKey(field.Name)))
                faults.TryAdd(field.Name, $"{field.Title} must be given again, because the change says where it is sent.");
        if (faults.Count == 0 && type.Fields.Any(field => field.IsDestination && values.GetValueOrDefault(field.Name, "") != before.GetValueOrDefault(field.Name, "")))
            foreach (var field in type.Fields.Where(field => field.IsManaged)) values.Remove(field.Name); // tokens granted by the other server
        return new CredentialChange(values, faults);
    }
}
