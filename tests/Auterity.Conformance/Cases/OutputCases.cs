using Auterity.Workflows.Definitions;

namespace Auterity.Conformance;

/// <summary>Rule 8: what a run returns.</summary>
internal static class OutputCases
{
    public static IEnumerable<Case> All =>
    [
        Returns("The deepest end node that fired gives the output", "b", "T → A; T → C → B", ("A", Kind.Emit("a")), ("B", Kind.Emit("b"))),
        Returns("Among equally deep end nodes the first stored gives the output", "a", "T → A; T → B", ("A", Kind.Emit("a")), ("B", Kind.Emit("b"))),
        Returns("Depth is the longest way from the trigger", "a", "T → B; T → C → D → A; C → B; T → A", ("A", Kind.Emit("a")), ("B", Kind.Emit("b"))),
        Returns("A skipped end node gives nothing", "a", "T → A; T → F → C → B", ("A", Kind.Emit("a")), ("F", Kind.Drop())),
        Returns("A return node comes before deeper end nodes", "r", "T → R; T → C → B", ("R", Kind.Return with { Script = new Script { Return = true, Emit = ["r"] } })),
        Returns("A return node in the middle gives what it handed on", "1", "T → R → B", ("R", Kind.Return), ("B", Kind.Emit("b"))),
        Returns("The deepest of several return nodes gives the output", "s", "T → R; T → A → S", ("R", Return("r")), ("S", Return("s"))),
        Returns("The deepest return node gives the output though a shallower one ends later", "s", "T → W → R; T → A → B → S", ("W", Kind.Sleep(60)), ("R", Return("r")), ("S", Return("s"))),
        Returns("A skipped return node leaves it to the end nodes", "1", "T → If; If.true → R; If.false → B", ("If", Kind.If("false")), ("R", Return("r"))),
        Returns("The last activation of the end node counts", "2", "T → L; L.loop → A → L; A → E", ("L", Kind.Loop(1)), ("E", Kind.Pass)) with { Input = Notation.Items("1 2") },
        Returns("The last activation of a return node counts", "2", "T → L; L.loop → R → L; L.done → E", ("L", Kind.Loop(1)), ("R", Kind.Return)) with { Input = Notation.Items("1 2") },
        Returns("An end node with several ports gives all of them in port order", "2 1", "T → If", ("If", Kind.IfValue("2").Ports("true false"))) with { Input = Notation.Items("1 2") },
        Returns("An end node that sent nothing gives nothing", "", "T → A; T → C → F", ("F", Kind.Drop())),
        Returns("A run without an end node gives nothing", "", "T → H → F → H", ("F", Kind.Drop())),
        Returns("The trigger alone gives its own items", "1 2", "T") with { Input = Notation.Items("1 2") },
        Returns("Failed items that left through an error port are no output", "1", "T → A", ("A", Kind.Effect.Fails("2").OnError(OnError.ErrorOutput))) with { Input = Notation.Items("1 2") },
        Returns("The output can be the first item only", "1", "T → A").With("1 2").Settings(new WorkflowSettings { Output = RunOutput.First }),
        Returns("The output can be nothing", "", "T → A").Settings(new WorkflowSettings { Output = RunOutput.None }),
        Returns("A disabled return node is an ordinary one", "b", "T → R → B", ("R", Kind.Return.Off()), ("B", Kind.Emit("b"))),
        Returns("An attachment is no end node", "1+answers:1x", "T → A; X → A:ai_tool", ("A", Kind.Agent), ("X", Kind.Tool("x"))),
        Returns("What the other trigger reaches is no output", "1", "T → A; T2 → B → C", ("B", Kind.Emit("b"))),
        Returns("A failed run gives nothing", "", "T → R → A", ("R", Kind.Return), ("A", Kind.Fail())).Fails("boom"),
    ];

    private static NodeSpec Return(string value) => Kind.Of(new Script { Return = true, Emit = [value] });

    private static Case Returns(string name, string output, string graph, params (string Name, NodeSpec Spec)[] nodes) => Case.Of(name, graph, nodes) with { Output = output };
}
