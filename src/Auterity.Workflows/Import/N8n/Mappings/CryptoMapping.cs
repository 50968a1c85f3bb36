namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Crypto: hash, HMAC, sign, generate.</summary>
[N8nMapping("n8n-nodes-base.crypto")]
internal sealed class CryptoMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var action = p.Choice("action", "hash");
        var result = p.Text("dataPropertyName", "data");
        if (action == "generate") return new("data.crypto", Generate(p, result)) { CredentialSlot = "key" };

        var (fromFile, file) = (p.Flag("binaryData"), p.Text("binaryPropertyName", "data"));
        if (p.Has("privateKey")) p.Lose("The private key stood in the parameters; here it comes from a credential.");
        p.Skip("privateKey");
        return new("data.crypto", new
        {
            action,
            algorithm = action == "sign" ? p.Text("algorithm", "SHA256") : p.Text("type", "MD5"),
            value = p.Text("value"),
            fromFile = fromFile ? true : (bool?)null,
            file = fromFile ? file : null,
            secret = p.Text("secret"),
            encoding = p.Choice("encoding", "hex").ToLowerInvariant() is "base64" ? "base64" : null,
            result,
        })
        {
            CredentialSlot = "key",
        };
    }

    private static object Generate(N8nParameters p, string result)
    {
        var kind = p.Choice("encodingType", "uuid");
        var length = p.Number("stringLength", 32);
        return kind == "uuid" ? new { action = "uuid", result } : new { action = "random", letters = kind switch { "hex" => "hex", "base64" => "base64", _ => "alphanumeric" }, length, result };
    }
}
