using System.Net;
using System.Text;
using System.Text.Json;

namespace Auterity.Server.Tests.Credentials;

/// <summary>Where a secret of a test must not turn up, and in which of its forms; written apart from the product's own list.</summary>
internal static class Leaks
{
    public static void AssertNone(string where, string text, params string[] secrets)
    {
        foreach (var secret in secrets)
            foreach (var form in FormsOf(secret))
                Assert.False(text.Contains(form, StringComparison.Ordinal), $"{where} shows '{form}': …{Around(text, form)}…");
    }

    /// <summary>Reads every file of a folder, the database's log included; not the lock, which is empty and not shared.</summary>
    public static void AssertNoneStored(string folder, params string[] secrets)
    {
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("-shm", StringComparison.Ordinal) && !file.EndsWith("auterity.lock", StringComparison.Ordinal)))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            AssertNone(Path.GetFileName(file), Encoding.Latin1.GetString(bytes.ToArray()), secrets);
        }
    }

    private static IEnumerable<string> FormsOf(string secret) => new[]
    {
        secret, secret.Replace("\"", "\\\"", StringComparison.Ordinal), Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), JsonSerializer.Serialize(secret)[1..^1], Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:" + secret)), Convert.ToHexString(Encoding.UTF8.GetBytes(secret)), Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)),
    }.Distinct();

    private static string Around(string text, string form)
    {
        var at = text.IndexOf(form, StringComparison.Ordinal);
        return text[Math.Max(0, at - 60)..Math.Min(text.Length, at + form.Length + 60)];
    }
}
