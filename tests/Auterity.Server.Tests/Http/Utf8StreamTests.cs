using System.Text.Unicode;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using CsCheck;

namespace Auterity.Server.Tests.Http;

public sealed class Utf8StreamTests
{
    private static readonly byte[] Pieces = [0x41, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xED, 0xBF];

    /// <summary>Mostly valid text with now and then a stray byte, cut anywhere.</summary>
    private static readonly Gen<byte[]> Bodies = Gen.OneOf(
        Gen.String.Select(text => System.Text.Encoding.UTF8.GetBytes(text)),
        Gen.Byte.Array[0, 12],
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 20]);

    [Fact]
    public Task Read_AnyBytesInAnyPieces_ThrowsExactlyWhenTheyAreNotUtf8() => Gen.Select(Bodies, Gen.Int[1, 7]).SampleAsync(async (bytes, piece) =>
    {
        var read = await ReadAsync(bytes, piece);
        Assert.Equal(Utf8.IsValid(bytes) ? bytes : null, read);
    });

    /// <summary>What was read, or null when it was refused.</summary>
    private static async Task<byte[]?> ReadAsync(byte[] bytes, int piece)
    {
        using var source = new MemoryStream(bytes);
        using var stream = new Utf8Stream(source);
        using var target = new MemoryStream();
        var buffer = new byte[piece];
        try
        {
            while (await stream.ReadAsync(buffer, Json.Token) is var count and > 0) target.Write(buffer, 0, count);
            return target.ToArray();
        }
        catch (InvalidTextException)
        {
            return null;
        }
    }
}
