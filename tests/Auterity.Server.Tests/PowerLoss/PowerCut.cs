using System.Globalization;

namespace Auterity.Server.Tests.PowerLoss;

/// <summary>Takes back a random part of what was not synced, in sectors, as a disk does that loses its power.</summary>
/// <remarks>
/// <code>
/// 1. backwards over the unsafe changes: put back what was there, keep what they had made of it
/// 2. forwards: let some of them happen after all, some of them in part
/// </code>
/// </remarks>
internal static class PowerCut
{
    private const int Sector = 512;

    /// <param name="log">What was changed and synced.</param>
    /// <param name="aside">Folder for what may come back.</param>
    /// <param name="chance">Decides what survives.</param>
    /// <returns>How many changes were lost, whole or in part.</returns>
    public static int Apply(FileLog log, string aside, Random chance)
    {
        var undone = new Stack<(Change Change, byte[] After)>();
        foreach (var change in log.Unsafe.OrderByDescending(change => change.Number))
            if (Undo(change with { Path = change.Kind == ChangeKind.Rename ? change.Path : log.NowAt(change.Path) }, aside) is { } after)
                undone.Push((change, after));

        // Now and then everything is lost, now and then little; most often something in between.
        var survives = chance.NextDouble();
        var lost = 0;
        foreach (var (change, after) in undone)
            if (chance.NextDouble() >= survives || !Redo(change with { Path = change.Kind == ChangeKind.Rename ? change.Path : log.NowAt(change.Path) }, after, aside, chance))
                lost++;
        return lost;
    }

    /// <summary>Puts back what was there; null when there is nothing to put back.</summary>
    /// <returns>What the change had made of it.</returns>
    private static byte[]? Undo(Change change, string aside)
    {
        switch (change.Kind)
        {
            case ChangeKind.Write or ChangeKind.Truncate when File.Exists(change.Path):
                return Restore(change);
            case ChangeKind.Create when File.Exists(change.Path):
                File.Delete(change.Path);
                return [];
            case ChangeKind.Rename when File.Exists(change.Other):
                // Files are named by their content here: one that was there before under the new name had the same.
                if (change.Size == 1) File.Copy(change.Other, change.Path, overwrite: true);
                else File.Move(change.Other, change.Path, overwrite: true);
                return [];
            case ChangeKind.Folder when Directory.Exists(change.Path):
                Directory.Move(change.Path, Path.Combine(aside, change.Number.ToString(CultureInfo.InvariantCulture)));
                return [];
            default:
                return null;
        }
    }

    private static byte[] Restore(Change change)
    {
        using var file = File.OpenHandle(change.Path, FileMode.Open, FileAccess.ReadWrite);
        var after = new byte[change.Length];
        var read = RandomAccess.Read(file, after, change.Offset);
        RandomAccess.SetLength(file, change.Size);
        if (change.Before.Length > 0) RandomAccess.Write(file, change.Before, change.Offset);
        return after[..read];
    }

    /// <summary>Lets a change happen after all.</summary>
    /// <returns>Whether it happened whole.</returns>
    private static bool Redo(Change change, byte[] after, string aside, Random chance)
    {
        switch (change.Kind)
        {
            case ChangeKind.Write when File.Exists(change.Path):
                return Rewrite(change, after, chance);
            case ChangeKind.Truncate when File.Exists(change.Path):
                using (var file = File.OpenHandle(change.Path, FileMode.Open, FileAccess.Write))
                    RandomAccess.SetLength(file, change.Offset);
                return true;
            case ChangeKind.Create when Directory.Exists(Path.GetDirectoryName(change.Path)):
                File.WriteAllBytes(change.Path, []);
                return true;
            case ChangeKind.Rename when File.Exists(change.Path) && Directory.Exists(Path.GetDirectoryName(change.Other)):
                File.Move(change.Path, change.Other, overwrite: true);
                return true;
            case ChangeKind.Folder when Directory.Exists(Path.GetDirectoryName(change.Path)) && !Directory.Exists(change.Path):
                Directory.Move(Path.Combine(aside, change.Number.ToString(CultureInfo.InvariantCulture)), change.Path);
                return true;
            default:
                return false;
        }
    }

    private static bool Rewrite(Change change, byte[] after, Random chance)
    {
        using var file = File.OpenHandle(change.Path, FileMode.Open, FileAccess.Write);
        var torn = chance.Next(4) == 0;
        var whole = true;
        for (var at = 0; at < after.Length; at += Sector)
        {
            if (torn && chance.Next(2) == 0) whole = false;
            else RandomAccess.Write(file, after.AsSpan(at, Math.Min(Sector, after.Length - at)), change.Offset + at);
        }

        return whole;
    }
}
