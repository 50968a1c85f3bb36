using System.Reflection;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Xunit;

namespace Auterity.Conformance.Simulation;

/// <summary>Every field of the state is known to the snapshot's codec, or known to be left out of it.</summary>
public sealed class SnapshotShapeTests
{
    /// <summary>What <c>StateCodec</c> and its parts write, type by type, and <c>RunMemory</c> for the run in memory.</summary>
    private const string Known = """
        Answer: Binary Body Headers Status
        BinaryRef: FileName Id MimeType Size
        ItemSource: Index Port
        NodeError: Code Details Message
        Activation: Admitted Answer Brought Calls ChangedAt Children CompletionOrder Consumed CreatedAt Error FinishedAt Id InFlight IsBackPass IsRunOutput Log Loop Missing Node Number Outputs Parameters Place StartedAt Status Tally Units Wait Warnings inputs sensitivity
        Call: Attempt Begun Error Forgiven InFlight LookedUp Outcome RetryAt Round Status request
        CallEnded: Activation At Error Index Result Unit
        CallRequest: Arguments Index Node
        CancelRequested: At By TimedOut
        Child: End Input RunId Waits WorkflowId
        ChildEnded: Activation At Child Error Output Succeeded
        Due: Activation Call Unit
        EdgeState: Arrived Delivered Door Latch Tokens
        EndedSession: From Region To
        ForkOrigin: Kept Point RunId
        InputItems: items tokens
        Lineage:
        GroupLineage: groups
        IdentityLineage: port
        IndexLineage: sources
        OriginLineage: all
        SingleLineage: source
        UnknownLineage:
        LoopState: BatchSize Collected Opener Origins StopWhenNothingReturns Taken
        NodeState: Behind HeldBack LastCompleted Loop Next Release Running inputs ports
        Origin: Activation Index Port
        ParentLink: Activation Child Depth RunId Waits
        PortOutput: Items Lineage
        PortState: Dropped Last Offers Waves
        ReadyList: list
        RegionState: Carried Entered Entry From IsOpen Live LiveItems Loops PassLimit Passes
        RunEnded: At Error Outcome OutputActivation
        RunHeader: By IsErrorRun Label Parent StartKey
        RunStarted: At Fork Header Input Mode Trigger Until
        RunState: ActivationLimit Activations ByteLimit Cancel Completions Created Due Edges End Failed Failing Fired InFlight ItemByteLimit ItemLimit ItemTokens LastAt LoopsInProgress Nodes Open PausedFor PausedSince Plan Ready Regions Reopenings SignalIds Signals Start Stopped Strays Touched Travelling
        SignalReceived: Activation At DedupeId Name Payload
        Steps: Before Calls Earlier From IsDoubted State
        Token: IsSkip Port Session Source
        Unit: Attempt Begun Error Forgiven InFlight Items Leaves LookedUp RetryAt Round Status Steps index tally
        UnitTally: Next counts
        Wait: AtDeadline Signal Since Until
        Wave: HadItems Skips
        LiveRun: Answered Bytes Id PackedUpTo Seal Sequence State View Workflow cancelling errorRunStarted host lastStop parents started stops whole writer
        """;

    /// <summary>Types that a snapshot names or leaves to the codec of the journal.</summary>
    private static readonly Type[] Named = [typeof(FlowPlan), typeof(PlanNode), typeof(PlanEdge), typeof(Region), typeof(Sdk.Item)];

    [Fact]
    public void State_EveryField_IsKnownToTheSnapshot()
    {
        var types = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        Walk(typeof(RunState), types);
        var shape = string.Join('\n', types.Values.Select(Line).Append(Line(typeof(LiveRun))));

        // A new field: write it and read it in Journal/Snapshots, compare it in StateText, then add it here.
        Assert.Equal(Known.ReplaceLineEndings("\n"), shape);
    }

    private static string Line(Type type) => $"{type.Name}: {string.Join(' ', FieldsOf(type).Select(NameOf).Distinct().Order(StringComparer.Ordinal))}".TrimEnd();

    private static void Walk(Type type, SortedDictionary<string, Type> types)
    {
        if (type.HasElementType) Walk(type.GetElementType()!, types);
        foreach (var argument in type.GetGenericArguments())
            Walk(argument, types);
        if (type.Assembly != typeof(RunState).Assembly && type.Assembly != typeof(Sdk.Item).Assembly) return;
        if (type.IsEnum || type.IsArray || Named.Contains(type) || !types.TryAdd(type.FullName!, type)) return;
        foreach (var derived in type.IsAbstract ? type.Assembly.GetTypes().Where(type.IsAssignableFrom) : [])
            Walk(derived, types);
        foreach (var field in FieldsOf(type))
            Walk(field.FieldType, types);
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type? type) => type is null
        ? []
        : type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly).Concat(FieldsOf(type.BaseType));

    private static string NameOf(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
}
