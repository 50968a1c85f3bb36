using System.Reflection;
using System.Runtime.CompilerServices;

namespace Auterity.Shape.Tests;

/// <summary>The project's files and assemblies, as the shape tests look at them.</summary>
internal static class Source
{
    private static readonly string[] Skipped = ["bin", "obj", "node_modules", "dist", "artifacts", "data", ".git", ".vs", ".idea", "TestResults"];

    public static string Root { get; } = FindRoot();

    /// <summary>C# files under a folder, generated migrations left out; paths relative to the root.</summary>
    public static IEnumerable<(string Path, string Text)> CSharp(string folder) =>
        Files(folder).Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && !path.StartsWith("src/Auterity.Migrations/", StringComparison.Ordinal))
            .Select(path => (path, Read(path)));

    public static IEnumerable<string> Files(string folder) => Walk(Path.Combine(Root, folder)).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The product's own assemblies, as the server loads them.</summary>
    public static IReadOnlyList<Assembly> Assemblies { get; } =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "Auterity.*.dll")
            .Where(path => !path.EndsWith(".Tests.dll", StringComparison.Ordinal) && !path.EndsWith("Auterity.Migrations.dll", StringComparison.Ordinal))
            .Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))];

    public static IEnumerable<Type> Types => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.Namespace?.StartsWith("Auterity", StringComparison.Ordinal) == true && !IsGenerated(type));

    public static bool IsGenerated(MemberInfo member) =>
        member.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || member.Name.Contains('<', StringComparison.Ordinal)
        || (member.DeclaringType is { } outer && IsGenerated(outer));

    private static IEnumerable<string> Walk(string folder)
    {
        if (!Directory.Exists(folder)) return [];
        return Directory.EnumerateFiles(folder)
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => !Skipped.Contains(Path.GetFileName(inner))).SelectMany(Walk));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Auterity.slnx"))) return folder.FullName;
        throw new InvalidOperationException("The tests run outside the project.");
    }
}
