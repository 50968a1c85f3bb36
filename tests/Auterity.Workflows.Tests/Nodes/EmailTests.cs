using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Tests.Outbound;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class EmailTests
{
    private const string Plain = "From: Ann <ann@example.com>\r\nTo: bob@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <m1@example.com>\r\nDate: Fri, 02 Jan 2026 10:00:00 +0100\r\n\r\nHello\r\n";

    private const string WithFile = "From: ann@example.com\r\nTo: bob@example.com\r\nSubject: File\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<b>hi</b>\r\n--b\r\nContent-Type: text/csv; name=\"../../a.csv\"\r\nContent-Disposition: attachment; filename=\"../../a.csv\"\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxi\r\n--b--\r\n";

    [Fact]
    public async Task Send_Message_ArrivesWithEverything()
    {
        await using var server = MailServer.Start(Smtp.Server());
        var context = Context(server, "smtp", ("user", "u"), ("password", "p"));
        var file = await context.Files.SaveAsync(new MemoryStream("a,b"u8.ToArray()), "text/csv", "a.csv", TestContext.Current.CancellationToken);
        context.InputItems = [new Item("{}"u8.ToArray(), new Dictionary<string, BinaryRef> { ["doc"] = file })];

        var output = (await SendAsync(context, new { from = "Shop <shop@example.com>", to = "ann@example.com, Bob <bob@example.com>", bcc = "eve@example.com", subject = "Grüße\r\nBcc: x@evil.example", text = "t", html = "<b>h</b>", attachments = "doc" })).Json;

        var said = string.Join('\n', server.Lines);
        Assert.Contains("MAIL FROM:<shop@example.com>", said, StringComparison.Ordinal);
        Assert.Equal(["ann@example.com", "bob@example.com", "eve@example.com"], output.GetProperty("accepted").EnumerateArray().Select(address => address.GetString()));
        Assert.DoesNotContain("\nBcc:", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("filename=a.csv", said, StringComparison.Ordinal);
        Assert.Contains($"Message-Id: <{output.GetProperty("messageId").GetString()}>", said, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("queued as 42", output.GetProperty("response").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_Repeated_HasTheSameMessageId()
    {
        await using var server = MailServer.Start(Smtp.Server());
        var message = new { from = "a@example.com", to = "b@example.com" };

        var first = await SendAsync(Context(server, "smtp"), message);
        var second = await SendAsync(Context(server, "smtp"), message);

        Assert.Equal(first.Json.GetProperty("messageId").GetString(), second.Json.GetProperty("messageId").GetString());
    }

    [Theory]
    [InlineData("RCPT", "550 no such user", "mail-refused", false)]
    [InlineData("RCPT", "451 try later", "mail-refused", true)]
    [InlineData("MAIL", "553 not you", "mail-refused", false)]
    [InlineData(".", "554 spam", "mail-refused", false)]
    [InlineData(".", "452 full", "mail-refused", true)]
    [InlineData("AUTH", "535 wrong", "credential-invalid", false)]
    public async Task Send_ServerRefuses_WasSurelyNotSent(string command, string answer, string code, bool retryable)
    {
        await using var server = MailServer.Start(Smtp.Server((command, answer)));

        var error = await Assert.ThrowsAsync<NodeException>(() => SendAsync(Context(server, "smtp", ("user", "u"), ("password", "p")), new { from = "a@example.com", to = "b@example.com" }));

        Assert.Equal((code, retryable, true, false), (error.Error.Code, error.Retryable, error.NotSent, error.OutcomeUnknown));
    }

    [Theory]
    [InlineData("EHLO", true), InlineData("MAIL", true), InlineData("RCPT", true), InlineData("DATA", true), InlineData(".", false)]
    public async Task Send_ConnectionLost_KnowsWhetherItMayHaveBeenSent(string at, bool notSent)
    {
        await using var server = MailServer.Start(Smtp.Server((at, null)));

        var error = await Assert.ThrowsAsync<NodeException>(() => SendAsync(Context(server, "smtp"), new { from = "a@example.com", to = "b@example.com" }));

        Assert.Equal((notSent, !notSent), (error.NotSent, error.OutcomeUnknown));
    }

    [Theory]
    [InlineData("", "b@example.com"), InlineData("a@example.com", ""), InlineData("a@example.com", "nonsense"), InlineData("a@example.com", "b@example.com\r\nX: y"), InlineData("a@example.com", "<b@")]
    public async Task Send_BrokenAddresses_SaySo(string from, string to)
    {
        await using var server = MailServer.Start(Smtp.Server());

        var error = await Assert.ThrowsAsync<NodeException>(() => SendAsync(Context(server, "smtp"), new { from, to }));

        Assert.Equal("invalid-parameters", error.Error.Code);
        Assert.Empty(server.Lines);
    }

    [Fact]
    public async Task Send_PasswordWithoutEncryption_NeedsConsent()
    {
        await using var server = MailServer.Start(Smtp.Server());

        var error = await Assert.ThrowsAsync<NodeException>(() => SendAsync(Context(server, "smtp", ("user", "u"), ("password", "p"), ("security", "auto")), new { from = "a@example.com", to = "b@example.com" }));

        Assert.Equal("tls-failed", error.Error.Code);
        Assert.DoesNotContain(server.Lines, line => line.StartsWith("AUTH", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Send_ServerNotAllowed_Refused()
    {
        await using var server = MailServer.Start(Smtp.Server());
        await using var services = Outgoing.Services();

        var error = await Assert.ThrowsAsync<NodeException>(() => Context(server, "smtp").RunAsync(services.Create<EmailSendNode>(), new { from = "a@example.com", to = "b@example.com" }));

        Assert.Equal("address-refused", error.Error.Code);
    }

    [Fact]
    public async Task Read_Mailbox_GivesMessagesNewestFirstWithFiles()
    {
        await using var server = MailServer.Start(Imap.Server([Plain, WithFile]));
        var context = Context(server, "imap", ("user", "u"), ("password", "p"));

        var items = await ReadAsync(context, new { unseen = true, since = "2026-01-01", attachments = true });

        Assert.Equal([2, 1], items.Select(item => item.Json.GetProperty("uid").GetInt32()));
        var (newest, oldest) = (items[0], items[1].Json);
        Assert.Equal(("Grüße", "Ann", "Hello", "2026-01-02T09:00:00+00:00"), (oldest.GetProperty("subject").GetString(), oldest.GetProperty("from").GetProperty("name").GetString(), oldest.GetProperty("text").GetString()!.Trim(), oldest.GetProperty("date").GetString()));
        var file = newest.Binary!["attachment_0"];
        Assert.Equal(("a.csv", "text/csv", "a,b"), (file.FileName, file.MimeType, Encoding.UTF8.GetString(context.Files[file])));
        Assert.Contains(server.Lines, line => line.Contains("UID SEARCH", StringComparison.Ordinal) && line.Contains("UNSEEN", StringComparison.Ordinal) && line.Contains("SINCE 1-Jan-2026", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Lines, line => line.Contains("STORE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_MarkAndMove_HappenAfterReading()
    {
        await using var server = MailServer.Start(Imap.Server([Plain]));

        await ReadAsync(Context(server, "imap", ("user", "u"), ("password", "p")), new { markRead = true, moveTo = "Done", limit = 1 });

        var commands = server.Lines.Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ToList();
        var (read, store, move) = (commands.FindLastIndex(line => line.Contains("BODY", StringComparison.Ordinal)), commands.FindIndex(line => line.StartsWith("UID STORE 1 ", StringComparison.Ordinal)), commands.FindIndex(line => line.StartsWith("UID MOVE 1 ", StringComparison.Ordinal)));
        Assert.True(read >= 0 && store > read && move > store, string.Join('\n', commands));
    }

    [Fact]
    public async Task Read_WrongPasswordOrFolder_SaysSo()
    {
        await using var closed = MailServer.Start(Imap.Server([], "NO [AUTHENTICATIONFAILED] wrong"));
        await using var open = MailServer.Start(Imap.Server([]));

        Assert.Equal("credential-invalid", (await Assert.ThrowsAsync<NodeException>(() => ReadAsync(Context(closed, "imap", ("user", "u"), ("password", "p")), new { }))).Error.Code);
        Assert.Equal("folder-missing", (await Assert.ThrowsAsync<NodeException>(() => ReadAsync(Context(open, "imap", ("user", "u"), ("password", "p")), new { folder = "Nowhere" }))).Error.Code);
        Assert.Equal("invalid-parameters", (await Assert.ThrowsAsync<NodeException>(() => ReadAsync(Context(open, "imap", ("user", "u"), ("password", "p")), new { since = "nonsense" }))).Error.Code);
    }

    private static NetContext Context(MailServer server, string type, params (string Name, string Value)[] values)
    {
        var all = new Dictionary<string, string> { ["host"] = "127.0.0.1", ["port"] = $"{server.Port}", ["security"] = "none" };
        foreach (var (name, value) in values) all[name] = value;
        var context = new NetContext();
        context.Credentials[type] = new Credential(type, all);
        return context;
    }

    private static async Task<Item> SendAsync(NetContext context, object parameters)
    {
        await using var services = Outgoing.Services("127.0.0.1");
        return Assert.Single(await context.RunAsync(services.Create<EmailSendNode>(), parameters));
    }

    private static async Task<IReadOnlyList<Item>> ReadAsync(NetContext context, object parameters)
    {
        await using var services = Outgoing.Services("127.0.0.1");
        return await context.RunAsync(services.Create<EmailReadNode>(), parameters);
    }
}
