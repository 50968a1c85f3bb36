namespace Auterity.Workflows.Import.N8n.Mappings.Triggers;

/// <summary>Chats: public ones keep an address of their own.</summary>
[N8nMapping("@n8n/n8n-nodes-langchain.chatTrigger")]
[N8nMapping("@n8n/n8n-nodes-langchain.manualChatTrigger")]
internal sealed class ChatTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("notice", "initialMessages", "mode", "hostedChatNotice", "embeddedChatNotice", "options.title", "options.subtitle", "options.inputPlaceholder", "options.showWelcomeScreen", "options.getStarted", "options.customCss", "options.loadPreviousSession");
        p.Default("options.allowFileUploads", "false");
        var open = p.Flag("public");
        var auth = p.Choice("authentication", "none");
        if (auth == "n8nUserAuth") p.Lose("Only people of that server could use it; here choose a password.");
        var respond = p.Choice("options.responseMode", p.Choice("responseMode", "lastNode")) switch { "responseNode" or "responseNodes" => "respondNode", _ => null };
        var origins = p.Filled("options.allowedOrigins");
        return new("trigger.chat", new { path = open ? $"{p.Node.Text("webhookId") ?? p.Node.Id}/chat" : null, respond, auth = open && auth != "none" ? "basic" : null, allowedOrigins = origins });
    }
}

/// <summary>Forms.</summary>
[N8nMapping("n8n-nodes-base.formTrigger")]
internal sealed class FormTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("options.appendAttribution", "options.useWorkflowTimezone", "notice", "formDefaultSubmitNotice", "options.formSubmittedText", "options.customCss");
        var respond = p.Choice("responseMode", "onReceived") switch { "lastNode" => "whenFinished", "responseNode" => "respondNode", _ => null };
        var answer = p.Filled("options.respondWithOptions.values.formSubmittedText") ?? p.Filled("options.formSubmittedText");
        if (p.Choice("options.respondWithOptions.values.respondWith", "text") == "redirect") p.Lose("It sent people on to another page when the form was sent.");
        p.Skip("options.respondWithOptions.values.redirectUrl");
        return new("trigger.form", new
        {
            path = p.Filled("path") ?? p.Filled("options.path") ?? p.Node.Text("webhookId") ?? p.Node.Id,
            title = p.Filled("formTitle"),
            description = p.Filled("formDescription"),
            fields = p.List("formFields.values").Select(row => FieldOf(row, p)).ToList(),
            button = p.Filled("options.buttonLabel"),
            respond,
            thankYou = answer,
            auth = p.Choice("authentication", "none") == "basicAuth" ? "basic" : null,
            ignoreBots = p.On("options.ignoreBots"),
        });
    }

    private static object FieldOf(N8nParameters row, N8nParameters p)
    {
        row.Skip("elementName", "multiselectLegacyNotice", "limitSelection", "minSelections", "maxSelections", "requiredFieldNotice", "formatDate");
        var kind = row.Choice("fieldType", "text");
        var (label, html, hiddenName, hiddenValue) = (row.Text("fieldLabel") ?? "", row.Filled("html"), row.Text("fieldName"), row.Text("fieldValue"));
        if (html is not null) p.Lose("HTML between its questions is left out.");
        var options = row.List("fieldOptions.values").Select(option => option.Text("option") ?? "").ToList();
        return new
        {
            label = kind is "hiddenField" or "html" ? hiddenName ?? "" : label,
            kind = kind switch { "textarea" => "textArea", "number" => "number", "email" => "email", "password" => "password", "date" => "date", "dropdown" or "checkbox" or "radio" => "dropdown", "file" => "file", "hiddenField" => "hidden", _ => null },
            required = row.On("requiredField"),
            placeholder = kind == "hiddenField" ? hiddenValue : row.Filled("placeholder"),
            options = options.Count > 0 ? options : null,
            several = row.On("multiselect") ?? (kind == "checkbox" || (kind == "file" && row.Flag("multipleFiles", true)) ? true : null),
            accept = row.Filled("acceptFileTypes"),
        };
    }
}
