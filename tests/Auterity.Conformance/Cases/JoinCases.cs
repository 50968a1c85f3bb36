using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rules 3 and 4: how input ports wait, and what a quiet run does with what is left.</summary>
internal static class JoinCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("Join all fires once with items in edge order",
                "T → A; T → B; B → E; A → E", ("A", Kind.Tag("a")), ("B", Kind.Tag("b")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1a 2a
                B#0 1 2 → 1b 2b
                E#0 1b 2b 1a 2a → 1b 2b 1a 2a
                """, "1b 2b 1a 2a"),

        Case.Of("Join all waits for the slow branch",
                "T → A → E; T → W → E", ("A", Kind.Tag("a")), ("W", Kind.Sleep(60)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                E#0 1a 1 → 1a 1
                """, "1a 1"),

        Case.Of("Join all with one skipped branch fires with the other",
                "T → If; If.true → A → E; If.false → B → E", ("If", Kind.If("true")), ("A", Kind.Tag("a")))
            .Expect("""
                T#0 → 1
                If#0 1 → true: 1
                A#0 1 → 1a
                B#0 skipped
                E#0 1a → 1a
                """, "1a"),

        Case.Of("Join any fires at the first items and drops the later ones",
                "T → A → E; T → W → E; E → F", ("W", Kind.Sleep(5)), ("A", Kind.Tag("a")), ("E", Kind.Pass.Join(Join.Any)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                E#0 1a → 1a
                F#0 1a → 1a
                """, "1a") with { Dropped = 1 },

        Case.Of("Join any passes over a skip that comes first",
                "T → A → E; T → W → E", ("A", Kind.Drop()), ("W", Kind.Sleep(5)), ("E", Kind.Pass.Join(Join.Any)))
            .Expect("""
                T#0 → 1
                A#0 1
                W#0 1 → 1
                E#0 1 → 1
                """, "1"),

        Case.Of("Join any is skipped when every branch is",
                "T → A → E; T → B → E; E → F", ("A", Kind.Drop()), ("B", Kind.Drop()), ("E", Kind.Pass.Join(Join.Any)))
            .Expect("""
                T#0 → 1
                A#0 1
                B#0 1
                E#0 skipped
                F#0 skipped
                """, ""),

        Case.Of("Join each fires once an arrival",
                "T → A → E; T → W → E; E → F", ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("E", Kind.Pass.Join(Join.Each)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                E#0 1a → 1a
                E#1 1 → 1
                F#0 1a → 1a
                F#1 1 → 1
                """, "1"),

        Case.Of("Join each passes over a skip",
                "T → A → E; T → W → E", ("A", Kind.Drop()), ("W", Kind.Sleep(5)), ("E", Kind.Pass.Join(Join.Each)))
            .Expect("""
                T#0 → 1
                A#0 1
                W#0 1 → 1
                E#0 1 → 1
                """, "1"),

        Case.Of("Join each is skipped once when every branch is",
                "T → A → E; T → B → E", ("A", Kind.Drop()), ("B", Kind.Drop()), ("E", Kind.Pass.Join(Join.Each)))
            .Expect("""
                T#0 → 1
                A#0 1
                B#0 1
                E#0 skipped
                """, ""),

        Case.Of("Two input ports wait for each other",
                "T → A → M:a; T → W → M:b", ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                M#0 a: 1a; b: 1 → 1a 1
                """, "1a 1"),

        Case.Of("A skipped port is empty and the other one fires the node",
                "T → A → M:a; T → B → M:b", ("B", Kind.Drop()))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1
                M#0 a: 1 → 1
                """, "1"),

        Case.Of("A required port without items skips the node",
                "T → A → M:a; T → B → M:b; M → E", ("B", Kind.Drop()), ("M", Kind.Needs))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1
                M#0 skipped
                E#0 skipped
                """, ""),

        Case.Of("A required port with items runs the node though the other is empty",
                "T → A → M:a; T → B → M:b", ("A", Kind.Drop()), ("M", Kind.Needs))
            .Expect("""
                T#0 → 1
                A#0 1
                B#0 1 → 1
                M#0 b: 1 → 1
                """, "1"),

        Case.Of("A port with several edges joins before the node does",
                "T → A → M:a; T → B → M:a; T → C → M:b", ("A", Kind.Tag("a")), ("B", Kind.Tag("b")), ("C", Kind.Tag("c")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                B#0 1 → 1b
                C#0 1 → 1c
                M#0 a: 1a 1b; b: 1c → 1a 1b 1c
                """, "1a 1b 1c"),

        Case.Of("Each on two ports pairs arrivals oldest first",
                "T → A → M:a; T → V → M:a; T → B → M:b; T → W → M:b",
                ("A", Kind.Tag("a")), ("V", Kind.Sleep(5)), ("B", Kind.Tag("b")), ("W", Kind.Sleep(9)), ("M", Kind.Pass.Join(Join.Each)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                V#0 1 → 1
                B#0 1 → 1b
                W#0 1 → 1
                M#0 a: 1a; b: 1b → 1a 1b
                M#1 a: 1; b: 1 → 1 1
                """, "1 1"),

        Case.Of("Edges of different rates force the join when the run is quiet",
                "T → A → X; T → W → X; X → E; T → B → E",
                ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("X", Kind.Pass.Join(Join.Each)), ("B", Kind.Tag("b")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                B#0 1 → 1b
                X#0 1a → 1a
                X#1 1 → 1
                E#0 1a 1b → 1a 1b
                E#1 forced 1 → 1
                """, "1"),

        Case.Of("The earliest waiting node is forced first and feeds the later one",
                "T → A → X; T → W → X; X → M; T → B → M; M → E; X → E",
                ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("X", Kind.Pass.Join(Join.Each)), ("B", Kind.Tag("b")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                B#0 1 → 1b
                X#0 1a → 1a
                X#1 1 → 1
                M#0 1a 1b → 1a 1b
                M#1 forced 1 → 1
                E#0 1a 1b 1a → 1a 1b 1a
                E#1 1 1 → 1 1
                """, "1 1"),

        Case.Of("A forced node with its required port missing is skipped",
                "T → A → X; T → W → X; X → M:a; T → B → M:b; M → E",
                ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("X", Kind.Pass.Join(Join.Each)), ("M", Kind.Needs))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                B#0 1 → 1
                X#0 1a → 1a
                X#1 1 → 1
                M#0 a: 1a; b: 1 → 1a 1
                M#1 skipped forced
                E#0 1a 1 → 1a 1
                E#1 skipped
                """, "1a 1"),

        Case.Of("Left-over skips are discarded when the run is quiet",
                "T → A → X; T → W → X; X → E; T → B → E",
                ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("X", new NodeSpec("test.script", new Script { Drop = ["1"] }).Join(Join.Each)), ("B", Kind.Tag("b")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                B#0 1 → 1b
                X#0 1a → 1a
                X#1 1
                E#0 1a 1b → 1a 1b
                """, "1a 1b"),
    ];
}
