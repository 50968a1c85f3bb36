using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rule 2: the <c>loop</c> node and its batches.</summary>
internal static class LoopCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("A loop runs its body once a batch and speaks on done at the end",
                "T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1)), ("A", Kind.Tag("a")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1a
                L#1 1a → loop: 2
                A#1 2 → 2a
                L#2 2a → done: 1a 2a
                E#0 1a 2a → 1a 2a
                """, "1a 2a"),

        Case.Of("The last batch may be smaller", "T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(2)), ("A", Kind.Tag("a")))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                L#0 1 2 3 → loop: 1 2
                A#0 1 2 → 1a 2a
                L#1 1a 2a → loop: 3
                A#1 3 → 3a
                L#2 3a → done: 1a 2a 3a
                E#0 1a 2a 3a → 1a 2a 3a
                """, "1a 2a 3a"),

        Case.Of("A batch that is filtered empty lets the loop take the next",
                "T → L; L.loop → F → S → L; L.done → E", ("L", Kind.Loop(1)), ("F", Kind.Drop("1")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                F#0 1
                S#0 skipped
                L#1 → loop: 2
                F#1 2 → 2
                S#1 2 → 2
                L#2 2 → done: 2
                E#0 2 → 2
                """, "2"),

        Case.Of("A loop told to stop ends at the first batch that does not return, and done stays silent",
                "T → L; L.loop → F → L; L.done → E", ("L", Kind.Loop(1, "stop")), ("F", Kind.Drop("2")))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                L#0 1 2 3 → loop: 1
                F#0 1 → 1
                L#1 1 → loop: 2
                F#1 2
                E#0 skipped
                """, ""),

        Case.Of("A loop told to stop speaks on done when every batch returned",
                "T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1, "stop")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1
                L#1 1 → loop: 2
                A#1 2 → 2
                L#2 2 → done: 1 2
                E#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("A loop told to stop by its last batch stays silent too",
                "T → L; L.loop → F → L; L.done → E", ("L", Kind.Loop(1, "stop")), ("F", Kind.Drop("2")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                F#0 1 → 1
                L#1 1 → loop: 2
                F#1 2
                E#0 skipped
                """, ""),

        Case.Of("A loop that collected nothing sends one empty item on done",
                "T → L; L.loop → F → L; L.done → E", ("L", Kind.Loop(1)), ("F", Kind.Drop()))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                F#0 1
                L#1 → loop: 2
                F#1 2
                L#2 → done: {}
                E#0 {} → {}
                """, "{}"),

        Case.Of("A skipped loop skips both ports", "T → F → L; L.loop → A → L; L.done → E", ("F", Kind.Drop()), ("L", Kind.Loop(1)))
            .Expect("""
                T#0 → 1
                F#0 1
                L#0 skipped
                A#0 skipped
                E#0 skipped
                """, ""),

        Case.Of("Two branches of the body return as one group",
                "T → L; L.loop → If; If.true → A → L; If.false → B → L; L.done → E",
                ("L", Kind.Loop(1)), ("If", Kind.IfValue("1 3")), ("A", Kind.Tag("a")), ("B", Kind.Tag("b")))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                L#0 1 2 3 → loop: 1
                If#0 1 → true: 1
                A#0 1 → 1a
                B#0 skipped
                L#1 1a → loop: 2
                If#1 2 → false: 2
                A#1 skipped
                B#1 2 → 2b
                L#2 2b → loop: 3
                If#2 3 → true: 3
                A#2 3 → 3a
                B#2 skipped
                L#3 3a → done: 1a 2b 3a
                E#0 1a 2b 3a → 1a 2b 3a
                """, "1a 2b 3a"),

        Case.Of("Both branches of the body return items, in edge order",
                "T → L; L.loop → B → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1)), ("A", Kind.Tag("a")), ("B", Kind.Sleep(5)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1a
                B#0 1 → 1
                L#1 1 1a → loop: 2
                A#1 2 → 2a
                B#1 2 → 2
                L#2 2 2a → done: 1 1a 2 2a
                E#0 1 1a 2 2a → 1 1a 2 2a
                """, "1 1a 2 2a"),

        Case.Of("The body may branch and join before it returns",
                "T → L; L.loop → If; If.true → A → J; If.false → B → J; J → L; L.done → E",
                ("L", Kind.Loop(2)), ("If", Kind.IfValue("1")), ("A", Kind.Tag("a")), ("B", Kind.Tag("b")))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                L#0 1 2 3 → loop: 1 2
                If#0 1 2 → false: 2; true: 1
                A#0 1 → 1a
                B#0 2 → 2b
                J#0 1a 2b → 1a 2b
                L#1 1a 2b → loop: 3
                If#1 3 → false: 3
                A#1 skipped
                B#1 3 → 3b
                J#1 3b → 3b
                L#2 3b → done: 1a 2b 3b
                E#0 1a 2b 3b → 1a 2b 3b
                """, "1a 2b 3b"),

        Case.Of("A loop in a loop starts from zero on every outer pass",
                "T → O; O.loop → L; L.loop → A → L; L.done → O; O.done → E", ("O", Kind.Loop(2)), ("L", Kind.Loop(1)), ("A", Kind.Tag("a")))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                O#0 1 2 3 → loop: 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1a
                L#1 1a → loop: 2
                A#1 2 → 2a
                L#2 2a → done: 1a 2a
                O#1 1a 2a → loop: 3
                L#3 3 → loop: 3
                A#2 3 → 3a
                L#4 3a → done: 3a
                O#2 3a → done: 1a 2a 3a
                E#0 1a 2a 3a → 1a 2a 3a
                """, "1a 2a 3a"),

        Case.Of("A branch around the inner loop still returns to the outer one",
                "T → O; O.loop → If; If.true → L; L.loop → A → L; L.done → O; If.false → O; O.done → E",
                ("O", Kind.Loop(1)), ("L", Kind.Loop(1)), ("A", Kind.Tag("a")), ("If", Kind.IfValue("1")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                O#0 1 2 → loop: 1
                If#0 1 → true: 1
                L#0 1 → loop: 1
                A#0 1 → 1a
                L#1 1a → done: 1a
                O#1 1a → loop: 2
                If#1 2 → false: 2
                L#2 skipped
                A#1 skipped
                O#2 2 → done: 1a 2
                E#0 1a 2 → 1a 2
                """, "1a 2"),

        Case.Of("A loop without a way back sends its first batch and skips done",
                "T → L; L.loop → A; L.done → E", ("L", Kind.Loop(1)), ("A", Kind.Tag("a")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1a
                E#0 skipped
                """, "1a"),

        Case.Of("A second delivery queues behind the session of a loop",
                "T → A → L; T → W → L; L.loop → S → L; L.done → E",
                ("L", Kind.Loop(1).Join(Join.Each)), ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("S", Kind.Sleep(10)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1a 2a
                W#0 1 2 → 1 2
                L#0 1a 2a → loop: 1a
                S#0 1a → 1a
                L#1 1a → loop: 2a
                S#1 2a → 2a
                L#2 2a → done: 1a 2a
                E#0 1a 2a → 1a 2a
                L#3 1 2 → loop: 1
                S#2 1 → 1
                L#4 1 → loop: 2
                S#3 2 → 2
                L#5 2 → done: 1 2
                E#1 1 2 → 1 2
                """, "1 2"),

        Case.Of("An exit out of a loop body carries items while the loop goes on",
                "T → L; L.loop → If; If.true → X; If.false → L; L.done → E; X → Y", ("L", Kind.Loop(1)), ("If", Kind.IfValue("1")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                If#0 1 → true: 1
                X#0 1 → 1
                Y#0 1 → 1
                L#1 → loop: 2
                If#1 2 → false: 2
                L#2 2 → done: 2
                E#0 2 → 2
                """, "1"),

        Case.Of("An exit out of a loop body that is never taken skips once at the end",
                "T → L; L.loop → If; If.true → X; If.false → L; L.done → E; E → Z; X → Z", ("L", Kind.Loop(1)), ("If", Kind.IfValue("9")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                If#0 1 → false: 1
                L#1 1 → loop: 2
                If#1 2 → false: 2
                L#2 2 → done: 1 2
                E#0 1 2 → 1 2
                X#0 skipped
                Z#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("A poll inside the body of a loop",
                "T → L; L.loop → P → If; If.false → P; If.true → L; L.done → E", ("L", Kind.Loop(1)), ("If", Kind.If("false true true")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                P#0 1 → 1
                If#0 1 → false: 1
                P#1 1 → 1
                If#1 1 → true: 1
                L#1 1 → loop: 2
                P#2 2 → 2
                If#2 2 → true: 2
                L#2 2 → done: 1 2
                E#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("A poll inside the body that never succeeds gives the loop its next batch",
                "T → L; L.loop → P → If; If.false → P; If.true → L; L.done → E", ("L", Kind.Loop(1)),
                ("If", Kind.Of(new Script { Outputs = ["true", "false"], Route = ["false", "-", "true"] })))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                P#0 1 → 1
                If#0 1 → false: 1
                P#1 1 → 1
                If#1 1
                L#1 → loop: 2
                P#2 2 → 2
                If#2 2 → true: 2
                L#2 2 → done: 2
                E#0 2 → 2
                """, "2"),

        Case.Of("A value from outside is latched for every batch",
                "T → L; L.loop → A:a; T → K → A:b; A → L; L.done → E", ("L", Kind.Loop(1)), ("K", Kind.Emit("k")), ("A", Kind.Of(new Script { Inputs = ["a", "b"], Drop = ["k"], Tag = "a" })))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                K#0 1 2 → k
                L#0 1 2 → loop: 1
                A#0 a: 1; b: k → 1a
                L#1 1a → loop: 2
                A#1 a: 2; b: k → 2a
                L#2 2a → done: 1a 2a
                E#0 1a 2a → 1a 2a
                """, "1a 2a"),

        Case.Of("A disabled loop passes everything to done", "T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1).Off()))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → done: 1 2
                A#0 skipped
                E#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("A body that makes more of its items returns all of them", "T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1)), ("A", Kind.Emit("x y")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → x y
                L#1 x y → loop: 2
                A#1 2 → x y
                L#2 x y → done: x y x y
                E#0 x y x y → x y x y
                """, "x y x y"),

        Case.Of("A side branch of the body that never returns runs once a batch",
                "T → L; L.loop → A → L; L.loop → S → R; L.done → E", ("L", Kind.Loop(1)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1
                S#0 1 → 1
                R#0 1 → 1
                L#1 1 → loop: 2
                A#1 2 → 2
                S#1 2 → 2
                R#1 2 → 2
                L#2 2 → done: 1 2
                E#0 1 2 → 1 2
                """, "2"),
    ];
}
