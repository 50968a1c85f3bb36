using System.Reflection;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;
using Auterity.Workflows.Expressions;
using Auterity.Workflows.Tests.Expressions;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>A context without an engine: fixed time, seeded chance, files and state in memory.</summary>
internal sealed class TestNodeContext(Type inputType) : NodeContext
{
    private readonly HashSet<string> verbatim = [.. inputType.GetProperties()
        .Where(property => property.GetCustomAttribute<FieldAttribute>()?.Verbatim == true)
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    private IReadOnlyList<IReadOnlyList<Item>> inputs = [[Item.Empty]];
    private int index;

    public JsonElement Parameters { get; set; } = TestJson.Of("{}");

    public Func<Item, int, object>? ParametersOf { get; set; }

    public DateTimeOffset Time { get; set; } = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    public string Zone { get; set; } = "UTC";

    public int ActivationNumber { get; set; }

    public TestBlobs Files { get; private init; } = new();

    public TestState Store { get; set; } = new();

    /// <summary>Credentials by slot.</summary>
    public Dictionary<string, Credential> Credentials { get; private init; } = [];

    /// <summary>Sub-nodes by slot.</summary>
    public Dictionary<string, IReadOnlyList<AttachmentInfo>> SubNodes { get; private init; } = [];

    /// <summary>What user code does in place of the sandbox: code, item index, extra names, result.</summary>
    public Func<string, int?, IReadOnlyDictionary<string, JsonElement>?, JsonElement>? Script { get; set; }

    public List<string> Lines { get; } = [];

    public override RunInfo Run { get; } = new(new Guid("01900000-0000-7000-8000-000000000001"), "test", new(2026, 3, 14, 9, 26, 0, TimeSpan.Zero), new Guid("01900000-0000-7000-8000-0000000000aa"));

    public override WorkflowInfo Workflow { get; } = new(new Guid("01900000-0000-7000-8000-000000000002"), "Test workflow", 1, true);

    public string Id { get; set; } = "n1";

    public override string NodeId => Id;

    public override string NodeName => "Node under test";

    public override int Activation => ActivationNumber;

    public override int Attempt => 1;

    public override DateTimeOffset Now => Time;

    public override TimeZoneInfo TimeZone => TimeZoneInfo.FindSystemTimeZoneById(Zone);

    public override Random Random { get; } = new(42);

    public override string IdempotencyKey => $"key-{Activation}-{index}";

    public override IReadOnlyList<IReadOnlyList<Item>> Inputs => inputs;

    public override Item Item => Items.Count == 0 ? Item.Empty : Items[index];

    public override int ItemIndex => index;

    public override JsonElement RawParameters => Parameters;

    public override Uri ResumeUrl { get; } = new("https://auterity.test/resume/n1?signature=s");

    public override IBlobs Blobs => Files;

    public override IStateStore State => Store;

    public void SetInputs(IReadOnlyList<IReadOnlyList<Item>> ports) => inputs = ports;

    /// <summary>The same context for another item.</summary>
    public TestNodeContext At(int item)
    {
        var one = (TestNodeContext)MemberwiseClone();
        one.index = item;
        return one;
    }

    /// <summary>The same context before anything ran, to run a node a second time.</summary>
    public TestNodeContext Copy() => new(inputType)
    {
        inputs = inputs,
        Parameters = Parameters,
        ParametersOf = ParametersOf,
        Time = Time,
        Zone = Zone,
        ActivationNumber = ActivationNumber,
        Id = Id,
        Files = Files,
        Store = Store.Copy(),
        Credentials = Credentials,
        SubNodes = SubNodes,
        Script = Script,
    };

    public override T InputFor<T>(int itemIndex) => (T)InputOf(typeof(T), itemIndex);

    public object InputOf(Type type, int itemIndex)
    {
        var item = itemIndex < Items.Count ? Items[itemIndex] : Item.Empty;
        var evaluated = ParametersOf is null
            ? TestTemplate.Evaluate(Parameters, item, itemIndex, verbatim)
            : JsonSerializer.SerializeToElement(ParametersOf(item, itemIndex), JsonDefaults.Options);
        return InputBinder.Bind(evaluated, type);
    }

    public override JsonElement Evaluate(string template, int itemIndex) =>
        TestTemplate.Evaluate(JsonSerializer.SerializeToElement(template), itemIndex < Items.Count ? Items[itemIndex] : Item.Empty, itemIndex, verbatim);

    public override JsonElement RunScript(string code, int? itemIndex, IReadOnlyDictionary<string, JsonElement>? extra, CancellationToken cancellationToken)
    {
        if (Script is not null) return Script(code, itemIndex, extra);
        var scope = new FakeScope { Items = [.. Items], Index = itemIndex ?? 0, At = Time, Zone = Zone };
        return ScriptRunner.Run(code, scope, itemIndex is not null, extra, ScriptLimits.Code, cancellationToken, out _);
    }

    public override ValueTask<Credential?> CredentialAsync(string slot, CancellationToken cancellationToken) => new(Credentials.GetValueOrDefault(slot));

    public override IReadOnlyList<AttachmentInfo> Attachments(string slot) => SubNodes.GetValueOrDefault(slot, []);

    public override void Log(string message) => Lines.Add(message);

    public override void Progress(double fraction, string? message = null)
    {
    }
}
