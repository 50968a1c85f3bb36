using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Nodes.Dates;
using Auterity.Workflows.Nodes.ItemJson;

namespace Auterity.Workflows.Nodes;

/// <summary>Lets the run sleep for a while, until a moment, or until somebody calls.</summary>
[Node("flow.wait", "Wait", Category = "Flow", Icon = "hourglass", Delivery = Delivery.Pure,
    Summary = "Waits for a while, until a date, or until its link is called or a signal arrives; a waiting run costs no memory.",
    Keywords = ["sleep", "delay", "pause", "webhook", "callback", "signal", "approval"])]
public sealed class WaitNode : BatchNode<WaitNode.Input>
{
    public sealed record Input
    {
        [Description("What ends the wait")]
        public WaitFor For { get; init; }

        [Description("How long to wait"), Range(0, 1_000_000), Field(ShowIf = nameof(For), Is = ["duration"])]
        public double Amount { get; init; } = 1;

        [Description("Unit of the amount"), Field(ShowIf = nameof(For), Is = ["duration"])]
        public WaitUnit Unit { get; init; } = WaitUnit.Minutes;

        [Description("When to go on; without an offset it is taken in the workflow's time zone"), Field(Editor = "date", ShowIf = nameof(For), Is = ["date"])]
        public JsonElement? Date { get; init; }

        [Description("Name of the signal; the node's own link works as well"), Field(ShowIf = nameof(For), Is = ["signal"])]
        public string Signal { get; init; } = "resume";

        [Description("When to give up waiting"), Field(ShowIf = nameof(For), Is = ["signal"])]
        public WaitLimit Limit { get; init; }

        [Description("How long to wait at most"), Range(0, 1_000_000), Field(ShowIf = nameof(Limit), Is = ["duration"])]
        public double LimitAmount { get; init; } = 1;

        [Description("Unit of the longest wait"), Field(ShowIf = nameof(Limit), Is = ["duration"])]
        public WaitUnit LimitUnit { get; init; } = WaitUnit.Hours;

        [Description("When to go on without an answer"), Field(Editor = "date", ShowIf = nameof(Limit), Is = ["date"])]
        public JsonElement? LimitDate { get; init; }
    }

    public override Task<NodeResult> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var items = new PortItems(context.Items);
        return Task.FromResult<NodeResult>(input.For switch
        {
            WaitFor.Duration => new NodeResult.Sleep(After(context.Now, input.Amount, input.Unit), items),
            WaitFor.Date => new NodeResult.Sleep(Moment(input.Date, "date", context), items),
            _ => new NodeResult.AwaitSignal(input.Signal, DeadlineOf(input, context), items),
        });
    }

    private static DateTimeOffset? DeadlineOf(Input input, NodeContext context) => input.Limit switch
    {
        WaitLimit.Duration => After(context.Now, input.LimitAmount, input.LimitUnit),
        WaitLimit.Date => Moment(input.LimitDate, "limitDate", context),
        _ => null,
    };

    private static DateTimeOffset After(DateTimeOffset now, double amount, WaitUnit unit)
    {
        var length = unit switch
        {
            WaitUnit.Seconds => TimeSpan.FromSeconds(amount),
            WaitUnit.Minutes => TimeSpan.FromMinutes(amount),
            WaitUnit.Hours => TimeSpan.FromHours(amount),
            WaitUnit.Days => TimeSpan.FromDays(amount),
            _ => TimeSpan.FromDays(amount * 7),
        };
        return length > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + length;
    }

    private static DateTimeOffset Moment(JsonElement? value, string field, NodeContext context) =>
        value is { } there && DateText.Read(there, context.TimeZone) is { } moment
            ? moment
            : throw new NodeException($"Parameter '{field}' is {ValueConverter.Shown(value ?? default)}, which is no date; write one such as 2026-01-31T08:00.", "invalid-parameters", retryable: false);
}

public enum WaitFor
{
    Duration,
    Date,
    Signal,
}

public enum WaitUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    Weeks,
}

public enum WaitLimit
{
    None,
    Duration,
    Date,
}
