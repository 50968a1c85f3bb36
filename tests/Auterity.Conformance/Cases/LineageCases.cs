using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rule 42: which activation and which item <c>$('Node')</c> means.</summary>
internal static class LineageCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("An item is followed back through nodes that changed it", "T → A → B → S", ("A", Kind.Tag("a")), ("B", Kind.Tag("b")), ("S", Kind.SawItem("A")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1a 2a
                B#0 1a 2a → 1ab 2ab
                S#0 1ab 2ab → 1ab+saw:1a 2ab+saw:2a
                """),

        Saw("An item is followed back through a filter", "2+saw:2", "1 2", "T → F → S", ("F", Kind.Drop("1")), ("S", Kind.SawItem("T"))),
        Saw("Items of joined branches keep their own way back", "1a+saw:1 1b+saw:1", "1", "T → A → J; T → B → J; J → S", ("A", Kind.Tag("a")), ("B", Kind.Tag("b")), ("S", Kind.SawItem("T"))),
        Saw("New items made of one item came from it", "x+saw:1 y+saw:1", "1", "T → A → S", ("A", Kind.Emit("x y")), ("S", Kind.SawItem("T"))),
        Saw("New items of unknown origin cannot be followed", "x+error:lineage-unknown", "1 2", "T → A → S", ("A", Kind.Emit("x")), ("S", Kind.SawItem("T").OnError(OnError.Continue))),
        Saw("An item of unknown origin is still an item of its own node", "x+saw:x", "1 2", "T → A → S", ("A", Kind.Emit("x")), ("S", Kind.SawItem("A"))),
        Saw("An item made of several cannot name one", "x+error:lineage-unknown", "1 2", "T → A → S", ("A", Kind.Fold("x")), ("S", Kind.SawItem("T").OnError(OnError.Continue))),
        Saw("An item made of several that lead to one names it", "x+saw:1", "1", "T → A → J; T → B → J; J → S", ("A", Kind.Tag("a")), ("B", Kind.Tag("b")), ("J", Kind.Fold("x")), ("S", Kind.SawItem("T"))),
        Saw("A disabled node keeps the way back", "1+saw:1", "1", "T → A → S", ("A", Kind.Emit("x").Off()), ("S", Kind.SawItem("T"))),
        Saw("A failed item that continues keeps its way back", "1+saw:1 2+error:boom+saw:2", "1 2", "T → A → S", ("A", Kind.Pure.Fails("2").OnError(OnError.Continue)), ("S", Kind.SawItem("T"))),
        Saw("A failed item on the error port keeps its way back", "2+error:boom+saw:2", "1 2", "T → A; A.error → S", ("A", Kind.Pure.Fails("2").OnError(OnError.ErrorOutput)), ("S", Kind.SawItem("T"))),
        Saw("What a wait hands on after its sleep keeps its way back", "1+saw:1 2+saw:2", "1 2", "T → W → S", ("W", Kind.Sleep(5)), ("S", Kind.SawItem("T"))),
        Saw("A node that never ran is an error", "1+error:node-not-run", "1", "T → If; If.true → X; If.false → S", ("If", Kind.If("false")), ("S", Kind.SawAll("X").OnError(OnError.Continue))),
        Saw("A node that ran elsewhere gives its last activation", "1+saw:1x", "1", "T → X; T → W → S", ("X", Kind.Tag("x")), ("W", Kind.Sleep(5)), ("S", Kind.SawAll("X"))),
        Saw("All items of a node are those of its first output", "1+saw:2", "1 2", "T → If; If.false → S", ("If", Kind.IfValue("2")), ("S", Kind.SawAll("If"))),

        Case.Of("In a loop the nearest activation is the one of this pass", "T → L; L.loop → A → S → L", ("L", Kind.Loop(1)), ("A", Kind.Tag("a")), ("S", Kind.SawAll("A")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                L#0 1 2 → loop: 1
                A#0 1 → 1a
                S#0 1a → 1a+saw:1a
                L#1 1a+saw:1a → loop: 2
                A#1 2 → 2a
                S#1 2a → 2a+saw:2a
                L#2 2a+saw:2a → done: 1a+saw:1a 2a+saw:2a
                """),

        Saw("Behind a loop the nearest activation is the one of the last pass", "1a+saw:2a 2a+saw:2a", "1 2", "T → L; L.loop → A → L; L.done → S", ("L", Kind.Loop(1)), ("A", Kind.Tag("a")), ("S", Kind.SawAll("A"))),
        Saw("Behind a loop each item is followed back to what came before it", "1a+saw:1 2a+saw:2", "1 2", "T → L; L.loop → A → L; L.done → S", ("L", Kind.Loop(1)), ("A", Kind.Tag("a")), ("S", Kind.SawItem("T"))),

        Case.Of("Each arrival sees its own ancestor, not the last to run",
                "T → A → X; T → W → X; X → Y → S", ("A", Kind.Tag("a")), ("W", Kind.Sleep(5)), ("X", Kind.Pass.Join(Join.Each)), ("Y", Kind.Pass), ("S", Kind.SawAll("X")))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                W#0 1 → 1
                X#0 1a → 1a
                X#1 1 → 1
                Y#0 1a → 1a
                Y#1 1 → 1
                S#0 1a → 1a+saw:1a
                S#1 1 → 1+saw:1
                """),
    ];

    private static Case Saw(string name, string output, string input, string graph, params (string Name, NodeSpec Spec)[] nodes) =>
        Case.Of(name, graph, nodes).With(input) with { Output = output };
}
