using System.Globalization;
using System.Net.Sockets;
using Auterity.Sdk;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Auterity.Workflows.Outbound;

/// <summary>Opens signed-in connections to mail servers through the guard.</summary>
internal sealed class MailServers(OutboundGuard guard)
{
    /// <exception cref="NodeException"><c>credential-missing</c>, <c>credential-invalid</c>, <c>address-refused</c>, <c>connect-failed</c>, <c>tls-failed</c>; nothing was sent.</exception>
    public Task<SmtpClient> OpenSmtpAsync(Credential? credential, CancellationToken cancellationToken) =>
        OpenAsync(new SmtpClient(), credential, "SMTP", 587, 465, cancellationToken);

    /// <exception cref="NodeException"><c>credential-missing</c>, <c>credential-invalid</c>, <c>address-refused</c>, <c>connect-failed</c>, <c>tls-failed</c>; nothing was changed.</exception>
    public Task<ImapClient> OpenImapAsync(Credential? credential, CancellationToken cancellationToken) =>
        OpenAsync(new ImapClient(), credential, "IMAP", 993, 993, cancellationToken);

    private async Task<T> OpenAsync<T>(T client, Credential? credential, string protocol, int defaultPort, int tlsPort, CancellationToken cancellationToken) where T : MailService
    {
        try
        {
            if (credential is null) throw Fault("credential-missing", $"Choose the {protocol} credential that says which server to use.", false);
            await ConnectAsync(client, credential, protocol, defaultPort, tlsPort, cancellationToken);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    private async Task ConnectAsync(MailService client, Credential credential, string protocol, int defaultPort, int tlsPort, CancellationToken cancellationToken)
    {
        var host = credential["host"];
        var port = int.TryParse(credential["port"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given is > 0 and < 65536 ? given : defaultPort;
        var security = credential["security"] switch
        {
            "none" => SecureSocketOptions.None,
            "tls" => SecureSocketOptions.SslOnConnect,
            "startTls" => SecureSocketOptions.StartTls,
            _ => port == tlsPort ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTlsWhenAvailable,
        };
        client.CheckCertificateRevocation = false; // many mail servers' lists cannot be reached from inside
#pragma warning disable CA5359 // The credential's author asked for it.
        if (credential["ignoreTlsFaults"] == "true") client.ServerCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        try
        {
            var socket = await guard.ConnectAsync(host, port, cancellationToken);
            using var unused = new Unconnected(client, socket);
            await client.ConnectAsync(socket, host, port, security, cancellationToken);
            if (credential["user"].Length == 0) return;
            if (!client.IsSecure && security != SecureSocketOptions.None)
                throw Fault("tls-failed", $"{host}:{port} offers no encryption, so the password is not sent. Choose another port, or set the credential's security to none if that is what you want.", false);
            await client.AuthenticateAsync(credential["user"], credential["password"], cancellationToken);
        }
        catch (MailKit.Security.AuthenticationException e)
        {
            throw Fault("credential-invalid", $"{host}:{port} refuses the sign-in: {e.Message.TrimEnd('.')}. Check user and password.", false, e);
        }
        catch (SslHandshakeException e)
        {
            throw Fault("tls-failed", $"No secure connection to {host}:{port}: {e.Message.Split('\n')[0].TrimEnd('.', '\r')}.", true, e);
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException or CommandException or NotSupportedException or System.Security.Authentication.AuthenticationException)
        {
            throw Fault("connect-failed", $"{host}:{port} is no usable {protocol} server: {e.Message.TrimEnd('.')}.", true, e);
        }
    }

    /// <summary>Closes the socket unless the client took it over.</summary>
    private sealed class Unconnected(MailService client, Socket socket) : IDisposable
    {
        public void Dispose()
        {
            if (!client.IsConnected) socket.Dispose();
        }
    }

    private static NodeException Fault(string code, string message, bool retryable, Exception? inner = null) => new(message, code, retryable, inner: inner) { NotSent = true };
}
