using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rules 13 and 16: failures, retries, and what a failing node does to its run.</summary>
internal static class ErrorCases
{
    private static readonly ScriptedFailure FirstCall = new() { Calls = 1 };

    public static IEnumerable<Case> All =>
    [
        Case.Of("A failing node fails the run and nothing follows", "T → A → B", ("A", Kind.Fail()))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """, "").Fails("boom"),

        Case.Of("A retry that succeeds leaves no trace in the flow", "T → A → B", ("A", Kind.Effect.Fails(attempts: 2).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                """, "1") with { Calls = "A#0[0] ×3" },

        Case.Of("Retries that run out fail the node", "T → A → B", ("A", Kind.Effect.Fails().Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """).Fails("boom") with { Calls = "A#0[0] ×3" },

        Case.Of("A failure that never gets better is not tried again", "T → A", ("A", Kind.Effect.Fails(new ScriptedFailure { Retryable = false }).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """).Fails("boom") with { Calls = "A#0[0] ×1" },

        Case.Of("Only the items that failed are tried again", "T → A", ("A", Kind.Effect.Fails("2", attempts: 1).Retry(3)))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                A#0 1 2 3 → 1 2 3
                """, "1 2 3") with
            {
                Calls = """
                    A#0[0] ×1
                    A#0[1] ×2
                    A#0[2] ×1
                    """,
            },

        Case.Of("A batch is tried again as a whole", "T → A → B", ("A", Kind.Batch.Fails("2", attempts: 1).Retry(2)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2
                B#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("Continue leaves the failed item in its place", "T → A → B", ("A", Kind.Effect.Fails("2").OnError(OnError.Continue)))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                A#0 1 2 3 → 1 2+error:boom 3
                B#0 1 2+error:boom 3 → 1 2+error:boom 3
                """, "1 2+error:boom 3"),

        Case.Of("Continue comes after the last retry", "T → A", ("A", Kind.Effect.Fails("2").Retry(2).OnError(OnError.Continue)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2+error:boom
                """, "1 2+error:boom") with
            {
                Calls = """
                    A#0[0] ×1
                    A#0[1] ×2
                    """,
            },

        Case.Of("Continue marks every item of a failed batch", "T → A", ("A", Kind.Pass.Fails("2").OnError(OnError.Continue)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1+error:boom 2+error:boom
                """, "1+error:boom 2+error:boom"),

        Case.Of("Continue makes an item when the failed batch had none on its first port",
                "T → A → M:a; T → B → M:b", ("A", Kind.Drop()), ("M", Kind.Fail().OnError(OnError.Continue)))
            .Expect("""
                T#0 → 1
                A#0 1
                B#0 1 → 1
                M#0 b: 1 → {}+error:boom
                """, "{}+error:boom"),

        Case.Of("Error output parts the failed items from the others", "T → A → B; A.error → C", ("A", Kind.Effect.Fails("2").OnError(OnError.ErrorOutput)))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                A#0 1 2 3 → error: 2+error:boom; 1 3
                B#0 1 3 → 1 3
                C#0 2+error:boom → 2+error:boom
                """, "1 3"),

        Case.Of("Error output without failures skips what follows the error", "T → A → B; A.error → C", ("A", Kind.Effect.OnError(OnError.ErrorOutput)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                C#0 skipped
                """, "1"),

        Case.Of("Error output of a batch takes all its items", "T → A → B; A.error → C → D", ("A", Kind.Pass.Fails("2").OnError(OnError.ErrorOutput)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → error: 1+error:boom 2+error:boom
                B#0 skipped
                C#0 1+error:boom 2+error:boom → 1+error:boom 2+error:boom
                D#0 1+error:boom 2+error:boom → 1+error:boom 2+error:boom
                """, "1+error:boom 2+error:boom"),

        Case.Of("Always output adds nothing when every item left through the error port",
                "T → A → B; A.error → C", ("A", Kind.Effect.Fails().OnError(OnError.ErrorOutput).AlwaysOutput()))
            .Expect("""
                T#0 → 1
                A#0 1 → error: 1+error:boom
                B#0 skipped
                C#0 1+error:boom → 1+error:boom
                """, "1+error:boom"),

        Case.Of("Both ports of a failing body return to the loop",
                "T → L; L.loop → A → L; A.error → L; L.done → E", ("L", Kind.Loop(2)), ("A", Kind.Effect.Fails("2").OnError(OnError.ErrorOutput)))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                L#0 1 2 3 → loop: 1 2
                A#0 1 2 → error: 2+error:boom; 1
                L#1 1 2+error:boom → loop: 3
                A#1 3 → 3
                L#2 3 → done: 1 2+error:boom 3
                E#0 1 2+error:boom 3 → 1 2+error:boom 3
                """, "1 2+error:boom 3"),

        Case.Of("Hold waits for a person while the rest goes on", "T → A → B; T → C", ("A", Kind.Effect.Fails().OnError(OnError.Hold)))
            .Expect("""
                T#0 → 1
                A#0 held 1
                C#0 1 → 1
                """, "", RunStatus.NeedsDecision),

        Case.Of("A held step tried again goes on, with a new key", "T → A → B", ("A", Kind.Effect.Fails(FirstCall).OnError(OnError.Hold)))
            .When(new Stimulus.Answer(100, "A", 0, Decision.Again))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                """, "1") with { Calls = "A#0[0] ×2, 2 keys" },

        Case.Of("A held step that a person fails, fails the run", "T → A → B", ("A", Kind.Effect.Fails(FirstCall).OnError(OnError.Hold)))
            .When(new Stimulus.Answer(100, "A", 0, Decision.Fail))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """).Fails("boom"),

        Case.Of("Only the held item is tried again", "T → A → B", ("A", Kind.Effect.Fails(FirstCall with { Value = "2" }).OnError(OnError.Hold)))
            .With("1 2")
            .When(new Stimulus.Answer(100, "A", 0, Decision.Again))
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2
                B#0 1 2 → 1 2
                """, "1 2") with
            {
                Calls = """
                    A#0[0] ×1
                    A#0[1] ×2, 2 keys
                    """,
            },

        Case.Of("What is in flight settles when the run fails, and nothing follows it",
                "T → A; T → B → C", ("A", Kind.Effect.Takes(1).Fails()), ("B", Kind.Effect.Takes(5)))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                B#0 1 → 1
                """).Fails("boom"),

        Case.Of("What sleeps is cancelled when the run fails", "T → A; T → W → C", ("A", Kind.Effect.Takes(1).Fails()), ("W", Kind.Sleep(60)))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                W#0 cancelled 1
                """).Fails("boom"),

        Case.Of("What waits for its next attempt is cancelled when the run fails",
                "T → A; T → B → C", ("A", Kind.Effect.Takes(5).Fails()), ("B", Kind.Effect.Fails().Retry(5, delaySeconds: 60)))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                B#0 cancelled 1
                """).Fails("boom") with
            {
                Calls = """
                    A#0[0] ×1
                    B#0[0] ×1
                    """,
            },

        Case.Of("An attempt that takes too long fails with timeout", "T → A", ("A", Kind.Effect.Takes(10).Timeout(2)))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """).Fails("timeout"),

        Case.Of("An attempt that timed out is tried again", "T → A", ("A", Kind.Effect.Takes(10).Timeout(2).Retry(2).OnError(OnError.Continue)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+error:timeout
                """, "1+error:timeout") with { Calls = "A#0[0] ×2" },

        Case.Of("Stop with an error fails the run", "T → A → S → B", ("S", Kind.Stop("bad")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                S#0 failed 1
                """).Fails("bad"),

        Case.Of("Stop without an error ends the run early as succeeded", "T → V → S; T → W → C", ("V", Kind.Sleep(5)), ("S", Kind.Stop()), ("W", Kind.Sleep(60)))
            .Expect("""
                T#0 → 1
                V#0 1 → 1
                S#0 1
                W#0 cancelled 1
                """),

        Case.Of("A failure behind a choice not made does no harm", "T → If; If.true → A; If.false → B", ("If", Kind.If("false")), ("A", Kind.Fail()))
            .Expect("""
                T#0 → 1
                If#0 1 → false: 1
                A#0 skipped
                B#0 1 → 1
                """, "1"),
    ];
}
