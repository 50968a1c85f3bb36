using System.Net;
using Auterity.Sdk;
using Auterity.Workflows.Outbound.Auth;

namespace Auterity.Workflows.Outbound;

/// <summary>Sends a call: signs it, follows its redirects, answers one challenge, and says of every failure whether the other side can have seen it.</summary>
internal sealed class HttpSender(OutboundHttp http, HttpAuth auth, TimeProvider time)
{
    private static readonly string[] OriginBound = ["Authorization", "Cookie", "Proxy-Authorization"];

    /// <summary>Sends the call and hands the response to <paramref name="read"/> within the call's time limit.</summary>
    /// <exception cref="NodeException"><c>address-refused</c>, <c>connect-failed</c>, <c>timeout</c>, <c>connection-lost</c>, <c>too-many-redirects</c>.</exception>
    public async Task<T> SendAsync<T>(HttpCall call, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), timer, call.Timeout, System.Threading.Timeout.InfiniteTimeSpan);
        try
        {
            using var response = await FollowAsync(call, timer.Token);
            return await read(response, timer.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new NodeException($"{call.Method} {Shown(call.Url)} gave no complete answer within {call.Timeout.TotalSeconds:0.#} seconds.", "timeout", inner: e) { OutcomeUnknown = true };
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw Failure(call, e);
        }
    }

    /// <summary>An address without user, password, query and fragment: all that errors and logs may show.</summary>
    public static string Shown(Uri url) => url.IsAbsoluteUri ? url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : url.OriginalString.Split('?')[0];

    private async Task<HttpResponseMessage> FollowAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var origin = call.Url;
        for (var hop = 0; ; hop++)
        {
            var response = await AnswerChallengeAsync(call, cancellationToken);
            if (call.MaxRedirects == 0 || RedirectOf(response, call.Url) is not { } next) return response;
            var status = response.StatusCode;
            response.Dispose();
            if (hop >= call.MaxRedirects)
                throw new NodeException($"{Shown(origin)} redirected more than {call.MaxRedirects} times.", "too-many-redirects", retryable: false);
            call = Redirected(call, status, next);
        }
    }

    private async Task<HttpResponseMessage> AnswerChallengeAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(call, null, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || call.Credential is null) return response;
        var challenge = new AuthChallenge([.. response.Headers.WwwAuthenticate], response.RequestMessage?.Headers.Authorization?.Parameter);
        if (!auth.CanAnswer(call.Credential, challenge)) return response;
        response.Dispose();
        return await SendOnceAsync(call, challenge, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpCall call, AuthChallenge? challenge, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(call.Method, call.Url) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (call.Body is not null) request.Content = await call.Body(cancellationToken);
        foreach (var (name, value) in call.Headers) SetHeader(request, name, value);
        if (call.IdempotencyKey is not null && !call.IsSafe && !request.Headers.Contains("Idempotency-Key"))
            request.Headers.TryAddWithoutValidation("Idempotency-Key", call.IdempotencyKey);
        if (!request.Headers.Contains("User-Agent")) request.Headers.TryAddWithoutValidation("User-Agent", "Auterity");
        if (call.Credential is not null) await auth.ApplyAsync(new AuthRequest(request, call.Credential, challenge, call.TenantId), cancellationToken);
        var transport = new OutboundTransport(call.IgnoreTlsFaults, ProxyOf(call), ClientCertificate.Of(call.Certificate) ?? ClientCertificate.Of(call.Credential))
        {
            Authorities = CertificateAuthorities.Of(call.Authorities),
            MinTls = call.MinTls,
        };
        return await http.SendAsync(request, transport, cancellationToken);
    }

    /// <summary>The proxy's address, with user and password of its credential.</summary>
    private static Uri? ProxyOf(HttpCall call) => call is not { Proxy: { } proxy, ProxyCredential: { } credential } ? call.Proxy
        : new UriBuilder(proxy) { UserName = Uri.EscapeDataString(credential["user"]), Password = Uri.EscapeDataString(credential["password"]) }.Uri;

    /// <summary>Headers of the content (Content-Type, Content-Language …) live on the content; an author need not know.</summary>
    private static void SetHeader(HttpRequestMessage request, string name, string value)
    {
        if (request.Headers.TryAddWithoutValidation(name, value)) return;
        if (request.Content is null) return; // a content header without a content says nothing
        request.Content.Headers.Remove(name);
        request.Content.Headers.TryAddWithoutValidation(name, value);
    }

    private static HttpCall Redirected(HttpCall call, HttpStatusCode status, Uri next)
    {
        var becomesGet = status == HttpStatusCode.SeeOther ? call.Method != HttpMethod.Head
            : status is HttpStatusCode.Moved or HttpStatusCode.Found && call.Method == HttpMethod.Post;
        var stays = SameOrigin(call.Url, next);
        return call with
        {
            Url = next,
            Method = becomesGet ? HttpMethod.Get : call.Method,
            Body = becomesGet ? null : call.Body,
            Credential = stays ? call.Credential : null,
            Certificate = stays ? call.Certificate : null,
            Headers = stays ? call.Headers : [.. call.Headers.Where(header => !OriginBound.Contains(header.Key, StringComparer.OrdinalIgnoreCase))],
        };
    }

    private static Uri? RedirectOf(HttpResponseMessage response, Uri from)
    {
        if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)) return null;
        if (response.Headers.Location is not { } location) return null;
        return UrlQuery.Resolve(from, location.OriginalString);
    }

    /// <summary>Whether a credential meant for one address may go to the other.</summary>
    public static bool SameOrigin(Uri a, Uri b) => a.Scheme == b.Scheme && a.Port == b.Port && a.IdnHost.Equals(b.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsUntrusted(Exception e) => e.InnerException is System.Security.Authentication.AuthenticationException { InnerException: null } refused && refused.Message.Contains("certificate", StringComparison.OrdinalIgnoreCase);

    private static string WayOut(Exception e) => IsUntrusted(e)
        ? " If you know this server, put its authority into the node's slot 'authorities'; accepting invalid certificates lets anyone in between read along."
        : "";

    private static NodeException Failure(HttpCall call, Exception e)
    {
        var kind = (e as HttpRequestException)?.HttpRequestError ?? (e as HttpIOException)?.HttpRequestError ?? HttpRequestError.Unknown;
        var reason = (e.InnerException ?? e).Message.TrimEnd('.');
        return kind switch
        {
            HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError =>
                new NodeException($"No connection to {Shown(call.Url)}: {reason}.", "connect-failed", inner: e) { NotSent = true },
            HttpRequestError.SecureConnectionError =>
                new NodeException($"No secure connection to {Shown(call.Url)}: {reason}.{WayOut(e)}", "tls-failed", retryable: !IsUntrusted(e), inner: e) { NotSent = true },
            HttpRequestError.ConfigurationLimitExceeded =>
                new NodeException($"The answer of {Shown(call.Url)} is outside the limits: {reason}.", "response-invalid", retryable: false, inner: e) { OutcomeUnknown = true },
            _ => new NodeException($"The connection to {Shown(call.Url)} was lost before the answer was complete: {reason}.", "connection-lost", inner: e) { OutcomeUnknown = true },
        };
    }
}
