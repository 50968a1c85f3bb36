using System.Text;
using Auterity.Workflows.Execution.Journal;
using CsCheck;

namespace Auterity.Workflows.Tests.Journal;

public sealed class ItemPatchTests
{
    private static readonly Gen<byte[]> Bytes = Gen.Byte.Array[0, 200];

    [Fact]
    public void Read_WhateverTheTwoShare_GivesTheItemBack() => Gen.Select(Bytes, Bytes, Bytes, Bytes).Sample((head, mine, theirs, tail) =>
    {
        byte[] item = [.. head, .. mine, .. tail], basis = [.. head, .. theirs, .. tail];
        var writer = new ByteWriter();
        if (!ItemPatch.TryWrite(writer, item, basis)) return writer.Length == 0;
        return ItemPatch.Read(Reader(writer), basis).Span.SequenceEqual(item);
    });

    [Fact]
    public void TryWrite_OneFieldMore_CostsLittleMoreThanTheField()
    {
        var basis = $$"""{"text":"{{new string('x', 1_000)}}"}""";
        var item = basis[..^1] + ",\"n\":12345}";
        var writer = new ByteWriter();

        Assert.True(ItemPatch.TryWrite(writer, Encoding.UTF8.GetBytes(item), Encoding.UTF8.GetBytes(basis)));

        Assert.InRange(writer.Length, 1, 20);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"b":2}""")]
    [InlineData("", """{"b":2}""")]
    public void TryWrite_LittleInCommon_WritesNothing(string item, string basis)
    {
        var writer = new ByteWriter();

        Assert.False(ItemPatch.TryWrite(writer, Encoding.UTF8.GetBytes(item), Encoding.UTF8.GetBytes(basis)));

        Assert.Equal(0, writer.Length);
    }

    [Fact]
    public void Read_ShorterBasis_SaysThatTheJournalIsDamaged()
    {
        var writer = new ByteWriter();
        ItemPatch.TryWrite(writer, new byte[100], new byte[100]);

        Assert.Throws<InvalidDataException>(() => ItemPatch.Read(Reader(writer), new byte[50]));
    }

    private static ByteReader Reader(ByteWriter written) => new(written.Written.ToArray());
}
