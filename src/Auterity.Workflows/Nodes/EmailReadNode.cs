using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MimeKit;

namespace Auterity.Workflows.Nodes;

/// <summary>Reads emails from a mailbox.</summary>
[Node("email.read", "Read emails", Category = "Messages", Icon = "inbox", Summary = "Reads emails from a mailbox, one item for each.", Keywords = ["imap", "mail", "inbox", "attachment"])]
[CredentialSlot("imap", "imap", Required = true)]
internal sealed class EmailReadNode(MailServers servers, TimeProvider time) : Node<EmailReadNode.Input, IReadOnlyList<Item>>
{
    public sealed record Input
    {
        [Description("Folder to read")]
        public string Folder { get; init; } = "INBOX";

        [Description("Only unread emails")]
        public bool Unseen { get; init; }

        [Description("Only emails received on or after this day"), Field(Editor = "date", Placeholder = "2026-01-31")]
        public string Since { get; init; } = "";

        [Description("Only emails whose sender contains this")]
        public string From { get; init; } = "";

        [Description("Only emails whose subject contains this")]
        public string Subject { get; init; } = "";

        [Description("Only emails that contain this anywhere")]
        public string Search { get; init; } = "";

        [Description("Only emails with a larger uid: the last one seen")]
        public uint? AfterUid { get; init; }

        [Description("Most emails, newest first"), Range(1, 1000)]
        public int Limit { get; init; } = 50;

        [Description("Marks what was read as read")]
        public bool MarkRead { get; init; }

        [Description("Moves what was read to this folder")]
        public string MoveTo { get; init; } = "";

        [Description("Keeps attachments as files")]
        public bool Attachments { get; init; }

        [Description("Beginning of the binary properties: attachment_ gives attachment_0, attachment_1")]
        public string AttachmentPrefix { get; init; } = "attachment_";

        [Description("Longest time for the whole exchange, in seconds"), Range(1, 3600)]
        public double TimeoutSeconds { get; init; } = 120;
    }

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limit = time.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), timer, TimeSpan.FromSeconds(input.TimeoutSeconds), Timeout.InfiniteTimeSpan);
        try
        {
            using var client = await servers.OpenImapAsync(await context.CredentialAsync("imap", cancellationToken), timer.Token);
            return await ReadAsync(client, input, context, timer.Token);
        }
        catch (FolderNotFoundException e)
        {
            throw new NodeException($"The mailbox has no folder '{e.FolderName}'.", "folder-missing", retryable: false, inner: e) { NotSent = true };
        }
        catch (CommandException e)
        {
            throw new NodeException($"The mail server refuses: {e.Message.TrimEnd('.')}.", "mail-refused", inner: e);
        }
        catch (Exception e) when (e is IOException or ProtocolException or System.Net.Sockets.SocketException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new NodeException($"The connection to the mail server was lost: {(e is OperationCanceledException ? $"no answer within {input.TimeoutSeconds:0.#} seconds" : e.Message.TrimEnd('.'))}.", "connection-lost", inner: e) { OutcomeUnknown = true };
        }
    }

    private static async Task<IReadOnlyList<Item>> ReadAsync(ImapClient client, Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var changes = input.MarkRead || input.MoveTo.Length > 0;
        var folder = await FolderAsync(client, input.Folder, cancellationToken);
        await folder.OpenAsync(changes ? FolderAccess.ReadWrite : FolderAccess.ReadOnly, cancellationToken);
        // A search for uid:* always gives the newest message, even one that was seen, so the uid is compared again.
        var found = (await folder.SearchAsync(QueryOf(input), cancellationToken)).Where(uid => input.AfterUid is not { } after || uid.Id > after)
            .OrderByDescending(uid => uid.Id).Take(input.Limit).ToList();
        var flags = found.Count == 0 ? [] : (await folder.FetchAsync(found, MessageSummaryItems.UniqueId | MessageSummaryItems.Flags | MessageSummaryItems.InternalDate, cancellationToken)).ToDictionary(summary => summary.UniqueId.Id);
        var items = new List<Item>(found.Count);
        foreach (var uid in found)
        {
            using var message = await folder.GetMessageAsync(uid, cancellationToken);
            items.Add(await ItemOfAsync(message, uid, flags.GetValueOrDefault(uid.Id), input, context, cancellationToken));
        }

        // Only after everything was read: a failure half-way leaves the mailbox as it was.
        if (found.Count > 0 && input.MarkRead) await folder.AddFlagsAsync(found, MessageFlags.Seen, silent: true, cancellationToken);
        if (found.Count > 0 && input.MoveTo.Length > 0) await folder.MoveToAsync(found, await FolderAsync(client, input.MoveTo, cancellationToken), cancellationToken);
        await client.DisconnectAsync(true, cancellationToken);
        return items;
    }

    private static async Task<IMailFolder> FolderAsync(ImapClient client, string name, CancellationToken cancellationToken) =>
        name.Length == 0 || name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, cancellationToken);

    private static SearchQuery QueryOf(Input input)
    {
        var query = input.Unseen ? SearchQuery.NotSeen : SearchQuery.All;
        if (input.AfterUid is { } after) query = query.And(SearchQuery.Uids(new UniqueIdRange(new UniqueId(after == uint.MaxValue ? after : after + 1), UniqueId.MaxValue)));
        if (input.Since.Length > 0)
        {
            if (!DateTime.TryParse(input.Since, CultureInfo.InvariantCulture, DateTimeStyles.None, out var since))
                throw new NodeException($"'{input.Since}' is no day. Write it like 2026-01-31.", "invalid-parameters", retryable: false) { NotSent = true };
            query = query.And(SearchQuery.DeliveredAfter(since.Date)); // SINCE includes its day
        }

        if (input.From.Length > 0) query = query.And(SearchQuery.FromContains(input.From));
        if (input.Subject.Length > 0) query = query.And(SearchQuery.SubjectContains(input.Subject));
        if (input.Search.Length > 0) query = query.And(SearchQuery.MessageContains(input.Search));
        return query;
    }

    private static async Task<Item> ItemOfAsync(MimeMessage message, UniqueId uid, IMessageSummary? summary, Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var files = new Dictionary<string, BinaryRef>();
        var attachments = new List<object>();
        foreach (var part in message.Attachments)
        {
            var name = part.ContentDisposition?.FileName ?? part.ContentType.Name ?? (part is MessagePart ? "message.eml" : null);
            var property = input.Attachments ? $"{input.AttachmentPrefix}{files.Count}" : null;
            if (property is not null) files[property] = await SaveAsync(part, name, context, cancellationToken);
            attachments.Add(new { name, type = part.ContentType.MimeType, property, size = property is null ? (long?)null : files[property].Size });
        }

        return Item.From(new
        {
            uid = uid.Id,
            messageId = message.MessageId,
            from = message.From.Mailboxes.Select(Person).FirstOrDefault(),
            to = message.To.Mailboxes.Select(Person),
            cc = message.Cc.Mailboxes.Select(Person),
            replyTo = message.ReplyTo.Mailboxes.Select(Person),
            subject = message.Subject ?? "",
            date = message.Date.ToUniversalTime(),
            receivedAt = summary?.InternalDate?.ToUniversalTime(),
            text = message.TextBody ?? "",
            html = message.HtmlBody,
            inReplyTo = message.InReplyTo,
            references = message.References.Count > 0 ? message.References.ToArray() : null,
            flags = summary?.Flags?.ToString().Split(", ").Where(flag => flag != "None"),
            headers = message.Headers.GroupBy(header => header.Field.ToLowerInvariant()).ToDictionary(group => group.Key, group => string.Join("\n", group.Select(header => header.Value))),
            attachments,
        }, files.Count > 0 ? files : null);
    }

    private static object Person(MailboxAddress mailbox) => new { name = mailbox.Name, address = mailbox.Address };

    private static async Task<BinaryRef> SaveAsync(MimeEntity part, string? name, NodeContext context, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        if (part is MimePart { Content: { } encoded }) await encoded.DecodeToAsync(content, cancellationToken);
        else if (part is MessagePart { Message: { } inner }) await inner.WriteToAsync(content, cancellationToken);
        content.Position = 0;
        return await context.Blobs.SaveAsync(content, part.ContentType.MimeType, name is null ? null : Path.GetFileName(name.Replace('\\', '/')), cancellationToken);
    }
}
