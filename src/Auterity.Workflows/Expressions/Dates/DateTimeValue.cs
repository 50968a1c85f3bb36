using Jint.Native;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>A <c>DateTime</c> of a script. Immutable.</summary>
internal sealed class DateTimeValue : LuxonValue
{
    private readonly Moment? moment;

    public DateTimeValue(LuxonRealm realm, Moment? moment, LocaleText locale, string? invalid = null) : base(realm, realm.DateTimePrototype)
    {
        this.moment = moment;
        Locale = locale;
        Invalid = moment is null ? invalid ?? "out of range" : null;
    }

    public LocaleText Locale { get; }

    public bool IsValid => moment is not null;

    /// <summary>The moment; ask <see cref="IsValid"/> first.</summary>
    public Moment Moment => moment ?? throw new ExpressionException($"The date is not valid: {Invalid}.");

    public override string? ToIso() => moment is null ? null : MomentText.Iso(moment, new IsoOptions());

    public JsDate ToJsDate() => new(Engine, moment?.Milliseconds ?? throw new ExpressionException($"The date is not valid: {Invalid}."));

    public override string ToString() => ToIso() ?? "Invalid DateTime";

    /// <summary>The same locale with another moment; an invalid date stays what it is.</summary>
    public DateTimeValue With(Func<Moment, Moment?> change) => moment is null ? this : new DateTimeValue(Realm, change(moment), Locale);
}
