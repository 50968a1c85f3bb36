using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Auterity.Workflows.Nodes;

/// <summary>Sends an email.</summary>
[Node("email.send", "Send email", Category = "Messages", Icon = "mail", Delivery = Delivery.AtMostOnce, Summary = "Sends an email, never twice on a guess.", Keywords = ["smtp", "mail", "message", "notify"])]
[CredentialSlot("smtp", "smtp", Required = true)]
internal sealed class EmailSendNode(MailServers servers, TimeProvider time) : Node<EmailSendNode.Input, EmailSendNode.Output>
{
    public sealed record Input
    {
        [Description("Sender; empty uses that of the credential"), Field(Placeholder = "Shop <shop@example.com>")]
        public string From { get; init; } = "";

        [Description("Recipients, separated by commas"), Field(Placeholder = "ann@example.com, Bob <bob@example.com>")]
        public string To { get; init; } = "";

        [Description("Copies, separated by commas")]
        public string Cc { get; init; } = "";

        [Description("Hidden copies, separated by commas")]
        public string Bcc { get; init; } = "";

        [Description("Where answers go")]
        public string ReplyTo { get; init; } = "";

        [Description("Subject")]
        public string Subject { get; init; } = "";

        [Description("Body as text"), Field(Editor = "multiline")]
        public string Text { get; init; } = "";

        [Description("Body as HTML"), Field(Editor = "code", Language = "html")]
        public string Html { get; init; } = "";

        [Description("Binary properties to attach, separated by commas"), Field(Placeholder = "invoice, terms")]
        public string Attachments { get; init; } = "";

        [Description("Longest time for sending, in seconds"), Range(1, 3600)]
        public double TimeoutSeconds { get; init; } = 120;
    }

    /// <param name="MessageId">Id the message carries; the same for every repetition.</param>
    /// <param name="Accepted">Addresses the server took.</param>
    /// <param name="Response">What the server said.</param>
    public sealed record Output(string MessageId, IReadOnlyList<string> Accepted, string Response);

    public override async Task<Output> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var credential = await context.CredentialAsync("smtp", cancellationToken);
        using var message = await MessageOfAsync(input, credential?["from"] ?? "", context, cancellationToken);
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), timer, TimeSpan.FromSeconds(input.TimeoutSeconds), Timeout.InfiniteTimeSpan);
        var progress = new SendProgress();
        try
        {
            using var client = await servers.OpenSmtpAsync(credential, timer.Token);
            var response = await client.SendAsync(message, timer.Token, progress);
            await LeaveAsync(client, timer.Token);
            return new Output(message.MessageId!, [.. message.GetRecipients().Select(mailbox => mailbox.Address)], response);
        }
        catch (SmtpCommandException e)
        {
            throw Refused(e);
        }
        catch (Exception e) when (e is IOException or ProtocolException or System.Net.Sockets.SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var reason = e is OperationCanceledException ? $"no answer within {input.TimeoutSeconds:0.#} seconds" : e.Message.TrimEnd('.');
            throw progress.HasBegun
                ? new NodeException($"The connection was lost while the message was handed over: {reason}. It may have been sent.", "connection-lost", inner: e) { OutcomeUnknown = true }
                : new NodeException($"The message was not sent: {reason}.", "connection-lost", inner: e) { NotSent = true };
        }
    }

    private static async Task<MimeMessage> MessageOfAsync(Input input, string defaultFrom, NodeContext context, CancellationToken cancellationToken)
    {
        var message = new MimeMessage { Subject = input.Subject.ReplaceLineEndings(" "), Date = context.Now };
        message.From.AddRange(Addresses(input.From.Length > 0 ? input.From : defaultFrom, "from"));
        message.To.AddRange(Addresses(input.To, "to"));
        message.Cc.AddRange(Addresses(input.Cc, "cc"));
        message.Bcc.AddRange(Addresses(input.Bcc, "bcc"));
        message.ReplyTo.AddRange(Addresses(input.ReplyTo, "replyTo"));
        if (message.From.Count == 0) throw Wrong("from", "The message has no sender: fill in from, or the credential's sender.");
        if (!message.GetRecipients().Any()) throw Wrong("to", "The message has no recipient.");
        message.MessageId = $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(context.IdempotencyKey)).AsSpan(0, 16))}@{message.From.Mailboxes.First().Domain}";

        var body = new BodyBuilder();
        if (input.Html.Length > 0) body.HtmlBody = input.Html;
        if (input.Text.Length > 0 || input.Html.Length == 0) body.TextBody = input.Text;
        foreach (var property in input.Attachments.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var file = RequestBody.FileOf(context.Item, property);
            await using var content = await context.Blobs.OpenAsync(file, cancellationToken);
            await body.Attachments.AddAsync(file.FileName ?? property, content, ContentType.TryParse(file.MimeType, out var type) ? type : new ContentType("application", "octet-stream"), cancellationToken);
        }

        message.Body = body.ToMessageBody();
        return message;
    }

    private static InternetAddressList Addresses(string text, string field)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        if (text.AsSpan().ContainsAny('\r', '\n', '\0') || !InternetAddressList.TryParse(text, out var list) || list.Mailboxes.Any(mailbox => !mailbox.Address.Contains('@', StringComparison.Ordinal)))
            throw Wrong(field, $"'{text.ReplaceLineEndings(" ")}' in {field} is no list of addresses. Write ann@example.com, Bob <bob@example.com>.");
        return list;
    }

    /// <summary>An answer of the server is definite: the message did not go out.</summary>
    private static NodeException Refused(SmtpCommandException e)
    {
        var who = e.ErrorCode switch
        {
            SmtpErrorCode.RecipientNotAccepted => $"the recipient {e.Mailbox?.Address}",
            SmtpErrorCode.SenderNotAccepted => $"the sender {e.Mailbox?.Address}",
            _ => "the message",
        };
        return new($"The mail server refuses {who}: {(int)e.StatusCode} {e.Message}", "mail-refused", retryable: (int)e.StatusCode is >= 400 and < 500, inner: e) { NotSent = true };
    }

    /// <summary>The message is out; a server that hangs up without a farewell changes nothing.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        try
        {
            await client.DisconnectAsync(true, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ProtocolException or OperationCanceledException)
        {
            // Nothing was lost.
        }
    }

    private static NodeException Wrong(string field, string message) => new($"{message}", "invalid-parameters", retryable: false, System.Text.Json.JsonSerializer.SerializeToElement(new { field })) { NotSent = true };

    /// <summary>Whether any byte of the message itself went out: before that, a lost connection lost nothing.</summary>
    private sealed class SendProgress : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
