namespace Auterity.Workflows.Import;

/// <summary>The file cannot be imported at all; nothing was created.</summary>
public sealed class ImportException : Exception
{
    public ImportException(string message, string code, long? position = null, Exception? inner = null) : base(message, inner)
    {
        Code = code;
        Position = position;
    }

    public ImportException() : this("The import failed.") { }

    public ImportException(string message) : this(message, "import-failed") { }

    public ImportException(string message, Exception innerException) : this(message, "import-failed", inner: innerException) { }

    /// <summary>Stable code: empty, invalid-utf8, invalid-json, too-deep, not-a-workflow.</summary>
    public string Code { get; }

    /// <summary>Offset of the fault in bytes, from 0; null when it has no single place.</summary>
    public long? Position { get; }
}
