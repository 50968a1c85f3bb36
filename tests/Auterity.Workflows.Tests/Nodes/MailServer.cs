using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>A line-based server on 127.0.0.1 that plays one dialogue for each connection.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Func<Dialogue, Task> play;
    private readonly Task accepting;

    private MailServer(Func<Dialogue, Task> play)
    {
        this.play = play;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Everything clients said.</summary>
    public ConcurrentQueue<string> Lines { get; } = new();

    public static MailServer Start(Func<Dialogue, Task> play) => new(play);

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                using var dialogue = new Dialogue(stream, Lines);
                await play(dialogue);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The test is over, or the client went away.
        }
    }

    internal sealed class Dialogue(Stream stream, ConcurrentQueue<string> lines) : IDisposable
    {
        private readonly StreamReader reader = new(stream, Encoding.UTF8);

        public void Dispose() => reader.Dispose();

        public Task SayAsync(string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text + "\r\n")).AsTask();

        public async Task<string?> HearAsync()
        {
            var line = await reader.ReadLineAsync();
            if (line is not null) lines.Enqueue(line);
            return line;
        }
    }
}

/// <summary>SMTP as far as a client needs it.</summary>
internal static class Smtp
{
    /// <param name="answers">Answers that differ from the usual, by the beginning of the command; <c>.</c> is the end of the message, null hangs up.</param>
    public static Func<MailServer.Dialogue, Task> Server(params (string Command, string? Answer)[] answers) => async dialogue =>
    {
        await dialogue.SayAsync("220 test ready");
        while (await dialogue.HearAsync() is { } line)
        {
            var command = line.Split(' ', ':')[0].ToUpperInvariant();
            if (command == "DATA" && answers.All(answer => answer.Command != "DATA"))
            {
                await dialogue.SayAsync("354 go on");
                while (await dialogue.HearAsync() is not "." and not null) { }
                command = ".";
            }

            var (own, answer) = answers.FirstOrDefault(answer => line.StartsWith(answer.Command, StringComparison.OrdinalIgnoreCase) || answer.Command == command);
            if (own is not null && answer is null) return;
            await dialogue.SayAsync(answer ?? command switch
            {
                "EHLO" => "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN LOGIN",
                "AUTH" => "235 welcome",
                "." => "250 2.0.0 queued as 42",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (command == "QUIT") return;
        }
    };
}

/// <summary>IMAP over a mailbox of fixed messages, as far as a client needs it.</summary>
internal static class Imap
{
    public static Func<MailServer.Dialogue, Task> Server(IReadOnlyList<string> messages, string? loginAnswer = null) => async dialogue =>
    {
        await dialogue.SayAsync("* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS] ready");
        while (await dialogue.HearAsync() is { } line)
        {
            var parts = line.Split(' ', 3);
            var (tag, command, rest) = (parts[0], parts[1].ToUpperInvariant(), parts.ElementAtOrDefault(2) ?? "");
            if (command == "UID") (command, rest) = ($"UID {rest.Split(' ')[0].ToUpperInvariant()}", rest[(rest.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            switch (command)
            {
                case "CAPABILITY": await dialogue.SayAsync("* CAPABILITY IMAP4rev1 MOVE UIDPLUS"); break;
                case "LIST": await dialogue.SayAsync(rest.Contains("Done", StringComparison.Ordinal) ? "* LIST () \"/\" Done" : rest.Contains("Nowhere", StringComparison.Ordinal) ? "* OK nothing" : "* LIST () \"/\" INBOX"); break;
                case "SELECT" or "EXAMINE":
                    await dialogue.SayAsync($"* FLAGS (\\Seen)\r\n* {messages.Count} EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT {messages.Count + 1}] ok\r\n* OK [PERMANENTFLAGS (\\Seen \\*)] ok");
                    break;
                case "UID SEARCH": await dialogue.SayAsync($"* SEARCH {string.Join(' ', Enumerable.Range(1, messages.Count))}"); break;
                case "UID FETCH": await FetchAsync(dialogue, rest, messages); break;
                case "LOGOUT": await dialogue.SayAsync("* BYE"); break;
            }

            if (command == "LOGIN" && loginAnswer is not null) await dialogue.SayAsync($"{tag} {loginAnswer}");
            else await dialogue.SayAsync($"{tag} OK {(command == "SELECT" ? "[READ-WRITE] " : command == "EXAMINE" ? "[READ-ONLY] " : "")}done");
            if (command == "LOGOUT") return;
        }
    };

    private static async Task FetchAsync(MailServer.Dialogue dialogue, string rest, IReadOnlyList<string> messages)
    {
        var set = rest.Split(' ')[0];
        for (var i = 1; i <= messages.Count; i++)
        {
            if (!set.Split(',').Any(range => range.Split(':') is [var from, var to] ? i >= int.Parse(from, null) && i <= int.Parse(to, null) || i <= int.Parse(from, null) && i >= int.Parse(to, null) : range == $"{i}")) continue;
            if (rest.Contains("BODY", StringComparison.Ordinal)) await dialogue.SayAsync($"* {i} FETCH (UID {i} BODY[] {{{Encoding.UTF8.GetByteCount(messages[i - 1])}}}\r\n{messages[i - 1]})");
            else await dialogue.SayAsync($"* {i} FETCH (UID {i} FLAGS () INTERNALDATE \"02-Jan-2026 10:00:00 +0000\")");
        }
    }
}
