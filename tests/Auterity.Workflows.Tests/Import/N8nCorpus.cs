namespace Auterity.Workflows.Tests.Import;

/// <summary>Real exports that lie beside the repository; where they are absent the tests that need them are skipped.</summary>
internal static class N8nCorpus
{
    public static IReadOnlyList<(string Name, byte[] Json)> Files()
    {
        var folder = Folder();
        if (folder is null) Assert.Skip("There are no exports in ../shared/corpus/n8n.");
        return [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file)))];
    }

    public static string? Folder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Auterity.slnx")))
                return Path.Combine(at.FullName, "../shared/corpus/n8n") is var folder && Directory.Exists(folder) ? folder : null;
        return null;
    }
}
