using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rules 6 and 7: numbers, order of release, sequential mode.</summary>
internal static class OrderCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("Sequential mode finishes the top branch first", "T → A → B; T → C → D")
            .Sequential()
            .ExpectOrder("T#0 A#0 B#0 C#0 D#0"),

        Case.Of("Sequential mode follows the stored order of edges", "T → C; C → D; T → A; A → B")
            .Sequential()
            .ExpectOrder("T#0 C#0 D#0 A#0 B#0"),

        Case.Of("Sequential mode joins when the last branch is through", "T → A → E; T → B → E; E → F; T → C")
            .Sequential()
            .ExpectOrder("T#0 A#0 B#0 E#0 F#0 C#0"),

        Case.Of("In sequential mode a sleep holds everything behind it", "T → W → A; T → B", ("W", Kind.Sleep(60)))
            .Sequential()
            .ExpectOrder("T#0 W#0 A#0 B#0"),

        Case.Of("In parallel mode a sleep holds only its own branch", "T → W → A; T → B", ("W", Kind.Sleep(60)))
            .ExpectOrder("T#0 B#0 W#0 A#0"),

        Case.Of("Sequential mode numbers arrivals in the order it walks", "T → A → X; T → X; X → E", ("A", Kind.Tag("a")), ("X", Kind.Pass.Join(Join.Each)))
            .Sequential()
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                X#0 1a → 1a
                E#0 1a → 1a
                X#1 1 → 1
                E#1 1 → 1
                """, "1")
            .ExpectOrder("T#0 A#0 X#0 E#0 X#1 E#1"),

        Case.Of("Sequential mode turns a loop before it takes the next branch", "T → L; L.loop → A → L; L.done → E; T → B", ("L", Kind.Loop(1)))
            .With("1 2")
            .Sequential()
            .ExpectOrder("T#0 L#0 A#0 L#1 A#1 L#2 E#0 B#0"),

        Case.Of("Sequential mode turns a poll before it takes the next branch", "T → H → If; If.false → H; If.true → E; T → B", ("If", Kind.If("false true")))
            .Sequential()
            .ExpectOrder("T#0 H#0 If#0 H#1 If#1 E#0 B#0"),

        Case.Of("Sequential mode does not start a retry's neighbour early", "T → A; T → B", ("A", Kind.Effect.Fails(attempts: 1).Retry(2, delaySeconds: 60)))
            .Sequential()
            .ExpectOrder("T#0 A#0 B#0"),

        Case.Of("Sequential mode walks past a skipped branch", "T → If; If.true → A; If.false → B; T → C", ("If", Kind.If("false")))
            .Sequential()
            .Expect("""
                T#0 → 1
                If#0 1 → false: 1
                A#0 skipped
                B#0 1 → 1
                C#0 1 → 1
                """)
            .ExpectOrder("T#0 If#0 B#0 C#0"),

        Case.Of("Sequential mode forces a quiet run like any other", "T → A → X; T → B → X; X → E; T → C → E", ("X", Kind.Pass.Join(Join.Each)), ("C", Kind.Tag("c")))
            .Sequential()
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                X#0 1 → 1
                X#1 1 → 1
                C#0 1 → 1c
                E#0 1 1c → 1 1c
                E#1 forced 1 → 1
                """, "1"),

        Case.Of("Activations of one node run one after the other", "T → A → X; T → B → X; X → E", ("A", Kind.Tag("a")), ("B", Kind.Sleep(1)), ("X", new NodeSpec("test.script", new Script { Sleep = [10, 1] }).Join(Join.Each)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                B#0 1 → 1
                X#0 1a → 1a
                X#1 1 → 1
                E#0 1a → 1a
                E#1 1 → 1
                """, "1")
            .ExpectOrder("T#0 A#0 B#0 X#0 E#0 X#1 E#1"),

        Case.Of("Activations allowed to run at a time still hand on in number order",
                "T → A → X; T → B → X; X → E; T → V → F; E → F",
                ("A", Kind.Tag("a")), ("B", Kind.Sleep(1)), ("X", new NodeSpec("test.script", new Script { Sleep = [10, 1] }).Join(Join.Each).Parallel(2)),
                ("V", Kind.Sleep(10.5)), ("F", Kind.Pass.Join(Join.Each)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                B#0 1 → 1
                V#0 1 → 1
                F#0 1a → 1a
                F#1 1 → 1
                F#2 1 → 1
                X#0 1a → 1a
                X#1 1 → 1
                E#0 1a → 1a
                E#1 1 → 1
                """),

        Case.Of("A skip keeps its place behind the activation before it",
                "T → A → Y; T → B → Y; Y → X → E; E → F",
                ("A", Kind.Tag("a")), ("B", Kind.Sleep(1)), ("Y", new NodeSpec("test.script", new Script { Drop = ["1"] }).Join(Join.Each)), ("X", Kind.Sleep(10)), ("F", Kind.Tag("f")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                B#0 1 → 1
                Y#0 1a → 1a
                Y#1 1
                X#0 1a → 1a
                X#1 skipped
                E#0 1a → 1a
                E#1 skipped
                F#0 1a → 1af
                F#1 skipped
                """, "1af"),
    ];
}
