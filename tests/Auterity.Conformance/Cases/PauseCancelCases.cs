using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rule 15: pause, resume, cancel.</summary>
internal static class PauseCancelCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("While paused nothing starts, and what is in flight is recorded", "T → A → B", ("A", Kind.Effect.Takes(10)))
            .When(new Stimulus.Pause(5))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                """, "", RunStatus.Paused),

        Case.Of("A resumed run goes on where it was", "T → A → B", ("A", Kind.Effect.Takes(10)))
            .When(new Stimulus.Pause(5), new Stimulus.Resume(50))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                B#0 1 → 1
                """, "1"),

        Case.Of("While paused no timer fires", "T → W → B", ("W", Kind.Sleep(10)))
            .When(new Stimulus.Pause(5))
            .Expect("""
                T#0 → 1
                W#0 waiting 1
                """, "", RunStatus.Paused),

        Case.Of("Timers that came due fire at resume, in the order they were due", "T → V → X; T → W → X",
                ("V", Sleep(20, "v")), ("W", Sleep(10, "w")), ("X", Kind.Pass.Join(Join.Each)))
            .When(new Stimulus.Pause(5), new Stimulus.Resume(100))
            .Expect("""
                T#0 → 1
                W#0 1 → 1w
                V#0 1 → 1v
                X#0 1w → 1w
                X#1 1v → 1v
                """, "1v"),

        Case.Of("A pause does not make a sleep longer", "T → W → A; T → V → B; A → X; B → X", ("W", Sleep(100, "w")), ("V", Sleep(120, "v")), ("X", Kind.Pass.Join(Join.Each)))
            .When(new Stimulus.Pause(5), new Stimulus.Resume(50))
            .Expect("""
                T#0 → 1
                W#0 1 → 1w
                A#0 1w → 1w
                V#0 1 → 1v
                B#0 1v → 1v
                X#0 1w → 1w
                X#1 1v → 1v
                """, "1v"),

        Case.Of("Signals are kept while paused", "T → W → B", ("W", Kind.Signal("go")))
            .When(new Stimulus.Pause(5), new Stimulus.Signal(10, "go", Notation.Items("x")))
            .Expect("""
                T#0 → 1
                W#0 waiting 1
                """, "", RunStatus.Paused),

        Case.Of("A signal kept while paused is heard at resume", "T → W → B", ("W", Kind.Signal("go")))
            .When(new Stimulus.Pause(5), new Stimulus.Signal(10, "go", Notation.Items("x")), new Stimulus.Resume(20))
            .Expect("""
                T#0 → 1
                W#0 1 → x
                B#0 x → x
                """, "x"),

        Case.Of("A deadline that passes while paused counts at resume", "T → W → B", ("W", Kind.Signal("go", deadline: 10, onTimeout: "late")))
            .When(new Stimulus.Pause(5), new Stimulus.Resume(100))
            .Expect("""
                T#0 → 1
                W#0 1 → late
                B#0 late → late
                """, "late"),

        Case.Of("A signal during the pause beats a deadline that passed in it", "T → W → B", ("W", Kind.Signal("go", deadline: 10, onTimeout: "late")))
            .When(new Stimulus.Pause(5), new Stimulus.Signal(20, "go", Notation.Items("x")), new Stimulus.Resume(100))
            .Expect("""
                T#0 → 1
                W#0 1 → x
                B#0 x → x
                """, "x"),

        Case.Of("Paused time does not count against the run's limit", "T → W → B", ("W", Kind.Sleep(40)))
            .Settings(new WorkflowSettings { RunTimeoutSeconds = 60 })
            .When(new Stimulus.Pause(5), new Stimulus.Resume(500))
            .Expect("""
                T#0 → 1
                W#0 1 → 1
                B#0 1 → 1
                """, "1"),

        Case.Of("Time before and after the pause counts against the run's limit", "T → W → B", ("W", Kind.Sleep(1000)))
            .Settings(new WorkflowSettings { RunTimeoutSeconds = 60 })
            .When(new Stimulus.Pause(5), new Stimulus.Resume(500))
            .Expect("""
                T#0 → 1
                W#0 cancelled 1
                """, "").Fails("run-timeout"),

        Case.Of("A paused run does not try again until it is resumed", "T → A → B", ("A", Kind.Effect.Fails(attempts: 1).Retry(2, delaySeconds: 10)))
            .When(new Stimulus.Pause(5))
            .Expect("""
                T#0 → 1
                A#0 waiting 1
                """, "", RunStatus.Paused) with { Calls = "A#0[0] ×1" },

        Case.Of("A cancelled run ends its waits", "T → W → B; T → A", ("W", Kind.Sleep(60)))
            .When(new Stimulus.Cancel(5))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                W#0 cancelled 1
                """, "", RunStatus.Cancelled),

        Case.Of("A cancelled run cancels what is in flight", "T → A → B", ("A", Kind.Effect.Takes(60)))
            .When(new Stimulus.Cancel(5))
            .Expect("""
                T#0 → 1
                A#0 cancelled 1
                """, "", RunStatus.Cancelled),

        Case.Of("A cancelled run tries nothing again", "T → A → B", ("A", Kind.Effect.Fails().Retry(5, delaySeconds: 60)))
            .When(new Stimulus.Cancel(5))
            .Expect("""
                T#0 → 1
                A#0 cancelled 1
                """, "", RunStatus.Cancelled) with { Calls = "A#0[0] ×1" },

        Case.Of("A paused run can be cancelled", "T → W → B", ("W", Kind.Sleep(60)))
            .When(new Stimulus.Pause(5), new Stimulus.Cancel(10))
            .Expect("""
                T#0 → 1
                W#0 cancelled 1
                """, "", RunStatus.Cancelled),

        Case.Of("A held step ends with its cancelled run", "T → A → B", ("A", Kind.Effect.Fails().OnError(OnError.Hold)))
            .When(new Stimulus.Cancel(10))
            .Expect("""
                T#0 → 1
                A#0 cancelled 1
                """, "", RunStatus.Cancelled),

        Case.Of("A run cancelled after its end has ended already", "T → A")
            .When(new Stimulus.Cancel(500))
            .Expect("""
                T#0 → 1
                A#0 1 → 1
                """, "1"),
    ];

    private static NodeSpec Sleep(double seconds, string tag) => Kind.Of(new Script { Sleep = [seconds], Tag = tag });
}
