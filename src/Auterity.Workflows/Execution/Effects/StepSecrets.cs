using Auterity.Sdk;
using Auterity.Workflows.Credentials;

namespace Auterity.Workflows.Execution.Effects;

/// <summary>The secrets one attempt was given, so that nothing it leaves behind shows them. Safe for the several threads a node may use; light, because every item has one.</summary>
internal sealed class StepSecrets(StepServices services, Guid tenantId)
{
    private HashSet<string>? values;
    private List<Credential>? credentials;

    /// <summary>An expression read sensitive items of another node.</summary>
    public bool SawSensitive { get; private set; }

    public void Saw(Item item) => SawSensitive |= item.IsSensitive;

    public void Add(string value)
    {
        lock (this) (values ??= []).Add(value);
    }

    public void Add(Credential credential)
    {
        lock (this) (credentials ??= []).Add(credential);
    }

    /// <summary>A mask for all of them as of now: tokens are fetched while the attempt runs.</summary>
    public SecretMask Mask()
    {
        lock (this)
        {
            return values is null && credentials is null
                ? SecretMask.None
                : new SecretMask([.. values ?? [], .. (credentials ?? []).SelectMany(credential => services.SecretsOf(tenantId, credential))]);
        }
    }
}
