using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rules 11 to 13: what the world sees of an effect, and at-most-once.</summary>
internal static class DeliveryCases
{
    private static readonly ScriptedFailure NotSent = new(Attempts: 1) { NotSent = true };
    private static readonly ScriptedFailure Unknown = new() { Calls = 1, Unknown = true };

    public static IEnumerable<Case> All =>
    [
        Case.Of("Attempts of one item carry the same key, items carry their own", "T → A", ("A", Kind.Effect.Fails(attempts: 1).Retry(2)))
            .With("1 2") with
            {
                Calls = """
                    A#0[0] ×2
                    A#0[1] ×2
                    """,
            },

        Case.Of("Each activation calls once an item", "T → L; L.loop → A → L", ("L", Kind.Loop(1)), ("A", Kind.Effect))
            .With("1 2") with
            {
                Calls = """
                    A#0[0] ×1
                    A#1[0] ×1
                    """,
            },

        Case.Of("A skipped effect calls nobody", "T → F → A", ("F", Kind.Drop()), ("A", Kind.Effect)) with { Calls = "" },
        Case.Of("A disabled effect calls nobody", "T → A", ("A", Kind.Effect.Off())) with { Calls = "", Output = "1" },
        Case.Of("An effect told once calls for the first item", "T → A", ("A", Kind.Effect.Once())).With("1 2") with { Calls = "A#0[0] ×1" },

        Case.Of("At most once: a definite failure is not repeated", "T → A", ("A", Kind.AtMostOnce.Fails(attempts: 1).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """).Fails("boom") with { Calls = "A#0[0] ×1" },

        Case.Of("At most once: what was surely not sent is repeated", "T → A", ("A", Kind.AtMostOnce.Fails(NotSent).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                """, "1") with { Calls = "A#0[0] ×2" },

        Case.Of("At most once: an unknown outcome waits for a person", "T → A → B; T → C", ("A", Kind.AtMostOnce.Fails(Unknown).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 needsdecision 1
                C#0 1 → 1
                """, "", RunStatus.NeedsDecision) with { Calls = "A#0[0] ×1" },

        Case.Of("At most once: an attempt that timed out waits for a person", "T → A → B", ("A", Kind.AtMostOnce.Takes(10).Timeout(2).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 needsdecision 1
                """, "", RunStatus.NeedsDecision) with { Calls = "A#0[0] ×1" },

        Case.Of("Answered as sent, the item goes on and says so", "T → A → B", ("A", Kind.AtMostOnce.Fails(Unknown with { Value = "2" })))
            .With("1 2 3")
            .When(new Stimulus.Answer(1000, "A", 0, Decision.Sent))
            .Expect("""
                T#0 → 1 2 3
                A#0 1 2 3 → 1 2+assumedSent:true 3
                B#0 1 2+assumedSent:true 3 → 1 2+assumedSent:true 3
                """, "1 2+assumedSent:true 3") with
            {
                Calls = """
                    A#0[0] ×1
                    A#0[1] ×1
                    A#0[2] ×1
                    """,
            },

        Case.Of("An unknown outcome that the other side knows as sent asks nobody", "T → A → B", ("A", Kind.AtMostOnce.Fails(Unknown with { Value = "2" }).Found("sent").Retry(3)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2
                B#0 1 2 → 1 2
                """, "1 2") with
            {
                Calls = """
                    A#0[0] ×1
                    A#0[1] ×1
                    """,
            },

        Case.Of("An unknown outcome that the other side surely has not is sent again with the same key", "T → A → B", ("A", Kind.AtMostOnce.Fails(Unknown).Found("notSent")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                """, "1") with { Calls = "A#0[0] ×2" },

        Case.Of("An attempt that timed out is looked up before a person is asked", "T → A", ("A", Kind.AtMostOnce.Takes(10).Timeout(2).Found("sent")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                """, "1") with { Calls = "A#0[0] ×1" },

        Case.Of("Answered as again, a step has its attempts anew", "T → A", ("A", Kind.Effect.Fails(new ScriptedFailure { Calls = 3 }).Retry(2).OnError(OnError.Hold)))
            .When(new Stimulus.Answer(60, "A", 0, Decision.Again))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                """, "1") with { Calls = "A#0[0] ×4, 2 keys" },

        Case.Of("Answered as again while paused, a step is tried at resume", "T → A → B", ("A", Kind.Effect.Fails(new ScriptedFailure { Calls = 1 }).OnError(OnError.Hold)), ("B", Kind.Sleep(1)))
            .When(new Stimulus.Pause(10), new Stimulus.Answer(20, "A", 0, Decision.Again), new Stimulus.Resume(30))
            .ExpectOrder("T#0 A#0 B#0") with { Calls = "A#0[0] ×2, 2 keys" },

        Case.Of("Answered as again and never resumed, a step waits", "T → A", ("A", Kind.Effect.Fails(new ScriptedFailure { Calls = 1 }).OnError(OnError.Hold)))
            .When(new Stimulus.Pause(10), new Stimulus.Answer(20, "A", 0, Decision.Again))
            .Expect("""
                T#0 → 1
                A#0 waiting 1
                """, "", RunStatus.Paused) with { Calls = "A#0[0] ×1" },

        Case.Of("Answered as send again, the item is sent again with the same key", "T → A → B", ("A", Kind.AtMostOnce.Fails(Unknown)))
            .When(new Stimulus.Answer(1000, "A", 0, Decision.Again))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                """, "1") with { Calls = "A#0[0] ×2" },

        Case.Of("Answered as failed, the step fails", "T → A → B", ("A", Kind.AtMostOnce.Fails(Unknown)))
            .When(new Stimulus.Answer(1000, "A", 0, Decision.Fail))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """).Fails("boom"),

        Case.Of("Answered as failed under continue, the item goes on with its error", "T → A → B", ("A", Kind.AtMostOnce.Fails(Unknown with { Value = "2" }).OnError(OnError.Continue)))
            .With("1 2")
            .When(new Stimulus.Answer(1000, "A", 0, Decision.Fail))
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2+error:boom
                B#0 1 2+error:boom → 1 2+error:boom
                """, "1 2+error:boom"),

        Case.Of("An undecided step keeps a quiet run from forcing its join", "T → A → E; T → B → E", ("A", Kind.AtMostOnce.Fails(Unknown)))
            .Expect("""
                T#0 → 1
                A#0 needsdecision 1
                B#0 1 → 1
                """, "", RunStatus.NeedsDecision),
    ];
}
