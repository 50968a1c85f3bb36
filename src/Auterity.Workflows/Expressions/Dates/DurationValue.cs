using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Auterity.Workflows.Expressions.Dates;

/// <summary>A <c>Duration</c> of a script. Immutable.</summary>
internal sealed class DurationValue : LuxonValue
{
    private readonly DurationAmount? amount;

    public DurationValue(LuxonRealm realm, DurationAmount? amount, string? invalid = null) : base(realm, realm.DurationPrototype)
    {
        this.amount = amount;
        Invalid = amount is null ? invalid ?? "unparsable" : null;
    }

    public static JsObjectShape Shape { get; } = Build();

    public bool IsValid => amount is not null;

    public DurationAmount Amount => amount ?? throw new ExpressionException($"The duration is not valid: {Invalid}.");

    public override string? ToIso() => amount?.ToIso();

    public override string ToString() => ToIso() ?? "Invalid Duration";

    private DurationValue With(Func<DurationAmount, DurationAmount> change) => amount is null ? this : new DurationValue(Realm, change(amount));

    private static JsObjectShape Build()
    {
        var shape = new LuxonShape<DurationValue>()
            .Getter("isValid", self => Js.Boolean(self.IsValid))
            .Getter("invalidReason", self => self.Invalid is null ? JsValue.Null : Js.Text(self.Invalid))
            .Method("toISO", (self, _) => Text(self.ToIso()))
            .Method("toJSON", (self, _) => Text(self.ToIso()))
            .Method("toString", (self, _) => Js.Text(self.ToString()))
            .Method("toHuman", (self, _) => Js.Text(self.amount?.ToHuman() ?? "Invalid Duration"))
            .Method("toFormat", (self, a) => Js.Text(self.amount?.ToFormat(TypeConverter.ToString(a.At(0))) ?? "Invalid Duration"))
            .Method("toMillis", (self, _) => Js.Number(self.amount?.Milliseconds ?? double.NaN))
            .Method("valueOf", (self, _) => Js.Number(self.amount?.Milliseconds ?? double.NaN))
            .Method("toObject", (self, _) => self.ToObjectView())
            .Method("as", (self, a) => Js.Number(self.amount?.As(Unit(a.At(0))) ?? double.NaN))
            .Method("get", (self, a) => Js.Number(self.amount?[Unit(a.At(0))] ?? double.NaN))
            .Method("set", (self, a) => self.With(d => d.With(LuxonRealm.Amount(a.At(0)))))
            .Method("plus", (self, a) => self.With(d => d.Plus(LuxonRealm.Amount(a))))
            .Method("minus", (self, a) => self.With(d => d.Plus(LuxonRealm.Amount(a).Negate())))
            .Method("negate", (self, _) => self.With(d => d.Negate()))
            .Method("normalize", (self, _) => self.With(d => d.Normalize()))
            .Method("rescale", (self, _) => self.With(d => d.Rescale()))
            .Method("shiftTo", (self, a) => self.With(d => d.ShiftTo(a.Select(Unit).ToArray())))
            .Method("shiftToAll", (self, _) => self.With(d => d.ShiftTo(Enum.GetValues<LuxonUnit>().Where(u => u != LuxonUnit.Quarters).ToArray())))
            .Method("mapUnits", (self, a) => self.With(d => d.Map((unit, value) => TypeConverter.ToNumber(((Jint.Native.Function.Function)a.At(0)).Call(JsValue.Undefined, [Js.Number(value), Js.Text(LuxonUnits.Name(unit)[..^1])])))))
            .Method("reconfigure", (self, _) => self)
            .Method("equals", (self, a) => Js.Boolean(a.At(0) is DurationValue { IsValid: true } other && self.IsValid && self.Amount.SameAs(other.Amount)));
        foreach (var unit in Enum.GetValues<LuxonUnit>())
            shape.Getter(LuxonUnits.Name(unit), self => Js.Number(self.amount?[unit] ?? double.NaN));
        return shape.Build();
    }

    private JsObject ToObjectView()
    {
        var view = new JsObject(Engine);
        foreach (var unit in amount?.Units ?? [])
            view.FastSetDataProperty(LuxonUnits.Name(unit), Js.Number(amount![unit]));
        return view;
    }

    private static LuxonUnit Unit(JsValue value) => LuxonUnits.Parse(TypeConverter.ToString(value));

    private static JsValue Text(string? text) => text is null ? JsValue.Null : Js.Text(text);
}
