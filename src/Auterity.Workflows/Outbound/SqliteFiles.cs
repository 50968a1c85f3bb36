using Auterity.Sdk;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SQLitePCL;

namespace Auterity.Workflows.Outbound;

/// <summary>Opens SQLite databases inside the tenant's own folder, and nowhere else: SQL cannot attach another file, load code or write elsewhere.</summary>
internal sealed class SqliteFiles(IOptions<OutboundOptions> options)
{
    private static readonly string[] Pragmas = ["table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list", "foreign_key_check", "foreign_keys", "user_version", "integrity_check", "quick_check", "optimize", "journal_mode", "data_version", "defer_foreign_keys"];
    private static readonly string[] Modules = ["fts3", "fts4", "fts5", "fts5vocab", "rtree", "rtree_i32", "geopoly"];
    private static readonly string[] Functions = ["load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"];

    /// <exception cref="NodeException"><c>file-refused</c>, <c>file-missing</c>, <c>connect-failed</c>; nothing was changed.</exception>
    public async Task<SqliteConnection> OpenAsync(Credential credential, Guid tenantId, CancellationToken cancellationToken)
    {
        var readOnly = credential["mode"] == "readOnly";
        var path = PathOf(credential["file"], tenantId);
        if (readOnly && !File.Exists(path)) throw Fault("file-missing", $"There is no database '{credential["file"]}'.", false);
        if (!readOnly) Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = 30,
        }.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            Confine(connection.Handle!);
            return connection;
        }
        catch (SqliteException e)
        {
            await connection.DisposeAsync();
            throw Fault("connect-failed", $"The database '{credential["file"]}' cannot be opened: {e.Message.TrimEnd('.')}.", true, e);
        }
    }

    /// <summary>The absolute path of a tenant's database.</summary>
    /// <exception cref="NodeException"><c>file-refused</c> when it would lie outside the tenant's folder.</exception>
    internal string PathOf(string file, Guid tenantId)
    {
        var folder = Path.Combine(Path.GetFullPath(options.Value.SqliteFolder ?? "data/sqlite"), tenantId.ToString());
        if (file.Length is 0 or > 200 || file.AsSpan().ContainsAny('\0', '\\', ':') || Path.IsPathRooted(file) || file.Split('/').Any(part => part is "" or "." or ".."))
            throw Fault("file-refused", $"'{file}' is no name of a database. Write it like orders.db or shop/orders.db; databases lie in the platform's own folder.", false);
        var path = Path.GetFullPath(Path.Combine(folder, file));
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
            if (new FileInfo(at).LinkTarget is not null) throw Fault("file-refused", $"'{file}' leads through a link, which databases may not.", false);
        return path;
    }

    private static void Confine(sqlite3 handle)
    {
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_limit(handle, raw.SQLITE_LIMIT_LENGTH, 100_000_000);
        raw.sqlite3_set_authorizer(handle, Decide, null);
    }

    private static int Decide(object data, int action, string first, string second, string database, string inner)
    {
        var allowed = action switch
        {
            raw.SQLITE_ATTACH or raw.SQLITE_DETACH => false,
            raw.SQLITE_PRAGMA => Pragmas.Contains(first, StringComparer.OrdinalIgnoreCase),
            raw.SQLITE_FUNCTION => !Functions.Contains(second, StringComparer.OrdinalIgnoreCase),
            raw.SQLITE_CREATE_VTABLE or raw.SQLITE_DROP_VTABLE => Modules.Contains(second, StringComparer.OrdinalIgnoreCase),
            _ => true,
        };
        return allowed ? raw.SQLITE_OK : raw.SQLITE_DENY;
    }

    private static NodeException Fault(string code, string message, bool retryable, Exception? inner = null) => new(message, code, retryable, inner: inner) { NotSent = true };
}
