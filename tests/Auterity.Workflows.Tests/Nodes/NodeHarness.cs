using System.Text;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Catalog;

namespace Auterity.Workflows.Tests.Nodes;

/// <summary>Runs one node outside the engine: <c>await NodeHarness.For&lt;SetNode&gt;().With(new { … }).Items("{…}").RunAsync()</c>.</summary>
/// <remarks>A pure node is run twice, and the two outputs must be the same bytes.</remarks>
internal sealed class NodeHarness
{
    private readonly Node node;
    private readonly NodeType type;

    private NodeHarness(Node node)
    {
        this.node = node;
        type = NodeType.Of(node);
        Context = new TestNodeContext(type.InputType);
    }

    /// <summary>What the node sees; set its time, zone, state, credentials and files here.</summary>
    public TestNodeContext Context { get; private set; }

    /// <summary>A node class; services are the arguments of its constructor.</summary>
    public static NodeHarness For<T>(params object[] services) where T : Node => new((Node)Activator.CreateInstance(typeof(T), services)!);

    /// <summary>Parameters as an object or as JSON text; <c>={{ $json.path }}</c> is evaluated for each item.</summary>
    public NodeHarness With(object parameters)
    {
        Context.Parameters = parameters as string is { } text ? TestJson.Of(text) : JsonSerializer.SerializeToElement(parameters, JsonDefaults.Options);
        return this;
    }

    /// <summary>Parameters already evaluated, for each item of the first port.</summary>
    public NodeHarness WithEach(Func<Item, int, object> parameters)
    {
        Context.ParametersOf = parameters;
        return this;
    }

    /// <summary>Items of the first port, each as JSON text.</summary>
    public NodeHarness Items(params string[] items) => Inputs(items);

    /// <summary>Items of every port, each as JSON text.</summary>
    public NodeHarness Inputs(params string[][] ports) => Ports([.. ports.Select(port => port.Select(ItemOf).ToArray())]);

    /// <summary>Items of every port.</summary>
    public NodeHarness Ports(params Item[][] ports)
    {
        Context.SetInputs(ports);
        return this;
    }

    /// <summary>Changes the context: time, zone, state, credentials, files, script.</summary>
    public NodeHarness In(Action<TestNodeContext> change)
    {
        change(Context);
        return this;
    }

    /// <summary>Runs the node as the engine would: once for the batch, or once for each item.</summary>
    public async Task<NodeRun> RunAsync()
    {
        var again = type.DeliveryOf(Context.Parameters) == Delivery.Pure ? Context.Copy() : null;
        var run = await RunAsync(Context);
        if (again is not null) Assert.Equal(run.ToString(), (await RunAsync(again)).ToString());
        return run;
    }

    /// <summary>Calls a sub-node as its host would.</summary>
    public async Task<JsonElement> CallAsync(object arguments)
    {
        var attachment = Assert.IsAssignableFrom<AttachmentType>(type);
        return await attachment.CallAsync(Context.InputOf(type.InputType, 0), JsonSerializer.SerializeToElement(arguments, JsonDefaults.Options), Context, Cancelled);
    }

    /// <summary>Runs the node and hands back how it failed.</summary>
    public Task<NodeException> FailAsync() => Assert.ThrowsAnyAsync<NodeException>(RunAsync);

    /// <summary>The faults found when a workflow with these parameters is published.</summary>
    public IReadOnlyList<ParameterFault> Check() => ParameterValidator.Check(type, Context.Parameters);

    /// <summary>The output ports for these parameters.</summary>
    public IReadOnlyList<string> OutputPorts => type.OutputsOf(Context.Parameters);

    /// <summary>The input ports for these parameters.</summary>
    public IReadOnlyList<string> InputPorts => type.InputsOf(Context.Parameters);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private async Task<NodeRun> RunAsync(TestNodeContext context) => type.Kind switch
    {
        NodeKind.PerItem => await RunEachAsync(context),
        NodeKind.Batch or NodeKind.Trigger or NodeKind.Polling => NodeRun.Of(await type.RunBatchAsync(context.InputOf(type.InputType, 0), context, Cancelled), context),
        _ => throw new NotSupportedException($"{node.GetType().Name} is not run by the flow."),
    };

    private async Task<NodeRun> RunEachAsync(TestNodeContext context)
    {
        var items = new List<Item>();
        var sources = new List<ItemSource[]>();
        for (var i = 0; i < context.Items.Count; i++)
        {
            var one = context.At(i);
            foreach (var output in await type.RunItemAsync(one.InputOf(type.InputType, i), one, Cancelled))
            {
                items.Add(output);
                sources.Add(NodeContext.From(i));
            }
        }

        return NodeRun.Of(new NodeResult.Outputs([new PortItems(items, sources)]), context);
    }

    private static Item ItemOf(string json) => new(Encoding.UTF8.GetBytes(json));
}
