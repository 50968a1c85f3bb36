using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Auterity.Workflows.Outbound.Auth;

/// <summary><c>aws.sigv4</c>: AWS Signature Version 4 in the <c>Authorization</c> header.</summary>
internal sealed class AwsSignature(TimeProvider time) : IAuthScheme
{
    public string Type => "aws.sigv4";

    public async ValueTask ApplyAsync(AuthRequest request, CancellationToken cancellationToken)
    {
        var (message, credential) = (request.Message, request.Credential);
        var (region, service) = Place(message.RequestUri!.Host, credential["region"], credential["service"]);
        var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(cancellationToken);
        var bodyHash = Convert.ToHexStringLower(SHA256.HashData(body));
        var stamp = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        HeaderText.Set(message, "X-Amz-Date", stamp);
        if (credential["sessionToken"].Length > 0) HeaderText.Set(message, "X-Amz-Security-Token", credential["sessionToken"]);
        if (service == "s3") HeaderText.Set(message, "X-Amz-Content-Sha256", bodyHash);
        var headers = SignedHeaders(message);
        HeaderText.Set(message, "Authorization", Authorization(message.Method.Method, message.RequestUri!, headers, bodyHash, stamp, region, service, credential["accessKeyId"], credential["secretAccessKey"]));
    }

    /// <summary>The header for a request; header names are lower-case. Pure.</summary>
    internal static string Authorization(string method, Uri url, SortedDictionary<string, string> headers, string bodyHash, string stamp, string region, string service, string keyId, string secret)
    {
        // 1. The request in its canonical form.
        var names = string.Join(';', headers.Keys);
        var canonical = $"{method}\n{CanonicalPath(url, service)}\n{CanonicalQuery(url)}\n{string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n"))}\n{names}\n{bodyHash}";
        // 2. What is signed: when, where, and the hash of that.
        var scope = $"{stamp[..8]}/{region}/{service}/aws4_request";
        var text = $"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        // 3. The key derived for that day, region and service.
        var key = Hmac(Hmac(Hmac(Hmac(Encoding.UTF8.GetBytes($"AWS4{secret}"), stamp[..8]), region), service), "aws4_request");
        return $"AWS4-HMAC-SHA256 Credential={keyId}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(Hmac(key, text))}";
    }

    private static SortedDictionary<string, string> SignedHeaders(HttpRequestMessage message)
    {
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = message.RequestUri!.IsDefaultPort ? message.RequestUri.IdnHost : $"{message.RequestUri.IdnHost}:{message.RequestUri.Port}" };
        foreach (var (name, values) in message.Headers.NonValidated)
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase)) headers[name.ToLowerInvariant()] = Collapsed(string.Join(',', values));
        if (message.Content?.Headers.ContentType is { } type) headers["content-type"] = Collapsed(type.ToString());
        return headers;
    }

    private static string Collapsed(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Every service but S3 escapes the already escaped path once more.</summary>
    private static string CanonicalPath(Uri url, string service)
    {
        var path = url.AbsolutePath.Length == 0 ? "/" : url.AbsolutePath;
        return string.Join('/', path.Split('/').Select(part => service == "s3" ? Uri.EscapeDataString(Uri.UnescapeDataString(part)) : Uri.EscapeDataString(Uri.EscapeDataString(Uri.UnescapeDataString(part)))));
    }

    private static string CanonicalQuery(Uri url) => string.Join('&', UrlQuery.Parse(url.Query)
        .Select(pair => (Name: Uri.EscapeDataString(pair.Key), Value: Uri.EscapeDataString(pair.Value)))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    /// <summary>Region and service, read from the host (<c>service.region.amazonaws.com</c>) where the credential does not say.</summary>
    private static (string Region, string Service) Place(string host, string region, string service)
    {
        var parts = host.Split('.');
        var known = host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) ? parts[..^2] : [];
        if (service.Length == 0) service = known.Length switch { 0 => "", 1 => known[0], _ => known.Contains("s3") ? "s3" : known[^2] };
        if (region.Length == 0) region = known.Length > 1 && known[^1] != "s3" ? known[^1] : "us-east-1";
        return service.Length > 0 ? (region, service) : throw new FormatException($"It names no service, and '{host}' does not tell it. Fill in the credential's service.");
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
