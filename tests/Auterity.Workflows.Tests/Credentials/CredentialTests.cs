using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Auterity.Platform;
using Auterity.Platform.Data;
using Auterity.Sdk;
using Auterity.Workflows.Credentials;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Tests.Credentials;

public sealed class SealedBoxTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void Open_WhatWasSealed_IsTheSame() => Gen.Select(Gen.Byte.Array, Gen.Byte.Array[0, 40], Gen.String).Sample((plain, id, context) =>
    {
        var box = SealedBox.Seal(Key, id, plain, Encoding.UTF8.GetBytes(context));

        Assert.Equal(id, SealedBox.KeyIdOf(box).ToArray());
        Assert.Equal(plain, SealedBox.Open(Key, box, Encoding.UTF8.GetBytes(context)));
    });

    [Fact]
    public void Open_AnyByteChanged_Fails()
    {
        var box = SealedBox.Seal(Key, "k1"u8, "secret"u8, "row"u8);
        for (var i = 0; i < box.Length; i++)
        {
            var changed = (byte[])box.Clone();
            changed[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => SealedBox.Open(Key, changed, "row"u8));
        }
    }

    [Fact]
    public void Open_AnotherContextOrKey_Fails()
    {
        var box = SealedBox.Seal(Key, "k1"u8, "secret"u8, "row-1"u8);

        Assert.ThrowsAny<CryptographicException>(() => SealedBox.Open(Key, box, "row-2"u8));
        Assert.ThrowsAny<CryptographicException>(() => SealedBox.Open(RandomNumberGenerator.GetBytes(32), box, "row-1"u8));
    }

    [Fact]
    public void KeyIdOf_AnyBytes_IsRefusedOrRead() => Gen.Byte.Array[0, 60].Sample(bytes =>
    {
        try
        {
            _ = SealedBox.KeyIdOf(bytes).Length;
        }
        catch (CryptographicException)
        {
            // Refused, as it should be.
        }
    });
}

public sealed class MasterKeysTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("keys").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Load_FirstStart_MakesAFileOnlyThisUserReads()
    {
        var first = MasterKeys.Load(folder, null, null);
        var again = MasterKeys.Load(folder, null, null);

        Assert.Equal(first.Current.Id, again.Current.Id);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "master-keys.json")));
    }

    [Fact]
    public void Load_FromTheEnvironment_KeepsTheOldOnesToo()
    {
        var (now, before) = (Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

        var keys = MasterKeys.Load(folder, now, before);

        Assert.Equal(now, Convert.ToBase64String(keys.Current.Bytes));
        Assert.Equal(before, Convert.ToBase64String(keys.Find(MasterKeys.Load(folder, before, null).Current.Id)!.Bytes));
        Assert.Empty(Directory.GetFiles(folder));
        Assert.Throws<InvalidOperationException>(keys.AddNew);
    }

    [Theory]
    [InlineData("short"), InlineData("AAAA"), InlineData("!!")]
    public void Load_BrokenKey_SaysHowToMakeOne(string key) =>
        Assert.Contains("openssl rand -base64 32", Assert.Throws<CannotStartException>(() => MasterKeys.Load(folder, key, null)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(""), InlineData("[]"), InlineData("{"), InlineData("[\"AAAA\"]")]
    public void Load_BrokenFile_NeverReplacesIt(string content)
    {
        File.WriteAllText(Path.Combine(folder, "master-keys.json"), content);

        Assert.Throws<CannotStartException>(() => MasterKeys.Load(folder, null, null));
        Assert.Equal(content, File.ReadAllText(Path.Combine(folder, "master-keys.json")));
    }

    [Fact]
    public void Find_KeyAnotherProcessMade_IsReadFromTheFile()
    {
        var (one, other) = (MasterKeys.Load(folder, null, null), MasterKeys.Load(folder, null, null));
        other.AddNew();

        Assert.NotNull(one.Find(other.Current.Id));
        Assert.Equal(other.Current.Id, one.Newest().Id);
        Assert.Null(one.Find("nothing"));
    }
}

public sealed class SecretMaskTests
{
    [Fact]
    public void Mask_SecretInAnyForm_IsHidden()
    {
        const string Secret = "p@ss \"wörd\"/+&";
        var mask = new SecretMask([Secret, "abcdefgh", "abc"]);

        Assert.Equal("a ••• b", mask.Mask($"a {Secret} b"));
        Assert.Equal("q=•••", mask.Mask($"q={Uri.EscapeDataString(Secret)}"));
        Assert.Equal("•••", mask.Mask(Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret))));
        Assert.Equal("abc •••", mask.Mask("abc abcdefgh"));
        Assert.Equal("""{"a":["•••",1],"•••":null}""", mask.Mask(JsonSerializer.SerializeToElement(new Dictionary<string, object?> { ["a"] = new object[] { Secret, 1 }, ["abcdefgh"] = null })).GetRawText());
    }

    [Fact]
    public void Mask_AnyText_NeverHoldsASecretAfterwards() => Gen.Select(Gen.String[4, 20], Gen.String, Gen.String).Where((secret, _, _) => secret.Trim().Length >= 4 && !secret.Contains('•')).Sample((secret, before, after) =>
        Assert.DoesNotContain(secret, new SecretMask([secret]).Mask(before + secret + after), StringComparison.Ordinal));

    [Theory]
    [InlineData("k"), InlineData("ke"), InlineData("key:"), InlineData("someone:")]
    public void Mask_SecretInsideLongerBase64_IsHidden(string before)
    {
        const string Secret = "hunter22-very-secret";
        var mask = new SecretMask([Secret]);

        var masked = mask.Mask(Convert.ToBase64String(Encoding.UTF8.GetBytes(before + Secret + "-and-more")));

        Assert.Contains(SecretMask.Hidden, masked, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", Encoding.Latin1.GetString(Convert.FromBase64String(masked.Replace(SecretMask.Hidden, "", StringComparison.Ordinal).TrimEnd('=').PadRight((masked.Length + 3) / 4 * 4, 'A')[..4])), StringComparison.Ordinal);
    }

    [Fact]
    public void Mask_TextCutThroughASecret_HidesTheRestOfItToo() =>
        Assert.Equal("""{"got":"•••""", new SecretMask(["hunter22-very-secret"]).Mask("""{"got":"hunter22-very"""));

    [Theory]
    [InlineData("""{"a":{"b":["x hunter22-very-secret y"]}}""", true)]
    [InlineData("""{"hunter22-very-secret":1}""", true)]
    [InlineData("""{"a":"\u0068unter22-very-secret"}""", true)]
    [InlineData("""{"a":"68756e74657232322d766572792d736563726574"}""", true)]
    [InlineData("""{"a":"hunter22 very secret","b":"\u0068"}""", false)]
    public void IsIn_Item_FindsTheSecretHoweverItIsEscaped(string json, bool found) =>
        Assert.Equal(found, new SecretMask(["hunter22-very-secret"]).IsIn(new Item(Encoding.UTF8.GetBytes(json))));
}

public sealed class CredentialStoreTests : IAsyncDisposable
{
    private static readonly Guid Ann = Guid.Parse("01890000-0000-7000-8000-0000000000a1");
    private static readonly Guid Bob = Guid.Parse("01890000-0000-7000-8000-0000000000b1");

    private readonly string folder = Directory.CreateTempSubdirectory("store").FullName;
    private readonly ServiceProvider services;

    public CredentialStoreTests()
    {
        services = Services(MasterKeys.Load(folder, null, null));
        using var db = services.GetRequiredService<AuterityDbFactory>().Create(TenantScope.System("test"));
        db.Database.EnsureCreated();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private CredentialStore Store => services.GetRequiredService<CredentialStore>();

    private CredentialType Basic => services.GetRequiredService<CredentialCatalog>().Find("http.basic")!;

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Create_Credential_IsReadableOnlyThroughTheStore()
    {
        var row = await CreateAsync(Ann);

        var opened = (await Store.FindAsync(Ann, row.Id, Token))!;

        Assert.Equal(("hunter22", "ann", row.Id), (opened["password"], opened["user"], opened.Id));
        Assert.Equal("user,password", row.SetFields);
        SqliteConnection.ClearAllPools();
        Assert.DoesNotContain(Directory.GetFiles(folder), file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains("hunter22", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Find_OtherTenant_SeesNothing() => Assert.Null(await Store.FindAsync(Bob, (await CreateAsync(Ann)).Id, Token));

    [Fact]
    public async Task Open_ValuesMovedToAnotherRow_DoNotOpen()
    {
        var (one, other) = (await CreateAsync(Ann), await CreateAsync(Ann));
        await using (var db = services.GetRequiredService<AuterityDbFactory>().Create(TenantScope.Tenant(Ann)))
        {
            (await db.Set<CredentialRow>().SingleAsync(row => row.Id == other.Id, Token)).Sealed = one.Sealed;
            await db.SaveChangesAsync(Token);
        }

        Assert.Equal("credential-unreadable", (await Assert.ThrowsAsync<NodeException>(() => Store.FindAsync(Ann, other.Id, Token))).Error.Code);
    }

    [Fact]
    public async Task Get_SlotOfAnotherType_SaysWhatFits()
    {
        var row = await CreateAsync(Ann);

        Assert.Equal("credential-type", (await Assert.ThrowsAsync<NodeException>(() => Store.GetAsync(Ann, row.Id, new CredentialSlotAttribute("smtp", "smtp"), Token).AsTask())).Error.Code);
        Assert.Equal("credential-missing", (await Assert.ThrowsAsync<NodeException>(() => Store.GetAsync(Ann, Guid.CreateVersion7(), new CredentialSlotAttribute("auth", "http.basic"), Token).AsTask())).Error.Code);
    }

    [Fact]
    public async Task Rotate_MasterKey_EverythingStillOpensAndTheOldKeyIsNotNeeded()
    {
        var (ann, bob) = (await CreateAsync(Ann), await CreateAsync(Bob));
        var keys = services.GetRequiredService<DataKeys>();
        var before = services.GetRequiredService<MasterKeys>().Current.Id;

        Assert.Equal(2, await keys.RotateAsync(Token));
        Assert.Equal(2, await keys.RotateAsync(Token));

        await using var restarted = Services(MasterKeys.Load(folder, null, null));
        Assert.Null(restarted.GetRequiredService<MasterKeys>().Find(before));
        var store = restarted.GetRequiredService<CredentialStore>();
        Assert.Equal(["hunter22", "hunter22"], [(await store.FindAsync(Ann, ann.Id, Token))!["password"], (await store.FindAsync(Bob, bob.Id, Token))!["password"]]);
    }

    [Fact]
    public async Task Find_MasterKeyLost_NamesItAndTheWayOut()
    {
        var row = await CreateAsync(Ann);
        await using var restarted = Services(MasterKeys.Load(Path.Combine(folder, "elsewhere"), null, null));

        var error = await Assert.ThrowsAsync<NodeException>(() => restarted.GetRequiredService<CredentialStore>().FindAsync(Ann, row.Id, Token));

        Assert.Contains("AUTERITY_MASTER_KEY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_RenewedTokens_KeepsTheOtherValues()
    {
        var type = services.GetRequiredService<CredentialCatalog>().Find("oauth2.authorizationCode")!;
        var row = await Store.CreateAsync(Ann, type, "x", new Dictionary<string, string> { ["tokenUrl"] = "https://t", ["clientId"] = "c", ["accessToken"] = "old" }, Token);

        await Store.SaveAsync(Ann, row.Id, new Dictionary<string, string> { ["accessToken"] = "new" }, Token);

        var opened = (await Store.FindAsync(Ann, row.Id, Token))!;
        Assert.Equal(("new", "c", "header"), (opened["accessToken"], opened["clientId"], opened["authentication"]));
    }

    [Fact]
    public void Change_Values_LeftOutKeepsAndNullClears()
    {
        var before = new Dictionary<string, string> { ["user"] = "ann", ["password"] = "p" };

        Assert.Equal("p", CredentialChange.Of(Basic, before, new Dictionary<string, string?> { ["user"] = "bob" }).Values["password"]);
        Assert.False(CredentialChange.Of(Basic, before, new Dictionary<string, string?> { ["password"] = null }).Values.ContainsKey("password"));
        Assert.Contains("user", CredentialChange.Of(Basic, before, new Dictionary<string, string?> { ["user"] = null }).Faults.Keys);
        Assert.Contains("nonsense", CredentialChange.Of(Basic, before, new Dictionary<string, string?> { ["nonsense"] = "x" }).Faults.Keys);
    }

    [Fact]
    public void Change_Destination_AsksForTheSecretAgain()
    {
        var before = new Dictionary<string, string> { ["user"] = "ann", ["password"] = "p", ["allowedHosts"] = "api.example.com" };

        Assert.Contains("password", CredentialChange.Of(Basic, before, new Dictionary<string, string?> { ["allowedHosts"] = "evil.example" }).Faults.Keys);
        Assert.Empty(CredentialChange.Of(Basic, before, new Dictionary<string, string?> { ["allowedHosts"] = "evil.example", ["password"] = "p" }).Faults);
    }

    [Fact]
    public void Types_All_HaveASchemaAndASecretThatIsMarked()
    {
        var catalog = services.GetRequiredService<CredentialCatalog>();

        Assert.All(catalog.Types, type => Assert.Equal("object", type.Schema().GetProperty("type").GetString()));
        Assert.True(catalog.Find("http.basic")!.Schema().GetProperty("properties").GetProperty("password").GetProperty("x-secret").GetBoolean());
        Assert.Equal(["http.basic", "postgres", "redis", "smtp"], new[] { "http.basic", "postgres", "redis", "smtp" }.Where(type => catalog.Find(type) is not null));
    }

    private Task<CredentialRow> CreateAsync(Guid tenant) => Store.CreateAsync(tenant, Basic, "API", new Dictionary<string, string> { ["user"] = "ann", ["password"] = "hunter22" }, Token);

    private ServiceProvider Services(MasterKeys masters)
    {
        var collection = new ServiceCollection();
        collection.AddLogging().AddSingleton(TimeProvider.System).AddModelPart(CredentialModel.Build);
        collection.AddSingleton<ModelParts>().AddSingleton<AuterityDbFactory>().AddSingleton<Database>(_ => new SqliteDatabase(Path.Combine(folder, "test.db")));
        foreach (var type in HttpCredentialTypes.All.Concat(MailCredentialTypes.All).Concat(DatabaseCredentialTypes.All)) collection.AddSingleton(type);
        collection.AddSingleton<CredentialCatalog>().AddSingleton(masters).AddSingleton<DataKeys>().AddSingleton<CredentialStore>();
        return collection.BuildServiceProvider();
    }
}
