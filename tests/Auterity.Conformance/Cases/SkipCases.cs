namespace Auterity.Conformance;

/// <summary>Rule 5: dead paths, always-output, once, disabled nodes.</summary>
internal static class SkipCases
{
    public static IEnumerable<Case> All =>
    [
        Case.Of("Items cross a chain", "T → A → B", ("A", Kind.Tag("a")), ("B", Kind.Tag("b")))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1a 2a
                B#0 1a 2a → 1ab 2ab
                """, "1ab 2ab"),

        Case.Of("A node that sends nothing skips what follows to the end",
                "T → F → A → B", ("F", Kind.Drop()))
            .Expect("""
                T#0 → 1
                F#0 1
                A#0 skipped
                B#0 skipped
                """, ""),

        Case.Of("A branching node sends on chosen ports and skips on the others",
                "T → If; If.true → A; If.false → B", ("If", Kind.IfValue("1 3")))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                If#0 1 2 3 → false: 2; true: 1 3
                A#0 1 3 → 1 3
                B#0 2 → 2
                """, "1 3"),

        Case.Of("One port on several edges sends to each", "T → A; T → B; T → C")
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2
                B#0 1 2 → 1 2
                C#0 1 2 → 1 2
                """),

        Case.Of("A trigger without items skips everything", "T → A → B")
            .With("")
            .Expect("""
                T#0
                A#0 skipped
                B#0 skipped
                """, ""),

        Case.Of("Always output sends one empty item where nothing would be sent",
                "T → F → A", ("F", Kind.Drop().AlwaysOutput()))
            .Expect("""
                T#0 → 1
                F#0 1 → {}
                A#0 {} → {}
                """, "{}"),

        Case.Of("Always output adds nothing when another port has items",
                "T → If; If.true → A; If.false → B", ("If", Kind.If("false").AlwaysOutput()))
            .Expect("""
                T#0 → 1
                If#0 1 → false: 1
                A#0 skipped
                B#0 1 → 1
                """, "1"),

        Case.Of("Always output does not wake a skipped node",
                "T → F → A → B", ("F", Kind.Drop()), ("A", Kind.Pass.AlwaysOutput()))
            .Expect("""
                T#0 → 1
                F#0 1
                A#0 skipped
                B#0 skipped
                """, ""),

        Case.Of("Once shows the node only the first item", "T → A → B", ("A", Kind.Tag("a").Once()))
            .With("1 2 3")
            .Expect("""
                T#0 → 1 2 3
                A#0 1 → 1a
                B#0 1a → 1a
                """, "1a"),

        Case.Of("Once shows the first item of each port", "T → A → M:a; T → B → M:b", ("B", Kind.Tag("b")), ("M", Kind.Pass.Once()))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2
                B#0 1 2 → 1b 2b
                M#0 a: 1; b: 1b → 1 1b
                """, "1 1b"),

        Case.Of("A disabled node passes its items on unchanged", "T → A → B", ("A", Kind.Tag("a").Off()))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2
                B#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("A disabled branching node passes to its first output and skips the others",
                "T → If; If.true → A; If.false → B", ("If", Kind.If("false").Off()))
            .Expect("""
                T#0 → 1
                If#0 1 → true: 1
                A#0 1 → 1
                B#0 skipped
                """, "1"),

        Case.Of("A disabled node passes only its first input",
                "T → A → M:a; T → B → M:b; M → E", ("A", Kind.Tag("a")), ("B", Kind.Tag("b")), ("M", Kind.Pass.Off()))
            .Expect("""
                T#0 → 1
                A#0 1 → 1a
                B#0 1 → 1b
                M#0 a: 1a; b: 1b → 1a
                E#0 1a → 1a
                """, "1a"),

        Case.Of("A disabled node whose first input is empty sends nothing",
                "T → A → M:a; T → B → M:b; M → E", ("A", Kind.Drop()), ("M", Kind.Pass.Off()))
            .Expect("""
                T#0 → 1
                A#0 1
                B#0 1 → 1
                M#0 b: 1
                E#0 skipped
                """, ""),

        Case.Of("A disabled node forgets its policies", "T → A → B", ("A", Kind.Fail().Once().Off()))
            .With("1 2")
            .Expect("""
                T#0 → 1 2
                A#0 1 2 → 1 2
                B#0 1 2 → 1 2
                """, "1 2"),

        Case.Of("A disabled node that is skipped stays skipped", "T → F → A → B", ("F", Kind.Drop()), ("A", Kind.Pass.Off()))
            .Expect("""
                T#0 → 1
                F#0 1
                A#0 skipped
                B#0 skipped
                """, ""),

        Case.Of("A diamond behind a false branch is skipped node by node",
                "T → If; If.true → A; A → B → D; A → C → D; If.false → E", ("If", Kind.If("false")))
            .Expect("""
                T#0 → 1
                If#0 1 → false: 1
                A#0 skipped
                B#0 skipped
                C#0 skipped
                D#0 skipped
                E#0 1 → 1
                """, "1"),

        Case.Of("Nested choices skip only what was not chosen",
                "T → If; If.true → Or; Or.true → A; Or.false → B; If.false → C; A → E; B → E; C → E",
                ("If", Kind.If("true")), ("Or", Kind.If("false")))
            .Expect("""
                T#0 → 1
                If#0 1 → true: 1
                Or#0 1 → false: 1
                A#0 skipped
                B#0 1 → 1
                C#0 skipped
                E#0 1 → 1
                """, "1"),
    ];
}
