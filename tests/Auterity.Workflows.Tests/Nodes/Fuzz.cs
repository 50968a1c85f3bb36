using System.Text;
using Auterity.Sdk;
using CsCheck;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Feeds a parser random and damaged input: it must end in a result or a <see cref="NodeException"/>, and soon.</summary>
internal static class Fuzz
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <param name="sample">A well-formed file to damage.</param>
    public static void Bytes(byte[] sample, Func<byte[], Task> parse, int iterations = 300)
    {
        var position = Gen.Int[0, sample.Length];
        var damage = Gen.Select(position, position, Gen.Byte.Array[0, 8], Gen.Int[0, 3]).List[1, 4];
        var damaged = damage.Select(changes => changes.Aggregate(sample, Damage));
        Gen.Frequency((9, damaged), (1, Gen.Byte.Array[0, 400])).Sample(bytes => Check(() => parse(bytes)), iter: iterations, threads: 1);
    }

    /// <param name="sample">A well-formed text to damage.</param>
    public static void Text(string sample, Func<string, Task> parse, int iterations = 300) =>
        Bytes(Encoding.UTF8.GetBytes(sample), bytes => parse(Encoding.UTF8.GetString(bytes)), iterations);

    private static byte[] Damage(byte[] bytes, (int From, int To, byte[] Insert, int Kind) change)
    {
        var from = Math.Min(Math.Min(change.From, change.To), bytes.Length);
        var to = Math.Min(Math.Max(change.From, change.To), bytes.Length);
        return change.Kind switch
        {
            // Bytes changed in place, cut out, doubled, or cut off.
            0 => [.. bytes[..from], .. change.Insert, .. bytes[Math.Min(bytes.Length, from + change.Insert.Length)..]],
            1 => [.. bytes[..from], .. bytes[to..]],
            2 => [.. bytes[..to], .. bytes[from..]],
            _ => bytes[..to],
        };
    }

    private static void Check(Func<Task> parse)
    {
        var started = TimeProvider.System.GetTimestamp();
        var error = Record.Exception(() => parse().GetAwaiter().GetResult());
        Assert.True(error is null or NodeException, error?.ToString());
        Assert.True(TimeProvider.System.GetElapsedTime(started) < Longest, "It took too long.");
    }
}
