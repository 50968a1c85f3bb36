using Jint.Native;
using Jint.Native.Object;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>Collects the members of a prototype; each becomes a function of an engine only when a script reads it.</summary>
internal sealed class LuxonShape<T> where T : LuxonValue
{
    private readonly JsObjectShape.Builder builder = new();

    public LuxonShape<T> Method(string name, Func<T, JsValue[], JsValue> call)
    {
        builder.Method(name, (self, arguments) => Of(self).Realm.Guarded(() => call(Of(self), arguments)), enumerable: false);
        return this;
    }

    public LuxonShape<T> Getter(string name, Func<T, JsValue> read)
    {
        builder.Accessor(name, (self, _) => self is T value ? value.Realm.Guarded(() => read(value)) : JsValue.Undefined, enumerable: false);
        return this;
    }

    public JsObjectShape Build() => builder.Build();

    private static T Of(JsValue self) =>
        self as T ?? throw new ExpressionException("A date method was called on something that is no date. Keep it with its date: date.toISO(), not a copy of the function.");
}

/// <summary>A date, duration or interval inside an engine.</summary>
internal abstract class LuxonValue : ObjectInstance
{
    protected LuxonValue(LuxonRealm realm, ObjectInstance prototype) : base(realm.Engine)
    {
        Realm = realm;
        Prototype = prototype;
    }

    public LuxonRealm Realm { get; }

    /// <summary>Why there is no value; null when there is one.</summary>
    public string? Invalid { get; protected init; }

    /// <summary>ISO 8601; null when the value is invalid.</summary>
    public abstract string? ToIso();
}
