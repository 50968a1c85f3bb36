using System.Text.Json;
using System.Text.Json.Nodes;

namespace Auterity.Cli.Profiles;

/// <summary>Profiles in the user's own folder, readable by nobody else: <c>{ "profiles": { "default": { "url", "apiKey" } } }</c>.</summary>
internal static class ProfileFile
{
    private const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    public static string Path { get; } = System.IO.Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify), "auterity", "profiles.json");

    public static Profile? Find(string name)
    {
        if (Read()["profiles"]?[name] is not JsonObject profile) return null;
        return Uri.TryCreate((string?)profile["url"], UriKind.Absolute, out var url) && (string?)profile["apiKey"] is { Length: > 0 } key ? new Profile(url, key) : null;
    }

    public static void Save(string name, Profile profile)
    {
        var all = Read();
        if (all["profiles"] is not JsonObject profiles) all["profiles"] = profiles = [];
        profiles[name] = new JsonObject { ["url"] = profile.Url.ToString(), ["apiKey"] = profile.ApiKey };
        Write(all);
    }

    /// <returns>Whether there was such a profile.</returns>
    public static bool Remove(string name)
    {
        var all = Read();
        if (all["profiles"] is not JsonObject profiles || !profiles.Remove(name)) return false;
        Write(all);
        return true;
    }

    private static JsonObject Read()
    {
        if (!File.Exists(Path)) return [];
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path)) as JsonObject ?? [];
        }
        catch (JsonException e)
        {
            throw Failure.Usage($"The file of profiles {Path} is damaged: {e.Message} Mend it, or delete it and sign in again.");
        }
    }

    // A crash in the middle leaves the old file; nobody else can read the new one at any moment.
    private static void Write(JsonObject all)
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, Mine | UnixFileMode.UserExecute);
        var draft = $"{Path}.{Environment.ProcessId}.new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Mine;
        using (var file = new StreamWriter(draft, options))
            file.WriteLine(all.ToJsonString(Readable));
        File.Move(draft, Path, overwrite: true);
    }
}
