namespace Auterity.Workflows.Credentials;

/// <summary>Where the key comes from that protects credentials. Settings path: the root, so <c>AUTERITY_MASTER_KEY</c>.</summary>
public sealed class CredentialOptions
{
    /// <summary>Master key: 32 bytes as base64. Default: a file <c>keys/master-keys.json</c> in the data folder, made when the first credential is stored.</summary>
    public string? MasterKey { get; set; }

    /// <summary>File that holds the master key, 32 bytes as base64; for mounted secrets. Default: none.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>Earlier master keys, separated by commas, while a rotation is under way. Default: none.</summary>
    public string? MasterKeyPrevious { get; set; }
}
