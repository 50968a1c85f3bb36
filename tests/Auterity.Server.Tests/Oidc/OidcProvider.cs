using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Auterity.Server.Tests.Oidc;

/// <summary>A certified OpenID provider (npm oidc-provider) in a process of its own; tests that need it are skipped where it is not installed.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string Secret = "oidc-client-secret-0123456789";

    private readonly System.Diagnostics.Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> said = new();

    private OidcProvider(System.Diagnostics.Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null) return;
            said.Enqueue(line.Data);
            lines.Writer.TryWrite(line.Data);
        };
        process.BeginOutputReadLine();
    }

    public Uri Issuer { get; private set; } = null!;

    public string At(string path) => new Uri(Issuer, path).AbsoluteUri;

    /// <summary>How often it said this: the name of a grant, or <c>revoked</c>.</summary>
    public int Count(string line) => said.Count(each => each == line);

    public static async Task<OidcProvider> StartAsync(string callback)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder(), "node_modules", "oidc-provider")), "oidc-provider is not installed; ./test installs it where Node.js is.");
        var provider = new OidcProvider(System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("node", ["provider.mjs", callback]) { WorkingDirectory = Folder(), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!);
        provider.process.BeginErrorReadLine();
        provider.Issuer = new Uri(await provider.HearAsync());
        return provider;
    }

    /// <summary>The next line it says.</summary>
    public async Task<string> HearAsync() => await lines.Reader.ReadAsync(Json.Token);

    /// <summary>Does what a person in a browser does: signs in and agrees. Answers the address the provider sends them back to.</summary>
    public static async Task<Uri> AgreeAsync(Uri link, string login)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler);
        var next = await GoAsync(browser, link, null);
        for (var step = 0; step < 10; step++)
        {
            if (next.AbsolutePath.StartsWith("/oauth2/", StringComparison.Ordinal)) return next;
            if (!next.AbsolutePath.StartsWith("/interaction/", StringComparison.Ordinal))
            {
                next = await GoAsync(browser, next, null);
                continue;
            }

            var page = await browser.GetStringAsync(next, Json.Token);
            next = await GoAsync(browser, next, page.Contains("value=\"login\"", StringComparison.Ordinal)
                ? new() { ["prompt"] = "login", ["login"] = login, ["password"] = "any" }
                : new() { ["prompt"] = "consent" });
        }

        throw new InvalidOperationException($"The provider does not come to an end: {next}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close(); // it ends by itself
        if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static async Task<Uri> GoAsync(HttpClient browser, Uri to, Dictionary<string, string>? form)
    {
        using var response = form is null ? await browser.GetAsync(to, Json.Token) : await browser.PostAsync(to, new FormUrlEncodedContent(form), Json.Token);
        Assert.True(response.Headers.Location is not null, $"{to} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(Json.Token)}");
        return new Uri(to, response.Headers.Location!);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
