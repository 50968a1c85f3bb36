namespace Auterity.Conformance;

/// <summary>Several triggers: only the one that fired has a token, and what only the others reach is pruned.</summary>
internal static class TriggerCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("What only the other trigger reaches is no part of the run", "T1 → A → C; T2 → B → C") with
        {
            Trigger = "T1",
            Steps = """
                T1#0 → 1
                A#0 1 → 1
                C#0 1 → 1
                """,
            Output = "1",
        },

        Case.Of("The other trigger runs its own part", "T1 → A → C; T2 → B → C → D") with
        {
            Trigger = "T2",
            Steps = """
                T2#0 → 1
                B#0 1 → 1
                C#0 1 → 1
                D#0 1 → 1
                """,
            Output = "1",
        },

        Case.Of("Two triggers on one node do not wait for each other", "T1 → A; T2 → A; A → E") with
        {
            Trigger = "T2",
            Steps = """
                T2#0 → 1
                A#0 1 → 1
                E#0 1 → 1
                """,
            Output = "1",
        },

        Case.Of("A port only the other trigger feeds is not waited for", "T1 → A → M:a; T2 → B → M:b; M → E") with
        {
            Trigger = "T1",
            Steps = """
                T1#0 → 1
                A#0 1 → 1
                M#0 a: 1 → 1
                E#0 1 → 1
                """,
            Output = "1",
        },

        Case.Of("A required port only the other trigger feeds skips the node", "T1 → A → M:a; T2 → B → M:b; M → E", ("M", Kind.Needs)) with
        {
            Trigger = "T1",
            Steps = """
                T1#0 → 1
                A#0 1 → 1
                M#0 skipped
                E#0 skipped
                """,
            Output = "",
        },

        Case.Of("A loop is entered where the trigger that fired enters it: first trigger",
            "T1 → A → B; B.again → A; B.done → E; T2 → B", ("B", Kind.Of(new Script { Outputs = ["again", "done"], Route = ["again", "done"] }))) with
        {
            Trigger = "T1",
            Steps = """
                T1#0 → 1
                A#0 1 → 1
                B#0 1 → again: 1
                A#1 1 → 1
                B#1 1 → done: 1
                E#0 1 → 1
                """,
            Output = "1",
        },

        Case.Of("A loop is entered where the trigger that fired enters it: second trigger",
            "T1 → A → B; B.again → A; B.done → E; T2 → B", ("B", Kind.Of(new Script { Outputs = ["again", "done"], Route = ["again", "done"] }))) with
        {
            Trigger = "T2",
            Steps = """
                T2#0 → 1
                B#0 1 → again: 1
                A#0 1 → 1
                B#1 1 → done: 1
                A#1 skipped
                E#0 1 → 1
                """,
            Output = "1",
        },

        Case.Of("Another trigger being disabled changes nothing", "T1 → A; T2 → A; A → E", ("T2", Kind.Trigger.Off())) with
        {
            Trigger = "T1",
            Steps = """
                T1#0 → 1
                A#0 1 → 1
                E#0 1 → 1
                """,
            Output = "1",
        },
    ];
}
