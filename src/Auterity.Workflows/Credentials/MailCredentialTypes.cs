using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Credentials;

/// <summary>Credentials of mail servers.</summary>
internal static class MailCredentialTypes
{
    public static IReadOnlyList<CredentialType> All { get; } =
    [
        new("smtp", "SMTP server", [.. Server("587"), new("from", "Sender") { Description = "Used when a node names none." }]) { Test = TrySmtpAsync },
        new("imap", "IMAP mailbox", Server("993")) { Test = TryImapAsync },
    ];

    private static CredentialField[] Server(string port) =>
    [
        new("host", "Host") { IsRequired = true, IsDestination = true },
        new("port", "Port") { IsDestination = true, Default = port },
        new("security", "Security") { IsDestination = true, Choices = ["auto", "tls", "startTls", "none"], Default = "auto", Description = "auto encrypts wherever it can and sends no password otherwise." },
        new("user", "User"),
        new("password", "Password") { IsSecret = true },
        new("ignoreTlsFaults", "Accept invalid certificates") { IsDestination = true, Choices = ["false", "true"], Default = "false" },
    ];

    private static async Task<string> TrySmtpAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        using var client = await trial.Services.GetRequiredService<MailServers>().OpenSmtpAsync(credential, cancellationToken);
        await client.DisconnectAsync(true, cancellationToken);
        return $"Signed in to {credential["host"]}.";
    }

    private static async Task<string> TryImapAsync(Credential credential, CredentialTrial trial, CancellationToken cancellationToken)
    {
        using var client = await trial.Services.GetRequiredService<MailServers>().OpenImapAsync(credential, cancellationToken);
        await client.DisconnectAsync(true, cancellationToken);
        return $"Signed in to {credential["host"]}.";
    }
}
