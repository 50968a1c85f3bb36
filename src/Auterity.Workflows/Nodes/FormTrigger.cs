using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Auterity.Sdk;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Nodes;

/// <summary>Starts a run when somebody sends a form; the form is a page at the trigger's hook, the item has a field for each question.</summary>
[Node("trigger.form", "Form", Category = "Triggers", Icon = "clipboard-list", Inputs = [], Delivery = Delivery.Pure, Summary = "Starts a run when somebody fills in a form.", Keywords = ["survey", "questionnaire", "page", "upload"])]
[CredentialSlot("auth", "http.basic")]
internal sealed class FormTrigger : TriggerNode<FormTrigger.Input>, IHookTrigger
{
    public sealed record Input
    {
        [Required, Description("Path below /hooks/ where the form is"), Field(Placeholder = "contact")]
        public string Path { get; init; } = "";

        [Description("Title of the page")]
        public string Title { get; init; } = "Form";

        [Description("Text under the title")]
        public string Description { get; init; } = "";

        [Description("Questions")]
        public IReadOnlyList<FormField> Fields { get; init; } = [];

        [Description("Text of the button")]
        public string Button { get; init; } = "Submit";

        [Description("When the page gets its answer")]
        public WebhookRespond Respond { get; init; }

        [Description("Text shown when the form was sent")]
        public string ThankYou { get; init; } = "Your response has been recorded.";

        [Description("How people prove who they are")]
        public WebhookAuthKind Auth { get; init; }

        [Description("Turns away crawlers and link previews")]
        public bool IgnoreBots { get; init; }
    }

    public WebhookTrigger.Input? HookOf(object input) => input is Input { Path.Length: > 0 } own
        ? new WebhookTrigger.Input { Methods = ["GET", "POST"], Path = own.Path, Respond = own.Respond, Auth = own.Auth, IgnoreBots = own.IgnoreBots, ResponseBody = own.ThankYou, ResponseCode = own.Respond == WebhookRespond.Immediately ? 200 : null }
        : null;

    public override IEnumerable<ParameterFault> Check(JsonElement parameters) => HookTriggers.PathFaults(parameters);

    public override NodeResult Receive(Input input, JsonElement payload, NodeContext context)
    {
        var sent = payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object ? body : payload;
        var fields = new Dictionary<string, JsonElement>();
        foreach (var member in sent.ValueKind == JsonValueKind.Object ? sent.EnumerateObject().ToArray() : [])
            fields[member.Name] = Typed(input.Fields.FirstOrDefault(field => field.Label == member.Name), member.Value);
        foreach (var field in input.Fields.Where(field => field.Kind is not (FormFieldKind.File or FormFieldKind.Text) && field.Label.Length > 0))
            fields.TryAdd(field.Label, JsonSerializer.SerializeToElement<string?>(null));
        fields.TryAdd("submittedAt", JsonSerializer.SerializeToElement(TimeZoneInfo.ConvertTime(context.Now, context.TimeZone).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)));
        fields.TryAdd("formMode", JsonSerializer.SerializeToElement(context.Run.Mode));
        return NodeResult.Main(Item.From(fields, context.Item.Binary));
    }

    // Everything comes over the wire as text.
    private static JsonElement Typed(FormField? field, JsonElement value) => field?.Kind switch
    {
        FormFieldKind.Number when value.ValueKind == JsonValueKind.String => double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? JsonSerializer.SerializeToElement(number) : JsonSerializer.SerializeToElement<double?>(null),
        FormFieldKind.Dropdown when field.Several && value.ValueKind == JsonValueKind.String => JsonSerializer.SerializeToElement(new[] { value.GetString() }),
        _ => value,
    };
}

/// <summary>A question of a form.</summary>
/// <param name="Label">What is asked; the item's field is called so.</param>
/// <param name="Kind">What can be answered. Default: text.</param>
/// <param name="Required">Whether it must be answered.</param>
/// <param name="Placeholder">Text in the empty field.</param>
/// <param name="Options">Answers of a dropdown.</param>
/// <param name="Several">Several answers or files may be given.</param>
/// <param name="Accept">Kinds of file that can be sent, for example .pdf,.csv.</param>
internal sealed record FormField(
    [property: Description("What is asked")] string Label = "",
    [property: Description("What can be answered")] FormFieldKind Kind = FormFieldKind.Text,
    [property: Description("It must be answered")] bool Required = false,
    [property: Description("Text in the empty field")] string? Placeholder = null,
    [property: Description("Answers to choose from")] IReadOnlyList<string>? Options = null,
    [property: Description("Several may be given")] bool Several = false,
    [property: Description("Kinds of file, for example .pdf,.csv")] string? Accept = null);

internal enum FormFieldKind
{
    Text,
    TextArea,
    Number,
    Email,
    Password,
    Date,
    Dropdown,
    File,
    Hidden,
}
