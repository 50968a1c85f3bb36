namespace Auterity.Cli.Tests;

public sealed class LoginTests(SignedIn shared) : IClassFixture<SignedIn>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Login_GoodKey_IsKeptForThisUserOnlyAndUsedAfterwards()
    {
        var cli = new Cli(folder.Path);

        var result = (await cli.RunAsync(["login", shared.Address.ToString()], SignedIn.Key)).Succeeded();

        Assert.DoesNotContain(SignedIn.Key, result.Out + result.Error, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("auterity/profiles.json")));
        var me = await cli.JsonAsync("whoami");
        Assert.Equal("default", me.GetProperty("me").GetProperty("tenant").Text("slug"));
    }

    [Fact]
    public async Task Login_WrongKey_IsRefusedAndKeepsNothing()
    {
        var cli = new Cli(folder.Path);

        var result = (await cli.RunAsync(["login", shared.Address.ToString()], "wrong-key-0123456789")).Ended(4);

        Assert.DoesNotContain("wrong-key", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("auterity/profiles.json")));
    }

    [Fact]
    public async Task Login_NobodyListens_SaysSo()
    {
        var result = (await new Cli(folder.Path).RunAsync(["login", "http://127.0.0.1:1"], SignedIn.Key)).Ended(5);

        Assert.Contains("No server answers at http://127.0.0.1:1", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://somewhere")]
    [InlineData("http://")]
    [InlineData("http://user:secret@somewhere")]
    public async Task Login_NoAddress_IsWrongUsage(string address) => (await new Cli(folder.Path).RunAsync(["login", address], SignedIn.Key)).Ended(2);

    [Fact]
    public async Task Login_KeyFromFile_Works()
    {
        await File.WriteAllTextAsync(folder.File("key"), SignedIn.Key + "\n", Json.Token);

        (await new Cli(folder.Path).RunAsync("login", shared.Address.ToString(), "--key-file", folder.File("key"))).Succeeded();
    }

    [Fact]
    public async Task Logout_Profile_IsForgottenAndTheOtherStays()
    {
        var cli = new Cli(folder.Path);
        (await cli.RunAsync(["login", shared.Address.ToString()], SignedIn.Key)).Succeeded();
        (await cli.RunAsync(["login", shared.Address.ToString(), "--profile", "other"], SignedIn.Key)).Succeeded();

        (await cli.RunAsync("logout")).Succeeded();

        (await cli.RunAsync("whoami")).Ended(4);
        (await cli.RunAsync("whoami", "--profile", "other")).Succeeded();
    }

    [Fact]
    public async Task Whoami_SignedOut_NamesTheCommandThatHelps() =>
        Assert.Contains("auterity login", (await new Cli(folder.Path).RunAsync("whoami")).Ended(4).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Environment_UrlAndKey_GoBeforeTheProfile()
    {
        (await new Cli(folder.Path, ("AUTERITY_URL", shared.Address.ToString()), ("AUTERITY_API_KEY", SignedIn.Key)).RunAsync("whoami")).Succeeded();
        (await new Cli(folder.Path, ("AUTERITY_URL", shared.Address.ToString()), ("AUTERITY_API_KEY", "wrong-key-0123456789")).RunAsync("whoami")).Ended(4);
    }

    [Fact]
    public async Task Environment_OtherServer_NeverGetsTheKeyOfTheProfile()
    {
        (await new Cli(folder.Path).RunAsync(["login", shared.Address.ToString()], SignedIn.Key)).Succeeded();

        var result = (await new Cli(folder.Path, ("AUTERITY_URL", "http://127.0.0.1:1")).RunAsync("whoami")).Ended(4);

        Assert.Contains("there is no key for it", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profiles_DamagedFile_IsNamed()
    {
        Directory.CreateDirectory(folder.File("auterity"));
        await File.WriteAllTextAsync(folder.File("auterity/profiles.json"), "{ not json", Json.Token);

        Assert.Contains("profiles.json is damaged", (await new Cli(folder.Path).RunAsync("whoami")).Ended(2).Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
