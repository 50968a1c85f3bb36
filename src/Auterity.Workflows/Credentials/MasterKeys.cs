using System.Security.Cryptography;
using System.Text.Json;
using Auterity.Platform;

namespace Auterity.Workflows.Credentials;

/// <summary>The keys that wrap every tenant's data key: from <c>AUTERITY_MASTER_KEY</c>, a file an administrator names, or a file of ours that only this user may read.</summary>
/// <remarks>The first key wraps; the others only open what was wrapped before a rotation.</remarks>
internal sealed class MasterKeys
{
    private const int KeySize = 32;

    private readonly string? file;
    private volatile IReadOnlyList<MasterKey> keys;

    private MasterKeys(IReadOnlyList<MasterKey> keys, string? file)
    {
        this.keys = keys;
        this.file = file;
    }

    /// <summary>The key that wraps. The first one is made when it is first needed: a server that lost its key must say so, not make another.</summary>
    public MasterKey Current
    {
        get
        {
            if (keys.Count == 0) MakeFirst();
            return keys[0];
        }
    }

    /// <summary>Whether the keys are given from outside, where only an administrator can change them.</summary>
    public bool IsGiven => file is null;

    /// <summary>Where the keys come from, for people.</summary>
    public string Source => file ?? "AUTERITY_MASTER_KEY";

    /// <param name="folder">Folder of the key file.</param>
    /// <param name="current">Base64 of 32 bytes; null or empty uses the file.</param>
    /// <param name="previous">Earlier keys, base64, separated by commas: kept while a rotation is under way.</param>
    /// <exception cref="CannotStartException">A key is not 32 bytes of base64, or the file is broken.</exception>
    public static MasterKeys Load(string folder, string? current, string? previous)
    {
        if (!string.IsNullOrWhiteSpace(current))
            return new MasterKeys([.. $"{current},{previous}".Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => Parse(text, "AUTERITY_MASTER_KEY"))], null);
        var file = Path.Combine(folder, "master-keys.json");
        return new MasterKeys(File.Exists(file) ? Read(file) : [], file);
    }

    /// <summary>The key in a file that somebody else looks after: a mounted secret, for example.</summary>
    /// <exception cref="CannotStartException">The file cannot be read or holds no key.</exception>
    public static MasterKeys LoadFrom(string path, string? previous)
    {
        try
        {
            return Load("", File.ReadAllText(path).Trim() is { Length: > 0 } text ? text : throw new CannotStartException($"{path} (AUTERITY_MASTER_KEY_FILE) is empty. It must hold 32 bytes as base64."), previous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The master key cannot be read: {e.Message} See AUTERITY_MASTER_KEY_FILE.", e);
        }
    }

    /// <summary>The current key, read again first: what is wrapped now must not use a key that was replaced a moment ago.</summary>
    public MasterKey Newest()
    {
        Reload();
        return Current;
    }

    /// <summary>The key with this id; null when it is not here. Reads the file again first, because another process may have rotated.</summary>
    public MasterKey? Find(string id)
    {
        if (keys.FirstOrDefault(key => key.Id == id) is { } known) return known;
        Reload();
        return keys.FirstOrDefault(key => key.Id == id);
    }

    /// <summary>Makes a new current key and keeps the old ones until <see cref="Retire"/>.</summary>
    /// <exception cref="InvalidOperationException">The keys are given from outside.</exception>
    public void AddNew()
    {
        if (file is null) throw new InvalidOperationException("The master key is given from outside. To rotate it, set a new one, move the old one to AUTERITY_MASTER_KEY_PREVIOUS, and start again.");
        if (!File.Exists(file)) MakeFirst();
        Write(file, [MasterKey.Of(RandomNumberGenerator.GetBytes(KeySize)), .. Read(file)], overwrite: true);
        keys = Read(file);
    }

    /// <summary>Forgets every key but the current one and those still in use.</summary>
    public void Retire(IReadOnlySet<string> inUse)
    {
        if (file is null || !File.Exists(file)) return;
        var stored = Read(file);
        Write(file, [stored[0], .. stored.Skip(1).Where(key => inUse.Contains(key.Id))], overwrite: true);
        keys = Read(file);
    }

    private void MakeFirst()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file!)!);
        Write(file!, [MasterKey.Of(RandomNumberGenerator.GetBytes(KeySize))], overwrite: false);
        keys = Read(file!);
    }

    private void Reload()
    {
        if (file is not null && File.Exists(file)) keys = Read(file);
    }

    private static IReadOnlyList<MasterKey> Read(string file)
    {
        try
        {
            var texts = JsonSerializer.Deserialize<string[]>(File.ReadAllBytes(file)) ?? [];
            return texts.Length > 0 ? [.. texts.Select(text => Parse(text, file))] : throw new CannotStartException($"{file} holds no key. Restore it from a backup: without it no stored credential can be read.");
        }
        catch (JsonException e)
        {
            throw new CannotStartException($"{file} is broken. Restore it from a backup: without it no stored credential can be read.", e);
        }
    }

    /// <summary>Written whole under another name first, so that no crash leaves half a key.</summary>
    private static void Write(string file, IReadOnlyList<MasterKey> keys, bool overwrite)
    {
        var draft = $"{file}.{Guid.CreateVersion7():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(keys.Select(key => Convert.ToBase64String(key.Bytes))));
            stream.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, file, overwrite);
        }
        catch (IOException) when (!overwrite && File.Exists(file))
        {
            File.Delete(draft); // another process made the first key in the same moment
        }
    }

    private static MasterKey Parse(string text, string source)
    {
        Span<byte> bytes = stackalloc byte[KeySize + 1];
        return Convert.TryFromBase64String(text, bytes, out var length) && length == KeySize
            ? MasterKey.Of(bytes[..KeySize].ToArray())
            : throw new CannotStartException($"A key in {source} is not 32 bytes of base64. Make one with: openssl rand -base64 32");
    }
}

/// <summary>A master key; its id is the beginning of its hash, so that the same key has the same id everywhere.</summary>
internal sealed record MasterKey(string Id, byte[] Bytes)
{
    public static MasterKey Of(byte[] bytes) => new(Convert.ToHexStringLower(SHA256.HashData([.. "auterity-master-key"u8, .. bytes]))[..16], bytes);

    public override string ToString() => Id;
}
