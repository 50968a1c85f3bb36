using System.Text;
using Auterity.Sdk;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Items with files, for the nodes that read and make them.</summary>
internal static class ItemFile
{
    /// <summary>One item with one file.</summary>
    public static NodeHarness File(this NodeHarness harness, byte[] content, string? fileName = null, string mimeType = "application/octet-stream", string json = "{}", string property = "data") =>
        harness.Ports([new Item(Encoding.UTF8.GetBytes(json), new Dictionary<string, BinaryRef> { [property] = harness.Context.Files.Save(content, mimeType, fileName) })]);

    /// <summary>One item with one text file in UTF-8.</summary>
    public static NodeHarness File(this NodeHarness harness, string text, string? fileName = null, string mimeType = "application/octet-stream", string json = "{}") =>
        harness.File(Encoding.UTF8.GetBytes(text), fileName, mimeType, json);

    /// <summary>Bytes of a file that came out.</summary>
    public static byte[] Bytes(this NodeRun run, NodeHarness harness, int item = 0, string property = "data") => harness.Context.Files.Read(run.Items[0][item].Binary![property]);

    /// <summary>Text of a file that came out.</summary>
    public static string Text(this NodeRun run, NodeHarness harness, int item = 0, string property = "data") => Encoding.UTF8.GetString(run.Bytes(harness, item, property));
}
