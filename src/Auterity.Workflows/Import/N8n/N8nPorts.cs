namespace Auterity.Workflows.Import.N8n;

/// <summary>Foreign kinds of connection and our port names, both ways.</summary>
internal static class N8nPorts
{
    public const string Main = "main";

    public const string Error = "error";

    private static readonly Dictionary<string, string> Attachments = new(StringComparer.Ordinal)
    {
        ["ai_languageModel"] = "ai_model",
        ["ai_tool"] = "ai_tool",
        ["ai_memory"] = "ai_memory",
        ["ai_embedding"] = "ai_embedding",
        ["ai_vectorStore"] = "ai_store",
        ["ai_outputParser"] = "ai_parser",
        ["ai_document"] = "ai_document",
        ["ai_textSplitter"] = "ai_splitter",
        ["ai_retriever"] = "ai_retriever",
        ["ai_reranker"] = "ai_reranker",
    };

    private static readonly Dictionary<string, string> Kinds = Attachments.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Our attachment port for a foreign kind; kinds nobody knows keep their name.</summary>
    public static string AttachmentOf(string kind) => Attachments.GetValueOrDefault(kind, kind);

    /// <summary>The foreign kind for one of our attachment ports.</summary>
    public static string KindOf(string port) => Kinds.GetValueOrDefault(port, port);

    /// <summary>Whether a foreign kind carries items rather than plugging a sub-node into its host.</summary>
    public static bool IsFlow(string kind) => kind is Main or Error;

    /// <summary>Ports for a node that is known only by its connections: one is <c>main</c>, several are numbered.</summary>
    public static IReadOnlyList<string> Numbered(string stem, int count) =>
        count <= 1 ? [Main] : [.. Enumerable.Range(1, count).Select(number => $"{stem}{number}")];
}
