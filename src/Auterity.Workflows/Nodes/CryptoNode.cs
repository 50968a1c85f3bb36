using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Files;

namespace Auterity.Workflows.Nodes;

/// <summary>Hashes, signs, and makes identifiers and random text, written into a field of the item.</summary>
[Node("data.crypto", "Crypto", Category = "Data", Icon = "key-round", Summary = "Hash, HMAC, sign, make UUIDs and random text.", Keywords = ["hash", "hmac", "sha256", "md5", "uuid", "random", "signature"])]
[CredentialSlot("key", "crypto.key")]
public sealed class CryptoNode : Node<CryptoNode.Input, Item>
{
    public enum Work
    {
        Hash,
        Hmac,
        Sign,
        Random,
        Uuid,
    }

    public sealed record Input(
        [property: Description("What to do")] Work Action = Work.Hash,
        [property: Description("MD5, SHA1, SHA256, SHA384, SHA512, SHA3-256, SHA3-384 or SHA3-512"), Field(ShowIf = "action", Is = ["hash", "hmac", "sign"])] string Algorithm = "SHA256",
        [property: Description("Text to hash or sign, taken as UTF-8"), Field(ShowIf = "action", Is = ["hash", "hmac", "sign"])] string Value = "",
        [property: Description("Take a file of the item instead of the text"), Field(ShowIf = "action", Is = ["hash", "hmac", "sign"])] bool FromFile = false,
        [property: Description("Name of the file"), Field(ShowIf = "fromFile", Is = ["true"])] string File = "data",
        [property: Description("Secret of the HMAC; empty takes the field 'secret' of the key credential"), Field(Editor = "secret", ShowIf = "action", Is = ["hmac"])] string? Secret = null,
        [property: Description("How the result is written"), Field(ShowIf = "action", Is = ["hash", "hmac", "sign"])] ByteText Encoding = ByteText.Hex,
        [property: Description("Padding of RSA signatures: pkcs1 or pss"), Field(ShowIf = "action", Is = ["sign"])] RsaPadding Padding = RsaPadding.Pkcs1,
        [property: Description("Form of ECDSA signatures: der, or p1363 as JSON Web Tokens use it"), Field(ShowIf = "action", Is = ["sign"])] EcdsaForm SignatureForm = EcdsaForm.Der,
        [property: Description("Letters of the random text"), Field(ShowIf = "action", Is = ["random"])] RandomText Letters = RandomText.Alphanumeric,
        [property: Description("Length of the random text in characters"), Range(1, 65_536), Field(ShowIf = "action", Is = ["random"])] int Length = 32,
        [property: Description("Fit for passwords and tokens: drawn from the machine's secure source, once, and recorded"), Field(ShowIf = "action", Is = ["random"])] bool Secure = true,
        [property: Description("4 is random, 7 is ordered by time"), Field(ShowIf = "action", Is = ["uuid"])] int UuidVersion = 4,
        [property: Description("Field for the result")] string Result = "data");

    /// <summary>Pure unless it reads a file, a credential or the secure random source.</summary>
    public override Delivery? DeliveryOf(JsonElement parameters) => Files.Json.Literal(parameters, "action", "hash")?.ToLowerInvariant() switch
    {
        "hash" when Files.Json.Literal(parameters, "fromFile", "false") == "false" => Delivery.Pure,
        "hmac" when Files.Json.Literal(parameters, "fromFile", "false") == "false" && HasSecret(parameters) => Delivery.Pure,
        "random" when Files.Json.Literal(parameters, "secure", "true") == "false" => Delivery.Pure,
        "uuid" => Delivery.Pure,
        _ => null,
    };

    public override async Task<Item> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var result = input.Action switch
        {
            Work.Random => input.Letters.Draw(input.Length, input.Secure ? null : context.Random),
            Work.Uuid => Uuid(input.UuidVersion, context),
            _ => input.Encoding.Write(await DigestAsync(input, context, cancellationToken)),
        };
        return new Item(FieldPath.With(context.Item.Json, input.Result, result), context.Item.Binary);
    }

    private static async Task<byte[]> DigestAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var algorithm = HashAlgorithms.Get(input.Algorithm);
        await using var content = input.FromFile
            ? await context.Blobs.OpenAsync(context.Item.GetFile(input.File), cancellationToken)
            : new MemoryStream(Encoding.UTF8.GetBytes(input.Value));
        return input.Action switch
        {
            Work.Hash => await HashAlgorithms.HashAsync(algorithm, content, key: null, cancellationToken),
            Work.Hmac => await HashAlgorithms.HashAsync(algorithm, content, await SecretAsync(input, context, cancellationToken), cancellationToken),
            _ => Signing.Sign(await HashAlgorithms.HashAsync(algorithm, content, key: null, cancellationToken), algorithm, await KeyAsync(context, cancellationToken), input.Padding, input.SignatureForm),
        };
    }

    private static async Task<byte[]> SecretAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(input.Secret)) return Encoding.UTF8.GetBytes(input.Secret);
        var secret = (await KeyAsync(context, cancellationToken))["secret"];
        if (secret.Length == 0) throw new NodeException("The key credential has no field 'secret' for the HMAC.", "credential-missing", retryable: false);
        return Encoding.UTF8.GetBytes(secret);
    }

    private static async Task<Credential> KeyAsync(NodeContext context, CancellationToken cancellationToken) =>
        await context.CredentialAsync("key", cancellationToken)
        ?? throw new NodeException("No key is chosen. Put a credential of the type 'crypto.key' into the slot 'key'.", "credential-missing", retryable: false);

    private static string Uuid(int version, NodeContext context)
    {
        if (version is not (4 or 7)) throw new NodeException($"UUID version {version} is not made here. Use 4 or 7.", "invalid-parameters", retryable: false);
        Span<byte> bytes = stackalloc byte[16];
        context.Random.NextBytes(bytes);
        if (version == 7)
        {
            var milliseconds = context.Now.ToUnixTimeMilliseconds();
            for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        }

        bytes[6] = (byte)((bytes[6] & 0x0F) | (version << 4));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static bool HasSecret(JsonElement parameters) =>
        parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("secret", out var secret)
        && secret.ValueKind == JsonValueKind.String && secret.GetString() is { Length: > 0 } text && !text.StartsWith('=');
}
