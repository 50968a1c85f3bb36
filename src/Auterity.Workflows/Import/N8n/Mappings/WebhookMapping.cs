namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Webhook. It listens below the same path here, on this installation's address.</summary>
[N8nMapping("n8n-nodes-base.webhook")]
internal sealed class WebhookMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("webhookNotice", "contentTypeNotice", "responseModeNotice", "multipleMethodsNotice", "webhookStreamResponseNotice");
        var respond = p.Choice("responseMode", "onReceived");
        var data = p.Choice("responseData", "firstEntryJson");
        var options = p.Object("options");
        var body = options.Text("responseData");
        var noBody = options.Flag("noResponseBody");
        var methods = MethodsOf(p);
        if (options.Has("responsePropertyName")) p.Lose("One property of the item cannot be the whole answer here: use a respond node.");
        options.Skip("responsePropertyName");
        return new("trigger.webhook", new
        {
            methods,
            path = p.Text("path") is { Length: > 0 } path ? path.Trim('/') : p.Node.Text("webhookId") ?? p.Node.Id,
            respond = respond switch { "lastNode" => "whenFinished", "responseNode" => "respondNode", _ => "immediately" },
            responseCode = CodeOf(p),
            responseData = respond != "lastNode" ? null : data switch { "allEntries" => "allItems", "firstEntryBinary" => "binary", "noData" => "none", _ => "firstItem" },
            responseBody = respond == "onReceived" && !noBody ? body : null,
            responseHeaders = options.Pairs("responseHeaders.entries") is { Count: > 0 } headers ? headers : null,
            auth = p.Choice("authentication", "none") switch { "basicAuth" => "basic", "headerAuth" => "header", "jwtAuth" => "jwt", _ => null },
            rawBody = options.On("rawBody"),
            binaryProperty = BinaryOf(p, options),
            allowedOrigins = options.Text("allowedOrigins"),
            allowedIps = options.Text("ipWhitelist"),
            ignoreBots = options.On("ignoreBots"),
        });
    }

    private static IReadOnlyList<string> MethodsOf(N8nParameters p)
    {
        var several = p.Flag("multipleMethods");
        var named = p.Names("httpMethod");
        return named.Count > 0 ? named : several ? ["GET", "POST"] : ["GET"];
    }

    private static int? CodeOf(N8nParameters p)
    {
        var values = p.Object("options.responseCode.values");
        if (values.Members.Count > 0) return values.Choice("responseCode", "200") == "customCode" ? values.Whole("customCode", 200) : values.Whole("responseCode", 200);
        return p.Has("responseCode") ? p.Whole("responseCode", 200) : 200; // ours would say 202 to a caller that is answered at once
    }

    // Version 1 asks twice: whether a file comes, and under which name.
    private static string? BinaryOf(N8nParameters p, N8nParameters options)
    {
        p.Object("options").Skip("binaryData");
        return options.Filled("binaryPropertyName");
    }
}

/// <summary>Respond to webhook.</summary>
[N8nMapping("n8n-nodes-base.respondToWebhook")]
internal sealed class RespondMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Skip("generalNotice", "webhookNotice");
        var kind = p.Choice("respondWith", "firstIncomingItem");
        if (kind == "jwt") return MappedNode.Stub("It answers with a signed token (JWT); there is no such answer here yet.");
        var (body, url) = (p.Value("responseBody"), p.Text("redirectURL"));
        var (source, property) = (p.Choice("responseDataSource", "automatically"), p.Text("inputFieldName", "data"));
        p.Default("options.enableStreaming", "true", "false");
        p.Default("enableResponseOutput", "false");
        return new("http.respond", new
        {
            respondWith = kind switch
            {
                "allIncomingItems" => "allItems",
                "json" => "json",
                "text" => "text",
                "binary" => "binary",
                "redirect" => "redirect",
                "noData" => "noData",
                _ => "firstItem",
            },
            json = kind == "json" ? body : null,
            text = kind == "text" && body is { } text ? N8nValues.Text(text) : null,
            url = kind == "redirect" ? url : null,
            binaryProperty = kind == "binary" && source == "set" ? property : null,
            wrapIn = kind is "firstIncomingItem" or "allIncomingItems" ? p.Filled("options.responseKey") : null,
            status = p.Has("options.responseCode") ? p.Number("options.responseCode", 200) : null,
            headers = p.Pairs("options.responseHeaders.entries") is { Count: > 0 } headers ? headers : null,
        });
    }
}
