using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rule 19: what a fork keeps.</summary>
internal static class ForkCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("A fork keeps what came before and beside its point", "T → A → B; T → C").Fork("A", 0, "T#0 C#0"),
        Case.Of("A fork at the trigger keeps nothing", "T → A → B; T → C").Fork("T", 0, ""),
        Case.Of("A fork at the end keeps all else", "T → A → B; T → C").Fork("B", 0, "T#0 A#0 C#0"),
        Case.Of("A fork drops the join behind its point", "T → A → E; T → B → E; E → F").Fork("A", 0, "T#0 B#0"),
        Case.Of("A fork drops a step skipped because of its point", "T → If; If.true → A; If.false → B; T → C", ("If", Kind.If("true"))).Fork("If", 0, "T#0 C#0"),
        Case.Of("A fork keeps skipped steps beside its point", "T → If; If.true → A → D; If.false → B", ("If", Kind.If("true"))).Fork("A", 0, "T#0 If#0 B#0"),

        Case.Of("A fork in a loop keeps the passes before its point", "T → L; L.loop → A → L; L.done → E; T → C", ("L", Kind.Loop(1)))
            .With("1 2 3")
            .Fork("A", 1, "T#0 C#0 L#0 A#0 L#1"),

        Case.Of("A fork at the poll's first question drops all later ones", "T → H → If; If.false → H; If.true → E; T → K → E", ("If", Kind.If("false false true")))
            .Fork("If", 0, "T#0 K#0 H#0"),

        Case.Of("A fork beside a latched value keeps nothing that used it", "T → H → B → If; If.false → H; If.true → E; T → K → B", ("If", Kind.If("false true")))
            .Fork("K", 0, "T#0 H#0"),

        Case.Of("A silent exit depends on its whole session", "T → H → If; If.true → E; If.false → H; If.never → X; H → S",
                ("If", Kind.Of(new Script { Outputs = ["true", "false", "never"], Route = ["false", "true"] })))
            .Fork("If", 1, "T#0 H#0 S#0 If#0 H#1 S#1"),

        Case.Of("Passes of a side branch before the point are kept", "T → L; L.loop → A → L; L.loop → S; L.done → E", ("L", Kind.Loop(1)))
            .With("1 2")
            .Fork("L", 1, "T#0 L#0 A#0 S#0"),

        Case.Of("A forced step depends on all that came before it", "T → A → X; T → W → X; X → E; T → B → E; T → C", ("W", Kind.Sleep(5)), ("X", Kind.Pass.Join(Join.Each)))
            .Fork("C", 0, "T#0 A#0 W#0 X#0 X#1 B#0 E#0"),

        Case.Of("A fork of a failed run keeps what had completed", "T → A → B; T → W → C", ("A", Kind.Effect.Takes(9)), ("B", Kind.Fail()), ("W", Kind.Sleep(5)))
            .Fails("boom")
            .Fork("B", 0, "T#0 A#0 W#0 C#0"),
    ];
}
