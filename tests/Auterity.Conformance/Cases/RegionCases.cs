using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rule 1: loops drawn with plain edges, what enters and leaves them.</summary>
internal static class RegionCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("A poll that succeeds at once",
                "T → H → If; If.true → E; If.false → W → H; T → K → E", ("If", Kind.If("true")), ("W", Kind.Sleep(10)), ("K", Kind.Tag("k")))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                If#0 1 → true: 1
                W#0 skipped
                K#0 1 → 1k
                E#0 1 1k → 1 1k
                """, "1 1k"),

        Case.Of("A poll joins what came beside it once, when it succeeds",
                "T → H → If; If.true → E; If.false → W → H; T → K → E", ("If", Kind.If("false false true")), ("W", Kind.Sleep(10)), ("K", Kind.Tag("k")))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                If#0 1 → false: 1
                W#0 1 → 1
                H#1 1 → 1
                If#1 1 → false: 1
                W#1 1 → 1
                H#2 1 → 1
                If#2 1 → true: 1
                W#2 skipped
                K#0 1 → 1k
                E#0 1 1k → 1 1k
                """, "1 1k"),

        Case.Of("A loop that is skipped skips its exits once and does not turn",
                "T → F → H → If; If.true → E; If.false → W → H", ("F", Kind.Drop()), ("If", Kind.If("false true")))
            .Expect("""
                T#0 → 1
                F#0 1
                H#0 skipped
                If#0 skipped
                W#0 skipped
                E#0 skipped
                """, ""),

        Case.Of("An exit that never carried items skips once when the loop closes",
                "T → H → If; If.true → E; If.false → Or; Or.true → X; Or.false → H; X → Y; E → Z",
                ("If", Kind.If("false false true")), ("Or", Kind.If("false")))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                If#0 1 → false: 1
                Or#0 1 → false: 1
                H#1 1 → 1
                If#1 1 → false: 1
                Or#1 1 → false: 1
                H#2 1 → 1
                If#2 1 → true: 1
                Or#2 skipped
                E#0 1 → 1
                Z#0 1 → 1
                X#0 skipped
                Y#0 skipped
                """, "1"),

        Case.Of("Items cross an exit on every pass that has some",
                "T → H → If; If.true → E; If.false → S → H; E → F", ("If", Kind.IfValue("1 2 3")), ("S", Kind.Emit("3")))
            .With("1 2 4")
            .Expect("""
                T#0 → 1 2 4
                H#0 1 2 4 → 1 2 4
                If#0 1 2 4 → false: 4; true: 1 2
                S#0 4 → 3
                H#1 3 → 3
                If#1 3 → true: 3
                S#1 skipped
                E#0 1 2 → 1 2
                E#1 3 → 3
                F#0 1 2 → 1 2
                F#1 3 → 3
                """, "3"),

        Case.Of("A loop into itself", "T → A; A.again → A; A.done → E", ("A", Kind.Of(new Script { Outputs = ["done", "again"], Route = ["again", "again", "done"] })))
            .Expect("""
                T#0 → 1
                A#0 1 → again: 1
                A#1 1 → again: 1
                A#2 1 → done: 1
                E#0 1 → 1
                """, "1"),

        Case.Of("Two back edges are one group: items come back in edge order",
                "T → H → If; If.again → A → H; If.again → B → H; If.done → E",
                ("If", Kind.Of(new Script { Outputs = ["again", "done"], Route = ["again", "done"] })), ("A", Kind.Tag("a")), ("B", Kind.Tag("b")))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                If#0 1 → again: 1
                A#0 1 → 1a
                B#0 1 → 1b
                H#1 1a 1b → 1a 1b
                If#1 1a 1b → done: 1a 1b
                A#1 skipped
                B#1 skipped
                E#0 1a 1b → 1a 1b
                """, "1a 1b"),

        Case.Of("A group waits for its slowest back edge and takes a skip for a branch not chosen",
                "T → H → If; If.a → A → H; If.b → W → H; If.done → E",
                ("If", Kind.Of(new Script { Outputs = ["a", "b", "done"], Route = ["a", "b", "done"] })), ("W", Kind.Sleep(30)))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                If#0 1 → a: 1
                A#0 1 → 1
                W#0 skipped
                H#1 1 → 1
                If#1 1 → b: 1
                A#1 skipped
                W#1 1 → 1
                H#2 1 → 1
                If#2 1 → done: 1
                A#2 skipped
                W#2 skipped
                E#0 1 → 1
                """, "1"),

        Case.Of("An edge into the middle of a loop is latched for later passes",
                "T → H → B → If; If.false → H; If.true → E; T → K → B", ("If", Kind.If("false true")), ("K", Kind.Emit("k")))
            .Expect("""
                T#0 → 1
                K#0 1 → k
                H#0 1 → 1
                B#0 1 k → 1 k
                If#0 1 k → false: 1 k
                H#1 1 k → 1 k
                B#1 1 k k → 1 k k
                If#1 1 k k → true: 1 k k
                E#0 1 k k → 1 k k
                """, "1 k k"),

        Case.Of("A latched edge on a port of its own is reused",
                "T → H → B:a; B → If; If.false → H; If.true → E; T → K → B:b", ("If", Kind.If("false true")), ("K", Kind.Emit("k")), ("B", Kind.Of(new Script { Inputs = ["a", "b"], Drop = ["k"] })))
            .Expect("""
                T#0 → 1
                K#0 1 → k
                H#0 1 → 1
                B#0 a: 1; b: k → 1
                If#0 1 → false: 1
                H#1 1 → 1
                B#1 a: 1; b: k → 1
                If#1 1 → true: 1
                E#0 1 → 1
                """, "1"),

        Case.Of("A latched value alone does not keep a loop turning",
                "T → H → If; If.true → E; If.false → B → H; T → K → B", ("If", Kind.If("false true")), ("K", Kind.Emit("k")))
            .Expect("""
                T#0 → 1
                K#0 1 → k
                H#0 1 → 1
                If#0 1 → false: 1
                B#0 1 k → 1 k
                H#1 1 k → 1 k
                If#1 1 k → true: 1 k
                B#1 skipped
                E#0 1 k → 1 k
                """, "1 k"),

        Case.Of("A latched value on a port of its own does not keep a loop turning",
                "T → H → If; If.true → E; If.false → B:a; B → H; T → K → B:b", ("If", Kind.If("false true")), ("K", Kind.Emit("k")))
            .Expect("""
                T#0 → 1
                K#0 1 → k
                H#0 1 → 1
                If#0 1 → false: 1
                B#0 a: 1; b: k → 1 k
                H#1 1 k → 1 k
                If#1 1 k → true: 1 k
                B#1 skipped
                E#0 1 k → 1 k
                """, "1 k"),

        Case.Of("A loop waits for what enters its middle late",
                "T → H → B → If; If.false → H; If.true → E; T → K → B", ("If", Kind.If("false true")), ("K", Kind.Sleep(60)))
            .Expect("""
                T#0 → 1
                K#0 1 → 1
                H#0 1 → 1
                B#0 1 1 → 1 1
                If#0 1 1 → false: 1 1
                H#1 1 1 → 1 1
                B#1 1 1 1 → 1 1 1
                If#1 1 1 1 → true: 1 1 1
                E#0 1 1 1 → 1 1 1
                """, "1 1 1"),

        Case.Of("A latched skip leaves the other edge to fire on every pass",
                "T → H → B → If; If.false → H; If.true → E; T → K → B", ("If", Kind.If("false true")), ("K", Kind.Drop()))
            .Expect("""
                T#0 → 1
                K#0 1
                H#0 1 → 1
                B#0 1 → 1
                If#0 1 → false: 1
                H#1 1 → 1
                B#1 1 → 1
                If#1 1 → true: 1
                E#0 1 → 1
                """, "1"),

        Case.Of("A join behind two exits of one loop takes the silent one as a skip",
                "T → H → If; If.ok → A → E; If.bad → B → E; If.again → H",
                ("If", Kind.Of(new Script { Outputs = ["ok", "bad", "again"], Route = ["again", "ok"] })))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                If#0 1 → again: 1
                H#1 1 → 1
                If#1 1 → ok: 1
                A#0 1 → 1
                B#0 skipped
                E#0 1 → 1
                """, "1"),

        Case.Of("A loop inside a loop: the inner exit is the outer way back",
                "T → O → I → If; If.false → I; If.true → Or; Or.false → O; Or.true → E", ("If", Kind.If("false true false true")), ("Or", Kind.If("false true")))
            .Expect("""
                T#0 → 1
                O#0 1 → 1
                I#0 1 → 1
                If#0 1 → false: 1
                I#1 1 → 1
                If#1 1 → true: 1
                Or#0 1 → false: 1
                O#1 1 → 1
                I#2 1 → 1
                If#2 1 → false: 1
                I#3 1 → 1
                If#3 1 → true: 1
                Or#1 1 → true: 1
                E#0 1 → 1
                """, "1"),

        Case.Of("An edge out of both loops skips once, when the outer one closes",
                "T → O → I → If; If.stop → X; If.again → I; If.go → Or; Or.false → O; Or.true → E",
                ("If", Kind.Of(new Script { Outputs = ["stop", "again", "go"], Route = ["again", "go", "go"] })), ("Or", Kind.If("false true")))
            .Expect("""
                T#0 → 1
                O#0 1 → 1
                I#0 1 → 1
                If#0 1 → again: 1
                I#1 1 → 1
                If#1 1 → go: 1
                Or#0 1 → false: 1
                O#1 1 → 1
                I#2 1 → 1
                If#2 1 → go: 1
                Or#1 1 → true: 1
                X#0 skipped
                E#0 1 → 1
                """, "1"),

        Case.Of("An inner loop that exits with nothing lets the outer one go on without turning",
                "T → O → I → If; If.false → I; If.true → B → O; O → X", ("If", Kind.Of(new Script { Outputs = ["true", "false"], Drop = ["*"] })))
            .Expect("""
                T#0 → 1
                O#0 1 → 1
                I#0 1 → 1
                If#0 1
                B#0 skipped
                X#0 1 → 1
                """, "1"),

        Case.Of("Two loops in a row close one after the other",
                "T → A → P; P.false → A; P.true → B → Q; Q.false → B; Q.true → E", ("P", Kind.If("false true")), ("Q", Kind.If("false false true")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                P#0 1 → false: 1
                A#1 1 → 1
                P#1 1 → true: 1
                B#0 1 → 1
                Q#0 1 → false: 1
                B#1 1 → 1
                Q#1 1 → false: 1
                B#2 1 → 1
                Q#2 1 → true: 1
                E#0 1 → 1
                """, "1"),

        Case.Of("A header with a second port takes its last delivery again on a pass back",
                "T → H:a; T → K → H:b; H → If; If.false → H:a; If.true → E",
                ("H", Kind.Of(new Script { Inputs = ["a", "b"], Drop = ["k"] })), ("K", Kind.Emit("k")), ("If", Kind.If("false true")))
            .Expect("""
                T#0 → 1
                K#0 1 → k
                H#0 a: 1; b: k → 1
                If#0 1 → false: 1
                H#1 a: 1; b: k → 1
                If#1 1 → true: 1
                E#0 1 → 1
                """, "1"),

        Case.Of("A header's port fed only from inside is empty on the first pass",
                "T → H:a; H → If; If.false → H:b; If.true → E", ("If", Kind.If("false true")))
            .Expect("""
                T#0 → 1
                H#0 a: 1 → 1
                If#0 1 → false: 1
                H#1 a: 1; b: 1 → 1 1
                If#1 1 1 → true: 1 1
                E#0 1 1 → 1 1
                """, "1 1"),

        Case.Of("A second delivery waits at the door until the loop has closed",
                "T → A → H; T → W → H; H → S → If; If.false → H; If.true → E; If.never → X",
                ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("S", Kind.Sleep(10)), ("H", Kind.Pass.Join(Join.Each)),
                ("If", Kind.Of(new Script { Outputs = ["true", "false", "never"], Route = ["false", "true", "true"] })))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                H#0 1a → 1a
                S#0 1a → 1a
                If#0 1a → false: 1a
                H#1 1a → 1a
                S#1 1a → 1a
                If#1 1a → true: 1a
                E#0 1a → 1a
                X#0 skipped
                H#2 1 → 1
                S#2 1 → 1
                If#2 1 → true: 1
                E#1 1 → 1
                X#1 skipped
                """, "1"),

        Case.Of("A join inside a loop is whole again on every pass",
                "T → H; H → A → J; H → B → J; J → If; If.false → H; If.true → E", ("If", Kind.If("false true")), ("A", Kind.Tag("a")), ("B", Kind.Drop("1")))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                A#0 1 → 1a
                B#0 1
                J#0 1a → 1a
                If#0 1a → false: 1a
                H#1 1a → 1a
                A#1 1a → 1aa
                B#1 1a → 1a
                J#1 1aa 1a → 1aa 1a
                If#1 1aa 1a → true: 1aa 1a
                E#0 1aa 1a → 1aa 1a
                """, "1aa 1a"),

        Case.Of("A loop left by nobody ends the run when nothing comes back",
                "T → H → F → H", ("F", Kind.Of(new Script { Drop = ["1xx"], Tag = "x" })))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                F#0 1 → 1x
                H#1 1x → 1x
                F#1 1x → 1xx
                H#2 1xx → 1xx
                F#2 1xx
                """, ""),

        Case.Of("A join any in a loop counts a latched edge as a skip on later passes",
                "T → H → F → B; B → If; If.false → H; If.true → E; T → K → B; H → X → If",
                ("B", Kind.Pass.Join(Join.Any)), ("K", Kind.Emit("k")), ("F", Kind.Drop()), ("X", Kind.Pass), ("If", Kind.If("false true")))
            .Expect("""
                T#0 → 1
                K#0 1 → k
                H#0 1 → 1
                F#0 1
                B#0 k → k
                X#0 1 → 1
                If#0 k 1 → false: k 1
                H#1 k 1 → k 1
                F#1 k 1
                B#1 skipped
                X#1 k 1 → k 1
                If#1 k 1 → true: k 1
                E#0 k 1 → k 1
                """, "k 1"),
    ];
}
