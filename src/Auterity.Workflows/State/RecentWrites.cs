using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Auterity.Workflows.State;

/// <summary>Which writes a value has seen: a mark of 16 characters for each of the last 64, oldest first, one a line. Pure.</summary>
/// <remarks>The last one alone would not do: another run may write between a crash and the repetition of the step it cut off.</remarks>
internal static class RecentWrites
{
    private const int Most = 64;
    private const int MarkLength = 16;

    /// <summary>What is kept of an idempotency key.</summary>
    public static string MarkOf(string idempotencyKey) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)).AsSpan(0, MarkLength * 3 / 4));

    public static bool Contains(string? writes, string mark) => writes?.Contains(mark, StringComparison.Ordinal) == true;

    public static string Add(string? writes, string mark)
    {
        if (string.IsNullOrEmpty(writes)) return mark;
        var kept = writes.AsSpan();
        const int length = ((Most - 1) * (MarkLength + 1)) - 1;
        if (kept.Length > length) kept = kept[^length..];
        return $"{kept}\n{mark}";
    }
}
