using System.ComponentModel;
using System.Text.Json.Nodes;
using Auterity.Sdk;
using Auterity.Workflows.Outbound;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Twilio. Source: the API of version 2010-04-01 at twilio.com/docs. The user of the credential is the account.</summary>
[Node("twilio", "Twilio", Category = "Messages", Icon = "phone", Delivery = Delivery.AtMostOnce, Summary = "Sends SMS and WhatsApp messages and makes calls, never twice on a guess.", Keywords = ["sms", "call", "whatsapp", "phone"])]
[CredentialSlot("auth", "http.basic")]
internal sealed class TwilioNode(VendorClient client) : VendorNode<TwilioNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Number it comes from")]
        public string? From { get; init; }

        [Description("Number it goes to")]
        public string? To { get; init; }

        [Description("Text of the message, or what the call says")]
        public string? Text { get; init; }

        [Description("Sends over WhatsApp")]
        public bool WhatsApp { get; init; }

        [Description("Service that chooses the sender")]
        public string? MessagingServiceSid { get; init; }

        [Description("Address that hears what became of it")]
        public string? StatusCallback { get; init; }

        [Description("What the call does, as TwiML")]
        public string? Twiml { get; init; }

        [Description("Account; empty takes the credential's")]
        public string? Account { get; init; }
    }

    public override string BaseUrl => "https://api.twilio.com";

    protected override IReadOnlyList<string> FilledIn => ["account"];

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        new VendorOperation("sms.send", "POST", "/2010-04-01/Accounts/{account}/Messages.json") { Body = """{"From":"{from}","To":"{to}","Body":"{text}","MessagingServiceSid":"{messagingServiceSid}","StatusCallback":"{statusCallback}"}""", Kind = BodyKind.Form, Required = ["to", "text"] },
        new VendorOperation("call.make", "POST", "/2010-04-01/Accounts/{account}/Calls.json") { Body = """{"From":"{from}","To":"{to}","Twiml":"{twiml}","StatusCallback":"{statusCallback}"}""", Kind = BodyKind.Form, Required = ["to", "from"] },
    ];

    public override async Task<IReadOnlyList<Item>> RunAsync(Input input, NodeContext context, CancellationToken cancellationToken)
    {
        var account = (await context.CredentialAsync("auth", cancellationToken))?["user"] ?? throw new NodeException("Twilio needs a credential: the account as user, its token as password.", "credential-missing", retryable: false) { NotSent = true };
        return await base.RunAsync(input with { Account = account }, context, cancellationToken);
    }

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["account"] ??= "account";
        if (fields["whatsApp"]?.GetValue<bool>() == true)
            foreach (var name in new[] { "from", "to" })
                if (fields[name]?.ToString() is { Length: > 0 } number && !number.StartsWith("whatsapp:", StringComparison.Ordinal)) fields[name] = $"whatsapp:{number}";
        if (operation.Name == "call.make" && fields["twiml"] is null)
            fields["twiml"] = $"<Response><Say>{System.Security.SecurityElement.Escape(fields["text"]?.ToString() ?? "")}</Say></Response>";
        return fields;
    }
}
