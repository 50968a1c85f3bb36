using Acornima;
using Acornima.Ast;

namespace Auterity.Workflows.Import.Samples;

/// <summary>Collects the fields that a piece of JavaScript reads: <c>$json.a.b</c>, <c>$('Node').item.json.a</c>, <c>items[0].json.a</c>.</summary>
/// <remarks>It follows values through variables, loops, callbacks and the code's own functions; every visit answers with the <see cref="Reading"/> it stands for, if any.</remarks>
internal sealed class ReadVisitor(List<FieldRead> reads, ISet<string> files) : AstVisitor
{
    private const int Deepest = 8;

    private static readonly HashSet<string> Counters = ["i", "j", "k", "n", "idx", "index", "itemIndex"];

    private readonly Dictionary<string, Reading?> names = new(StringComparer.Ordinal);
    private readonly HashSet<IFunction> called = [];
    private Reading? returned;
    private int depth;

    /// <summary>The field that an expression is, whatever is done to its letters first; null when it is none, or more than one.</summary>
    internal static Reading.Field? FieldOf(Expression expression) => new ReadVisitor([], new HashSet<string>()).Of(expression) as Reading.Field;

    protected override object? VisitProgram(Program node)
    {
        Declare(node.Body);
        base.VisitProgram(node);
        foreach (var local in names.Values.OfType<Reading.Local>().ToList()) Uncalled(local);
        return null;
    }

    protected override object? VisitBlockStatement(BlockStatement node)
    {
        Declare(node.Body);
        return base.VisitBlockStatement(node);
    }

    protected override object? VisitIdentifier(Identifier node)
    {
        if (names.TryGetValue(node.Name, out var known)) return known;
        switch (node.Name)
        {
            case "$json" or "$data":
                return Read(new Reading.Field(null, []), FieldKind.Object);
            case "items":
                return new Reading.Many(new Reading.One(null));
            case "item":
                return new Reading.One(null);
            case "$input":
                return new Reading.Output(null);
            case "$node":
                return new Reading.Nodes();
            case "$binary":
                return new Reading.Files();
            default:
                return null;
        }
    }

    protected override object? VisitMemberExpression(MemberExpression node)
    {
        var owner = Of(node.Object);
        var step = StepOf(node);
        if (node.Computed && step is null) Visit(node.Property);
        switch (owner)
        {
            case Reading.Field field when step == "length":
                Read(field, FieldKind.Measured);
                return null;
            case Reading.Field field:
                return (step ?? IndexIn(node)) is { } inner ? Read(field.At(inner), FieldKind.Unknown) : null;
            case Reading.One one when step == "json":
                return Read(new Reading.Field(one.Node, []), FieldKind.Object);
            case Reading.One or Reading.Output when step == "binary":
                return new Reading.Files();
            case Reading.Files when step is not null:
                files.Add(step);
                return null;
            case Reading.Many many when step is FieldRead.Entry or null:
                return many.Each;
            case Reading.Output output when step == "json":
                return Read(new Reading.Field(output.Node, []), FieldKind.Object);
            case Reading.Output output when step == "item":
                return new Reading.One(output.Node);
            case Reading.Nodes when step is not null and not FieldRead.Entry:
                return new Reading.Output(step);
            case null when step == "json": // whatever the code calls its item
                return Read(new Reading.Field(null, []), FieldKind.Object);
            case null when step == "binary":
                return new Reading.Files();
            case null when step == "$node":
                return new Reading.Nodes();
            default:
                return null;
        }
    }

    protected override object? VisitCallExpression(CallExpression node)
    {
        switch (node.Callee)
        {
            case Identifier { Name: "$" } when node.Arguments is [StringLiteral name, ..]:
                return new Reading.Output(name.Value);
            case Identifier { Name: "$items" }:
                return new Reading.Many(new Reading.One(node.Arguments is [StringLiteral from, ..] ? from.Value : null));
            case Identifier { Name: "atob" }:
                return Arguments(node) is [Reading.Field code, ..] ? Read(code.At(FieldRead.Encoded), FieldKind.Text) : null;
            case Identifier function:
                var taken = Arguments(node);
                if (names.GetValueOrDefault(function.Name) is Reading.Local local) return Invoke(local, taken);
                return Taken(null, function.Name, taken);
            case MemberExpression { Object: Identifier { Name: "Buffer" } } buffer when StepOf(buffer) == "from":
                return Arguments(node) is [Reading.Field coded, ..] ? node.Arguments is [_, StringLiteral { Value: "base64" }] ? Read(coded.At(FieldRead.Encoded), FieldKind.Text) : coded : null;
            case MemberExpression { Object: Identifier { Name: "JSON" } } json when StepOf(json) == "parse":
                return Arguments(node) is [Reading.Field text, ..] ? Read(text.At(FieldRead.Parsed), FieldKind.Unknown) : null;
            case MemberExpression { Object: Identifier { Name: "Object" or "Math" or "Number" or "Date" or "DateTime" or "Array" } owner } method:
                return Taken(owner.Name, StepOf(method), Arguments(node));
            case MemberExpression method:
                return Method(method, node);
            default:
                Visit(node.Callee);
                Arguments(node);
                return null;
        }
    }

    protected override object? VisitNewExpression(NewExpression node)
    {
        var taken = node.Arguments.Select(Of).ToList();
        return node.Callee is Identifier type ? Taken(null, type.Name, taken) : null;
    }

    protected override object? VisitConditionalExpression(ConditionalExpression node)
    {
        Visit(node.Test);
        var (then, otherwise) = (Of(node.Consequent), Of(node.Alternate));
        return then ?? otherwise;
    }

    protected override object? VisitBinaryExpression(BinaryExpression node)
    {
        var (left, right) = (Of(node.Left), Of(node.Right));
        if (node is LogicalExpression) return node.Operator == Operator.LogicalAnd ? right ?? left : left ?? right;
        if (node.Operator is not (Operator.Addition or Operator.Subtraction or Operator.Multiplication or Operator.Division or Operator.Remainder or Operator.LessThan or Operator.LessThanOrEqual or Operator.GreaterThan or Operator.GreaterThanOrEqual)) return null;
        if (left is Reading.Field counted && node.Right is NumericLiteral) Read(counted, FieldKind.Number);
        if (right is Reading.Field counting && node.Left is NumericLiteral) Read(counting, FieldKind.Number);
        return null;
    }

    protected override object? VisitSpreadElement(SpreadElement node) => Of(node.Argument);

    protected override object? VisitArrayExpression(ArrayExpression node)
    {
        Reading? entry = null;
        foreach (var element in node.Elements)
        {
            if (element is null) continue;
            var value = Of(element);
            if (element is SpreadElement && value is Reading.Field list) Read(list, FieldKind.List);
            entry ??= element is SpreadElement ? value?.Entry : value;
        }

        return entry is null ? null : new Reading.Many(entry);
    }

    // What code returns as an item's JSON is an object.
    protected override object? VisitObjectExpression(ObjectExpression node)
    {
        foreach (var property in node.Properties)
            if (property is not Property { Value: var value } named) Visit(property);
            else if (Of(value) is Reading.Field field && NameIn(named.Key) == "json") Read(field, FieldKind.Object);
        return null;
    }

    protected override object? VisitAwaitExpression(AwaitExpression node) => Of(node.Argument);

    protected override object? VisitChainExpression(ChainExpression node) => Of(node.Expression);

    protected override object? VisitParenthesizedExpression(ParenthesizedExpression node) => Of(node.Expression);

    protected override object? VisitVariableDeclarator(VariableDeclarator node)
    {
        Bind(node.Id, node.Init is null ? null : Of(node.Init));
        return null;
    }

    protected override object? VisitAssignmentExpression(AssignmentExpression node)
    {
        var value = Of(node.Right);
        if (node.Left is not Identifier name) Visit(node.Left);
        else if (value is not null) names[name.Name] = value;
        return value;
    }

    protected override object? VisitForOfStatement(ForOfStatement node)
    {
        var list = Of(node.Right);
        if (list is Reading.Field field) Read(field, FieldKind.List);
        Bind(node.Left is VariableDeclaration { Declarations: [var one, ..] } ? one.Id : node.Left, list?.Entry);
        Visit(node.Body);
        return null;
    }

    protected override object? VisitReturnStatement(ReturnStatement node)
    {
        var value = node.Argument is null ? null : Of(node.Argument);
        returned ??= value;
        return null;
    }

    protected override object? VisitArrowFunctionExpression(ArrowFunctionExpression node) => new Reading.Local(node);

    protected override object? VisitFunctionExpression(FunctionExpression node) => new Reading.Local(node);

    protected override object? VisitFunctionDeclaration(FunctionDeclaration node) => null; // declared already, read where it is called

    private Reading? Of(Node node) => Visit(node) as Reading;

    private Reading.Field Read(Reading.Field field, FieldKind kind)
    {
        reads.Add(new FieldRead(field.Node, field.Path, kind));
        return field;
    }

    private Reading? Method(MemberExpression callee, CallExpression call)
    {
        var (value, method) = (Of(callee.Object), StepOf(callee));
        switch (value)
        {
            case Reading.Output output:
                Arguments(call);
                return method is "all" ? new Reading.Many(new Reading.One(output.Node)) : method is "first" or "last" or "itemMatching" or "pairedItem" ? new Reading.One(output.Node) : null;
            case Reading.Field field:
                Read(field, MethodReads.KindOf(method));
                break;
        }

        var callbacks = call.Arguments.Select(Of).ToList();
        var results = callbacks.OfType<Reading.Local>().Select(local => Invoke(local, method is "reduce" ? [null, value?.Entry] : method is "sort" ? [value?.Entry, value?.Entry] : [value?.Entry])).ToList();
        if (value is null) return null;
        if (method is "map" && results is [{ } entry, ..]) return new Reading.Many(entry);
        if (method is "flatMap" && results is [{ Entry: { } inner }, ..]) return new Reading.Many(inner);
        var result = MethodReads.Result(value, method);
        return result is Reading.Field deeper && deeper != value ? Read(deeper, FieldKind.Unknown) : result;
    }

    private List<Reading?> Arguments(CallExpression call)
    {
        var values = call.Arguments.Select(Of).ToList();
        foreach (var local in values.OfType<Reading.Local>()) Uncalled(local);
        return values;
    }

    private Reading? Taken(string? owner, string? function, List<Reading?> arguments)
    {
        if (arguments is [Reading.Files, ..]) files.Add("data");
        if (arguments is [Reading.Many many, ..]) return (owner, function) switch { ("Object", "entries") => new Reading.Many(new Reading.Named(many.Each)), ("Object", "values") or ("Array", "from") => many, _ => null };
        if (arguments is not [Reading.Field field, ..]) return null;
        if (MethodReads.KindTakenBy(owner, function) is var kind and not FieldKind.Unknown) Read(field, kind);
        return (owner, function) switch
        {
            ("Array", "from") or (null, "String") => field,
            _ => null,
        };
    }

    private Reading? Invoke(Reading.Local local, IReadOnlyList<Reading?> arguments)
    {
        called.Add(local.Function);
        if (depth >= Deepest) return null;
        var before = returned;
        (returned, depth) = (null, depth + 1);
        for (var i = 0; i < local.Function.Params.Count; i++) Bind(local.Function.Params[i], i < arguments.Count ? arguments[i] : null);
        var value = local.Function.Body is Expression body ? Of(body) : Visit(local.Function.Body) is var _ ? returned : null;
        (returned, depth) = (before, depth - 1);
        return value;
    }

    private void Uncalled(Reading.Local local)
    {
        if (!called.Contains(local.Function)) Invoke(local, []);
    }

    private void Declare(in NodeList<Statement> statements)
    {
        foreach (var statement in statements)
            if (statement is FunctionDeclaration { Id: { } name } function) names[name.Name] = new Reading.Local(function);
    }

    private void Bind(Node target, Reading? value)
    {
        switch (target)
        {
            case Identifier name:
                names[name.Name] = value;
                break;
            case AssignmentPattern pattern:
                Bind(pattern.Left, value ?? Of(pattern.Right));
                break;
            case ObjectPattern pattern:
                foreach (var property in pattern.Properties.OfType<Property>())
                    Bind(property.Value, NameIn(property.Key) is { } step ? Member(value, step) : null);
                break;
            case ArrayPattern { Elements: [_, { } second] } when value is Reading.Named named:
                Bind(second, named.Value);
                break;
            case ArrayPattern pattern:
                foreach (var element in pattern.Elements)
                    if (element is not null) Bind(element, value?.Entry is Reading.Field entry ? Read(entry, FieldKind.Unknown) : value?.Entry);
                break;
        }
    }

    private Reading? Member(Reading? value, string step) => value switch
    {
        Reading.Field field => Read(field.At(step), FieldKind.Unknown),
        Reading.One one when step == "json" => Read(new Reading.Field(one.Node, []), FieldKind.Object),
        _ => null,
    };

    private static string? NameIn(Node key) => key switch { Identifier name => name.Name, StringLiteral text => text.Value, _ => null };

    private static string? StepOf(MemberExpression member) => member switch
    {
        { Computed: true, Property: NumericLiteral } => FieldRead.Entry,
        { Computed: true, Property: StringLiteral text } => text.Value,
        { Computed: false, Property: Identifier name } => name.Name,
        _ => null,
    };

    // A counter, or what is counted from the end, is a place in a list.
    private static string? IndexIn(MemberExpression member) => member.Property switch
    {
        Identifier { Name: var name } when Counters.Contains(name) => FieldRead.Entry,
        BinaryExpression { Operator: Operator.Subtraction or Operator.Addition, Right: NumericLiteral } => FieldRead.Entry,
        _ => null,
    };
}
