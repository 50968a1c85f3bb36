using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rule 9: a runaway is held at its limit, and can be let go on.</summary>
internal static class LimitCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("A loop is held at its most passes", "T → H → H", ("H", Kind.Pass))
            .Settings(new WorkflowSettings { MaxPasses = 3 })
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                H#1 1 → 1
                H#2 1 → 1
                H#3 held 1
                """, "", RunStatus.NeedsDecision),

        Case.Of("A held loop that is let go on takes one more pass", "T → H; H.again → H; H.done → E",
                ("H", Kind.Of(new Script { Outputs = ["again", "done"], Route = ["again", "again", "again", "done"] })))
            .Settings(new WorkflowSettings { MaxPasses = 3 })
            .When(new Stimulus.Answer(10, "H", 3, Decision.Again))
            .Expect("""
                T#0 → 1
                H#0 1 → again: 1
                H#1 1 → again: 1
                H#2 1 → again: 1
                H#3 1 → done: 1
                E#0 1 → 1
                """, "1"),

        Case.Of("A held loop that is let go on goes as far again, then is held again", "T → H → H", ("H", Kind.Pass))
            .Settings(new WorkflowSettings { MaxPasses = 2 })
            .When(new Stimulus.Answer(10, "H", 2, Decision.Again))
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                H#1 1 → 1
                H#2 1 → 1
                H#3 1 → 1
                H#4 held 1
                """, "", RunStatus.NeedsDecision),

        Case.Of("Passes are counted a session", "T → O; O.loop → H; H.again → H; H.done → O; O.done → E",
                ("O", Kind.Loop(1)), ("H", Kind.Of(new Script { Outputs = ["again", "done"], Route = ["again", "done"], Cycle = true })))
            .With("1 2 3")
            .Settings(new WorkflowSettings { MaxPasses = 3 })
            .Expect("""
                T#0 → 1 2 3
                O#0 1 2 3 → loop: 1
                H#0 1 → again: 1
                H#1 1 → done: 1
                O#1 1 → loop: 2
                H#2 2 → again: 2
                H#3 2 → done: 2
                O#2 2 → loop: 3
                H#4 3 → again: 3
                H#5 3 → done: 3
                O#3 3 → done: 1 2 3
                E#0 1 2 3 → 1 2 3
                """, "1 2 3"),

        Case.Of("A batch too many for the passes is held before its body", "T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1)))
            .With("1 2 3")
            .Settings(new WorkflowSettings { MaxPasses = 2 })
            .Expect("""
                T#0 → 1 2 3
                L#0 1 2 3 → loop: 1
                A#0 1 → 1
                L#1 1 → loop: 2
                A#1 2 → 2
                L#2 held 2
                """, "", RunStatus.NeedsDecision),

        Case.Of("A loop's last word is not a pass", "T → L; L.loop → A → L; L.done → E", ("L", Kind.Loop(1)))
            .With("1 2")
            .Settings(new WorkflowSettings { MaxPasses = 2 })
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1
                L#1 1 → loop: 2
                A#1 2 → 2
                L#2 2 → done: 1 2
                E#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("A run is held at its most activations", "T → A → B → C → D")
            .Settings(new WorkflowSettings { MaxActivations = 3 })
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                C#0 held 1
                """, "", RunStatus.NeedsDecision),

        Case.Of("A run let go on past its most activations goes as far again", "T → A → B → C → D → E → F → G")
            .Settings(new WorkflowSettings { MaxActivations = 3 })
            .When(new Stimulus.Answer(10, "C", 0, Decision.Again))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                C#0 1 → 1
                D#0 1 → 1
                E#0 1 → 1
                F#0 1 → 1
                G#0 held 1
                """, "", RunStatus.NeedsDecision),

        Case.Of("Skips do not count as activations", "T → If; If.true → A → B → C; If.false → D", ("If", Kind.If("false")))
            .Settings(new WorkflowSettings { MaxActivations = 3 })
            .Expect("""
                T#0 → 1
                If#0 1 → false: 1
                A#0 skipped
                B#0 skipped
                C#0 skipped
                D#0 1 → 1
                """, "1"),

        Case.Of("A limit in one branch does not stop the other", "T → H → H; T → W → E", ("H", Kind.Pass), ("W", Kind.Sleep(5)))
            .Settings(new WorkflowSettings { MaxPasses = 1 })
            .Expect("""
                T#0 → 1
                H#0 1 → 1
                H#1 held 1
                W#0 1 → 1
                E#0 1 → 1
                """, "", RunStatus.NeedsDecision),

        Case.Of("A step with too many items for one token is held", "T → A → B", ("A", Kind.Of(new Script { Copies = 100_001 })))
            .Expect("""
                T#0 → 1
                A#0 held 1
                """, "", RunStatus.NeedsDecision),

        Case.Of("A pure step with too many items of many is held", "T → A → B", ("A", Kind.Pure with { Script = new Script { Copies = 40_000 } }))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                A#0 held 1 2 3
                """, "", RunStatus.NeedsDecision),

        Case.Of("An effect whose items are too many together is held at the one too many", "T → A → B", ("A", Kind.Effect with { Script = new Script { Copies = 40_000 } }))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                A#0 held 1 2 3
                """, "", RunStatus.NeedsDecision) with
            {
                Calls = """
                    A#0[0] ×1
                    A#0[1] ×1
                    A#0[2] ×1
                    """,
            },

        Case.Of("A step with too many items goes on once it may", "T → A → F → B", ("A", Kind.Of(new Script { Copies = 100_001 })), ("F", Kind.Emit("x").Once()))
            .When(new Stimulus.Answer(10, "A", 0, Decision.Again)) with { Output = "x" },
    ];
}
