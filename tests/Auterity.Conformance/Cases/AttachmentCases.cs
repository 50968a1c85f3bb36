namespace Auterity.Conformance;

/// <summary>Rule 14: sub-nodes answer their host and take no part in the flow.</summary>
internal static class AttachmentCases
{
    private static readonly ScriptedFailure Unknown = new() { Calls = 1, Unknown = true };

    public static IEnumerable<Case> All =>
    [
        Case.Of("An attached tool answers and is no step", "T → A → E; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1x
                E#0 1+answers:1x → 1+answers:1x
                """, "1+answers:1x"),

        Case.Of("Several tools answer in the order they are attached", "T → A; Y → A:ai_tool; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x")), ("Y", Kind.Tool("y")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1y,1x
                """),

        Case.Of("A host asks once an item", "T → A; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1+answers:1x 2+answers:2x
                """),

        Case.Of("A disabled attachment counts as not attached", "T → A; X → A:ai_tool; Y → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x").Off()), ("Y", Kind.Tool("y")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1y
                """),

        Case.Of("A host without attachments answers alone", "T → A", ("A", Kind.Agent))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:
                """),

        Case.Of("A tool that fails tells its host and fails nothing else", "T → A → E; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x").Fails()))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:boom
                E#0 1+answers:boom → 1+answers:boom
                """),

        Case.Of("A tool's own retries happen before its host hears", "T → A; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x").Fails(attempts: 1).Retry(2)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1x
                """),

        Case.Of("A host whose step fails is tried again, and its tools are not", "T → A; X → A:ai_tool", ("A", Kind.Agent.Fails(attempts: 1).Retry(2)), ("X", Kind.ToolOnce("x")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1+answers:1x 2+answers:2x
                """) with
            {
                Calls = """
                    X#0[0] ×1
                    X#0[1] ×1
                    """,
            },

        Case.Of("A host whose step keeps failing fails, and its tools were asked once", "T → A; X → A:ai_tool", ("A", Kind.Agent.Fails().Retry(2)), ("X", Kind.ToolOnce("x")))
            .Expect("""
                T#0 → 1
                A#0 failed 1
                """).Fails("boom") with { Calls = "X#0[0] ×1" },

        Case.Of("A tool at most once whose outcome is unknown waits for a person", "T → A → E; T → B; X → A:ai_tool; Y → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Fails(Unknown).Retry(3)), ("Y", Kind.ToolOnce("y")))
            .Expect("""
                T#0 → 1
                A#0 needsdecision 1
                B#0 1 → 1
                """, "", RunStatus.NeedsDecision) with
            {
                Calls = """
                    X#0[0] ×1
                    Y#0[0] ×1
                    """,
            },

        Case.Of("A tool at most once that timed out waits for a person", "T → A; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Takes(10).Timeout(2).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 needsdecision 1
                """, "", RunStatus.NeedsDecision) with { Calls = "X#0[0] ×1" },

        Case.Of("A tool at most once that failed for certain is not called again", "T → A; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Fails(attempts: 1).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:boom
                """) with { Calls = "X#0[0] ×1" },

        Case.Of("A tool at most once whose call was surely not sent is called again", "T → A; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Fails(new ScriptedFailure(Attempts: 1) { NotSent = true }).Retry(3)))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1x
                """) with { Calls = "X#0[0] ×2" },

        Case.Of("A call answered as done gives its host what was asked, and the other calls stand", "T → A → E; X → A:ai_tool; Y → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Fails(Unknown)), ("Y", Kind.ToolOnce("y")))
            .When(new Stimulus.Answer(1000, "A", 0, Decision.Sent))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1,1y
                E#0 1+answers:1,1y → 1+answers:1,1y
                """) with
            {
                Calls = """
                    X#0[0] ×1
                    Y#0[0] ×1
                    """,
            },

        Case.Of("A call answered as again goes out again under the same key, and no other", "T → A; X → A:ai_tool; Y → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Fails(Unknown)), ("Y", Kind.ToolOnce("y")))
            .When(new Stimulus.Answer(1000, "A", 0, Decision.Again))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1x,1y
                """) with
            {
                Calls = """
                    X#0[0] ×2
                    Y#0[0] ×1
                    """,
            },

        Case.Of("A call answered as failed tells its host and fails nothing else", "T → A; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Fails(Unknown)))
            .When(new Stimulus.Answer(1000, "A", 0, Decision.Fail))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:boom
                """) with { Calls = "X#0[0] ×1" },

        Case.Of("A call whose outcome the other side knows asks nobody", "T → A; X → A:ai_tool; Y → A:ai_tool", ("A", Kind.Agent), ("X", Kind.ToolOnce("x").Fails(Unknown).Found("sent")), ("Y", Kind.ToolOnce("y").Fails(Unknown).Found("notSent")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1x,1y
                """) with
            {
                Calls = """
                    X#0[0] ×1
                    Y#0[0] ×2
                    """,
            },

        Case.Of("A skipped host is skipped whatever is attached to it", "T → F → A → E; X → A:ai_tool", ("F", Kind.Drop()), ("A", Kind.Agent), ("X", Kind.Tool("x")))
            .Expect("""
                T#0 → 1
                F#0 1
                A#0 skipped
                E#0 skipped
                """),

        Case.Of("One tool serves two hosts", "T → A → B; X → A:ai_tool; X → B:ai_tool", ("A", Kind.Agent), ("B", Kind.Agent), ("X", Kind.Tool("x")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1+answers:1x
                B#0 1+answers:1x → 1+answers:1x
                """),

        Case.Of("A host in a loop asks on every pass", "T → L; L.loop → A → L; L.done → E; X → A:ai_tool", ("L", Kind.Loop(1)), ("A", Kind.Agent), ("X", Kind.Tool("x")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1+answers:1x
                L#1 1+answers:1x → loop: 2
                A#1 2 → 2+answers:2x
                L#2 2+answers:2x → done: 1+answers:1x 2+answers:2x
                E#0 1+answers:1x 2+answers:2x → 1+answers:1x 2+answers:2x
                """),
    ];
}
