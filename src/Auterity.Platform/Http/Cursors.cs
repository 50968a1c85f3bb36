using System.Buffers.Binary;
using System.Buffers.Text;
using System.Linq.Expressions;
using System.Security.Cryptography;
using Auterity.Platform.Data;
using Auterity.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Auterity.Platform.Http;

/// <summary>Pages through lists by (time, id), newest first, with a cursor that nobody can alter or carry to another tenant.</summary>
public sealed class Cursors(ServerKeys keys, CurrentTenant tenant)
{
    private const int PositionLength = 24;
    private const int SignatureLength = 8;

    /// <summary>Reads one page.</summary>
    /// <param name="rows">The list, filtered but not ordered.</param>
    /// <param name="page">What the caller asked for.</param>
    /// <param name="time">The time the list is ordered by; indexed together with the id.</param>
    /// <param name="id">The id that breaks ties.</param>
    /// <param name="view">What the caller gets to see of a row.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="BadHttpRequestException">The cursor is not one of ours, or the limit is out of range.</exception>
    public Task<Page<TView>> PageAsync<TRow, TView>(
        IQueryable<TRow> rows, PageQuery page, Expression<Func<TRow, DateTimeOffset>> time, Expression<Func<TRow, Guid>> id, Func<TRow, TView> view, CancellationToken cancellationToken) =>
        PageAsync(rows, page, time, id, view, [], cancellationToken);

    /// <summary>Reads one page of a list that goes on with rows that are in no database.</summary>
    /// <param name="rows">The list, filtered but not ordered.</param>
    /// <param name="page">What the caller asked for.</param>
    /// <param name="time">The time the list is ordered by; indexed together with the id.</param>
    /// <param name="id">The id that breaks ties.</param>
    /// <param name="view">What the caller gets to see of a row.</param>
    /// <param name="further">What follows: older than every row of the database.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="BadHttpRequestException">The cursor is not one of ours, or the limit is out of range.</exception>
    public async Task<Page<TView>> PageAsync<TRow, TView>(
        IQueryable<TRow> rows, PageQuery page, Expression<Func<TRow, DateTimeOffset>> time, Expression<Func<TRow, Guid>> id, Func<TRow, TView> view, IReadOnlyList<TRow> further, CancellationToken cancellationToken)
    {
        var key = await keys.GetAsync("cursors", cancellationToken);
        var rest = further.AsQueryable();
        if (page.Cursor is { Length: > 0 } cursor)
        {
            var after = After(time, id, Read(cursor, key));
            (rows, rest) = (rows.Where(after), rest.Where(after));
        }

        var found = await rows.OrderByDescending(time).ThenByDescending(id).Take(page.Size + 1).ToListAsync(cancellationToken);
        found.AddRange(rest.OrderByDescending(time).ThenByDescending(id).Take(page.Size + 1 - found.Count));
        if (found.Count <= page.Size) return new([.. found.Select(view)], null);

        found.RemoveAt(page.Size);
        var last = found[^1];
        return new([.. found.Select(view)], Write(new(time.Compile()(last), id.Compile()(last)), key));
    }

    private string Write(CursorPosition position, byte[] key)
    {
        var bytes = new byte[PositionLength + SignatureLength];
        BinaryPrimitives.WriteInt64BigEndian(bytes, DbTypes.ToMicros(position.Time));
        position.Id.TryWriteBytes(bytes.AsSpan(8), bigEndian: true, out _);
        Sign(bytes.AsSpan(0, PositionLength), key).CopyTo(bytes.AsSpan(PositionLength));
        return Base64Url.EncodeToString(bytes);
    }

    private CursorPosition Read(string cursor, byte[] key)
    {
        var bytes = new byte[PositionLength + SignatureLength];
        if (cursor.Length > 64 || !Base64Url.IsValid(cursor) || !Base64Url.TryDecodeFromChars(cursor, bytes, out var length) || length != bytes.Length
            || !CryptographicOperations.FixedTimeEquals(Sign(bytes.AsSpan(0, PositionLength), key), bytes.AsSpan(PositionLength)))
            throw new BadHttpRequestException("The cursor is not one this list gave out. Begin again without it.");
        return new(DbTypes.FromMicros(BinaryPrimitives.ReadInt64BigEndian(bytes)), DbTypes.ToGuid(bytes.AsSpan(8, 16)));
    }

    private byte[] Sign(ReadOnlySpan<byte> position, byte[] key)
    {
        Span<byte> signed = stackalloc byte[16 + PositionLength];
        tenant.Id.TryWriteBytes(signed, bigEndian: true, out _);
        position.CopyTo(signed[16..]);
        return HMACSHA256.HashData(key, signed)[..SignatureLength];
    }

    /// <summary><c>row.Time &lt; t || row.Time == t &amp;&amp; row.Id &lt; id</c>.</summary>
    private static Expression<Func<TRow, bool>> After<TRow>(
        Expression<Func<TRow, DateTimeOffset>> time, Expression<Func<TRow, Guid>> id, CursorPosition position)
    {
        var row = time.Parameters[0];
        var idBody = new Swap(id.Parameters[0], row).Visit(id.Body);
        // Members of an object, so that EF Core sends them as parameters and caches one query.
        var at = Expression.Constant(position);
        var atTime = Expression.Property(at, nameof(CursorPosition.Time));
        var atId = Expression.Property(at, nameof(CursorPosition.Id));
        return Expression.Lambda<Func<TRow, bool>>(
            Expression.OrElse(
                Expression.LessThan(time.Body, atTime),
                Expression.AndAlso(Expression.Equal(time.Body, atTime), Expression.LessThan(idBody, atId))),
            row);
    }

    private sealed class Swap(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

/// <summary>Where a page ended.</summary>
public sealed record CursorPosition(DateTimeOffset Time, Guid Id);
