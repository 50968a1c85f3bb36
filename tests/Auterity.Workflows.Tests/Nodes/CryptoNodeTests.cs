using System.Security.Cryptography;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class CryptoNodeTests
{
    [Theory]
    [InlineData("MD5", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("SHA1", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("sha-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("SHA384", "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7")]
    [InlineData("SHA512", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f")]
    [InlineData("SHA3-256", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")]
    [InlineData("SHA3-384", "ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25")]
    [InlineData("SHA3-512", "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0")]
    public async Task Hash_KnownText_GivesThePublishedDigest(string algorithm, string digest)
    {
        var run = await NodeHarness.For<CryptoNode>().With(new { algorithm, value = "={{ $json.text }}" }).Items("""{"text":"abc"}""").RunAsync();

        Assert.Equal([$$"""{"text":"abc","data":"{{digest}}"}"""], run.Main);
    }

    [Theory]
    [InlineData("base64", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=")]
    [InlineData("base64Url", "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")]
    public async Task Hash_OtherEncoding_WritesIt(string encoding, string text)
    {
        var run = await NodeHarness.For<CryptoNode>().With(new { value = "abc", encoding, result = "meta.hash" }).Items("""{"meta":{"n":1.50}}""").RunAsync();

        Assert.Equal([$$$"""{"meta":{"n":1.50,"hash":"{{{text}}}"}}"""], run.Main);
    }

    [Fact]
    public async Task Hmac_KnownSecret_GivesThePublishedDigest()
    {
        var run = await NodeHarness.For<CryptoNode>().With(new { action = "hmac", secret = "Jefe", value = "what do ya want for nothing?" }).Items("{}").RunAsync();

        Assert.Equal(["""{"data":"5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"}"""], run.Main);
    }

    [Fact]
    public async Task Hmac_NoSecretGiven_TakesTheCredentials()
    {
        var harness = NodeHarness.For<CryptoNode>().With(new { action = "hmac", value = "what do ya want for nothing?" })
            .In(context => context.Credentials["key"] = new Credential("crypto.key", new Dictionary<string, string> { ["secret"] = "Jefe" }));

        Assert.Contains("5bdcc146", (await harness.RunAsync()).Main[0]);
    }

    [Fact]
    public async Task Hash_File_ReadsItsBytes()
    {
        var harness = NodeHarness.For<CryptoNode>().With(new { algorithm = "MD5", fromFile = true, file = "doc" });
        harness.Ports([new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { ["doc"] = harness.Context.Files.Save("abc"u8.ToArray()) })]);

        var run = await harness.RunAsync();

        Assert.Equal(["""{"data":"900150983cd24fb0d6963f7d28e17f72"}"""], run.Main);
        Assert.Contains("doc", run.Items[0][0].Binary!);
    }

    [Theory]
    [InlineData("pkcs1")]
    [InlineData("pss")]
    public async Task Sign_RsaKey_VerifiesWithThePublicKey(string padding)
    {
        using var key = RSA.Create(2048);
        var signature = await SignAsync(key.ExportPkcs8PrivateKeyPem(), new { action = "sign", algorithm = "RSA-SHA256", value = "order 7", padding, encoding = "base64" });

        Assert.True(key.VerifyData("order 7"u8, signature, HashAlgorithmName.SHA256, padding == "pss" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1));
    }

    [Theory]
    [InlineData("der", DSASignatureFormat.Rfc3279DerSequence)]
    [InlineData("p1363", DSASignatureFormat.IeeeP1363FixedFieldConcatenation)]
    public async Task Sign_EncryptedEllipticKey_VerifiesWithThePublicKey(string signatureForm, DSASignatureFormat format)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = key.ExportEncryptedPkcs8PrivateKeyPem("open sesame", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        var signature = await SignAsync(pem, new { action = "sign", value = "order 7", signatureForm, encoding = "base64" }, "open sesame");

        Assert.True(key.VerifyData("order 7"u8, signature, HashAlgorithmName.SHA256, format));
    }

    [Fact]
    public async Task Sign_NotAKey_FailsWithoutShowingIt()
    {
        var error = await Assert.ThrowsAsync<NodeException>(() => SignAsync("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----", new { action = "sign" }));

        Assert.Equal("key-unusable", error.Error.Code);
        Assert.DoesNotContain("c2VjcmV0", error.Message);
    }

    [Fact]
    public async Task Sign_NoCredential_NamesTheSlot() =>
        Assert.Contains("'key'", (await NodeHarness.For<CryptoNode>().With(new { action = "sign" }).FailAsync()).Message);

    [Theory]
    [InlineData("hex", "0123456789abcdef")]
    [InlineData("digits", "0123456789")]
    [InlineData("base64Url", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")]
    public async Task Random_NotSecure_RepeatsItself(string letters, string alphabet)
    {
        var run = await NodeHarness.For<CryptoNode>().With(new { action = "random", letters, length = 500, secure = false, result = "r" }).RunAsync();

        var text = TestJson.Of(run.Main[0]).GetProperty("r").GetString()!;
        Assert.Equal(500, text.Length);
        Assert.All(text, letter => Assert.Contains(letter, alphabet));
        Assert.Contains(alphabet[^1], text);
    }

    [Fact]
    public async Task Random_Secure_NeverRepeats()
    {
        var harness = NodeHarness.For<CryptoNode>().With(new { action = "random" });

        Assert.NotEqual((await harness.RunAsync()).Main[0], (await harness.RunAsync()).Main[0]);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public async Task Uuid_EitherVersion_IsWellFormed(int uuidVersion)
    {
        var run = await NodeHarness.For<CryptoNode>().With(new { action = "uuid", uuidVersion }).Items("{}", "{}").RunAsync();

        var ids = run.Main.Select(json => TestJson.Of(json).GetProperty("data").GetGuid()).ToList();
        Assert.Equal(2, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((uuidVersion, true), (id.Version, id.Variant is >= 8 and <= 11)));
        if (uuidVersion == 7) Assert.StartsWith(new DateTimeOffset(2026, 3, 14, 9, 26, 53, TimeSpan.Zero).ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture), ids[0].ToString("N"));
    }

    [Theory]
    [InlineData("""{"value":"=x"}""", Delivery.Pure)]
    [InlineData("""{"action":"hash","fromFile":true}""", null)]
    [InlineData("""{"action":"hash","fromFile":"={{ $json.f }}"}""", null)]
    [InlineData("""{"action":"={{ $json.a }}"}""", null)]
    [InlineData("""{"action":"hmac","secret":"s"}""", Delivery.Pure)]
    [InlineData("""{"action":"hmac"}""", null)]
    [InlineData("""{"action":"sign"}""", null)]
    [InlineData("""{"action":"random"}""", null)]
    [InlineData("""{"action":"random","secure":false}""", Delivery.Pure)]
    [InlineData("""{"action":"uuid"}""", Delivery.Pure)]
    [InlineData("[]", null)]
    public void Delivery_OfParameters_IsPureOnlyWhenNothingOutsideIsTouched(string parameters, Delivery? expected) =>
        Assert.Equal(expected, new CryptoNode().DeliveryOf(TestJson.Of(parameters)));

    [Theory]
    [InlineData("""{"algorithm":"ROT13"}""", "ROT13")]
    [InlineData("""{"action":"uuid","uuidVersion":1}""", "Use 4 or 7")]
    [InlineData("""{"action":"random","length":0}""", "length")]
    [InlineData("""{"fromFile":true}""", "no file 'data'")]
    [InlineData("""{"result":"a[99999999]"}""", "field path")]
    public async Task Run_WrongParameters_FailsAndIsNotRetried(string parameters, string message)
    {
        var error = await NodeHarness.For<CryptoNode>().With(parameters).FailAsync();

        Assert.Contains(message, error.Message);
        Assert.False(error.Retryable);
    }

    private static async Task<byte[]> SignAsync(string pem, object parameters, string passphrase = "")
    {
        var run = await NodeHarness.For<CryptoNode>().With(parameters)
            .In(context => context.Credentials["key"] = new Credential("crypto.key", new Dictionary<string, string> { ["privateKey"] = pem, ["passphrase"] = passphrase })).RunAsync();
        return Convert.FromBase64String(TestJson.Of(run.Main[0]).GetProperty("data").GetString()!);
    }
}
