using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rules 15 and 17: sleeps, signals, deadlines.</summary>
internal static class WaitCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("A sleep hands its items on when it is over", "T → W → E", ("W", Kind.Sleep(3600)))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                W#0 1 2 → 1 2
                E#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("Sleeps beside each other pass at the same time", "T → V → A; T → W → B; A → E; B → E", ("V", Kind.Sleep(20)), ("W", Kind.Sleep(10)))
            .ExpectOrder("T#0 W#0 B#0 V#0 A#0 E#0"),

        Case.Of("A run that waits for a signal says so", "T → W → E", ("W", Kind.Signal("go")))
            .Expect("""
                T#0 → 1
                W#0 waiting 1
                """, "", RunStatus.Waiting),

        Case.Of("A signal hands on what it brought", "T → W → E", ("W", Kind.Signal("go")))
            .When(Signal(50, "go", "x y"))
            .Expect("""
                T#0 → 1
                W#0 1 → x y
                E#0 x y → x y
                """, "x y"),

        Case.Of("A signal before its wait is kept for it", "T → S → W → E", ("S", Kind.Sleep(60)), ("W", Kind.Signal("go")))
            .When(Signal(1, "go", "x"))
            .Expect("""
                T#0 → 1
                S#0 1 → 1
                W#0 1 → x
                E#0 x → x
                """, "x") with { UnusedSignals = "" },

        Case.Of("Kept signals are taken in the order they came", "T → V → W", ("V", Kind.Signal("go")), ("W", Kind.Signal("go")))
            .When(Signal(1, "go", "x"), Signal(2, "go", "y"))
            .Expect("""
                T#0 → 1
                V#0 1 → x
                W#0 x → y
                """, "y"),

        Case.Of("The oldest wait takes the first signal", "T → S → V; T → W", ("S", Kind.Sleep(5)), ("V", Kind.Signal("go")), ("W", Kind.Signal("go")))
            .When(Signal(10, "go", "x"), Signal(20, "go", "y"))
            .Expect("""
                T#0 → 1
                S#0 1 → 1
                W#0 1 → x
                V#0 1 → y
                """, "y"),

        Case.Of("A signal of another name wakes nobody", "T → W", ("W", Kind.Signal("go")))
            .When(Signal(1, "stay", "x"))
            .Expect("""
                T#0 → 1
                W#0 waiting 1
                """, "", RunStatus.Waiting) with { UnusedSignals = "stay" },

        Case.Of("A deadline that passes hands on the input", "T → W → E", ("W", Kind.Signal("go", deadline: 60)))
            .Expect("""
                T#0 → 1
                W#0 1 → 1
                E#0 1 → 1
                """, "1"),

        Case.Of("A deadline that passes hands on what was named for it", "T → W → E", ("W", Kind.Signal("go", deadline: 60, onTimeout: "late")))
            .Expect("""
                T#0 → 1
                W#0 1 → late
                E#0 late → late
                """, "late"),

        Case.Of("A signal in time beats the deadline", "T → W → E", ("W", Kind.Signal("go", deadline: 60, onTimeout: "late")))
            .When(Signal(59, "go", "x"))
            .Expect("""
                T#0 → 1
                W#0 1 → x
                E#0 x → x
                """, "x"),

        Case.Of("A signal after the deadline is left over", "T → W → S", ("W", Kind.Signal("go", deadline: 10)), ("S", Kind.Sleep(100)))
            .When(Signal(20, "go", "x"))
            .Expect("""
                T#0 → 1
                W#0 1 → 1
                S#0 1 → 1
                """, "1") with { UnusedSignals = "go" },

        Case.Of("A call on the run's link goes to the wait that is open longest, whatever it waits for", "T → V; T → S → W", ("V", Kind.Signal("go")), ("S", Kind.Sleep(5)), ("W", Kind.Signal("stop")))
            .When(Signal(10, "link:run", "x"), Signal(20, "link:run", "y"))
            .Expect("""
                T#0 → 1
                V#0 1 → x
                S#0 1 → 1
                W#0 1 → y
                """),

        Case.Of("A call on the run's link is kept until a step waits", "T → S → W", ("S", Kind.Sleep(5)), ("W", Kind.Signal("go")))
            .When(Signal(1, "link:run", "x"))
            .Expect("""
                T#0 → 1
                S#0 1 → 1
                W#0 1 → x
                """),

        Case.Of("A signal on every pass of a loop", "T → L; L.loop → W → L; L.done → E", ("L", Kind.Loop(1)), ("W", Kind.Signal("go")))
            .With("1 2")
            .When(Signal(10, "go", "x"), Signal(20, "go", "y"))
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                W#0 1 → x
                L#1 x → loop: 2
                W#1 2 → y
                L#2 y → done: x y
                E#0 x y → x y
                """, "x y"),

        Case.Of("A run that takes longer than it may fails", "T → W → E", ("W", Kind.Sleep(100)))
            .Settings(new WorkflowSettings { RunTimeoutSeconds = 60 })
            .Expect("""
                T#0 → 1
                W#0 cancelled 1
                """).Fails("run-timeout"),

        Case.Of("A run that ends in time is not disturbed by its limit", "T → W → E", ("W", Kind.Sleep(30)))
            .Settings(new WorkflowSettings { RunTimeoutSeconds = 60 })
            .Expect("""
                T#0 → 1
                W#0 1 → 1
                E#0 1 → 1
                """, "1"),

        Case.Of("A sleep holds the join, not the branch beside it", "T → W → E; T → A → E; A → B", ("W", Kind.Sleep(60)))
            .ExpectOrder("T#0 A#0 B#0 W#0 E#0"),
    ];

    private static Stimulus.Signal Signal(double at, string name, string items) => new(at, name, Notation.Items(items));
}
