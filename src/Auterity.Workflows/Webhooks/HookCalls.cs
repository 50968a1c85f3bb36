using System.Text.Json;
using Auterity.Platform.Blobs;
using Auterity.Platform.Http;
using Auterity.Sdk;
using Auterity.Workflows.Credentials;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Expressions;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Runs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Auterity.Workflows.Webhooks;

/// <summary>Answers a call of a hook: checks the caller, starts the run, waits as long as the trigger says (ENGINE rule 20).</summary>
internal sealed class HookCalls(RunStarter starter, ICredentialSource credentials, HookLimits limits, BlobStore blobs, TimeProvider time)
{
    /// <param name="http">The call.</param>
    /// <param name="tenantId">Whose hook.</param>
    /// <param name="workflow">The version that answers.</param>
    /// <param name="nodeId">Its trigger.</param>
    /// <param name="parameters">Values of the path's parameters.</param>
    /// <param name="mode">Production, or a test of a draft.</param>
    /// <param name="cancellationToken">The caller has gone; the run goes on.</param>
    public async Task<IResult> HandleAsync(
        HttpContext http, Guid tenantId, CompiledWorkflow workflow, string nodeId, IReadOnlyDictionary<string, string> parameters, RunMode mode, CancellationToken cancellationToken)
    {
        var node = workflow.Nodes[workflow.IndexOfId(nodeId)];
        var own = node.StaticInput();
        var input = own as WebhookTrigger.Input ?? HookBinding.InputOf(node.Definition)!;

        // 1. Who calls, from where, and may they? The body is read only once that is known of everything but itself.
        if (limits.Take(tenantId, workflow.Identity.Id, nodeId) is { } flooded) return flooded;
        var incoming = new IncomingRequest(http.Request.Method, http.Request.Headers, default, http.Connection.RemoteIpAddress);
        foreach (var (name, value) in WebhookAccess.CorsFor(input, incoming))
            http.Response.Headers[name] = value;
        if (WebhookAccess.Check(input, incoming) is { } turnedAway) return Refused(http, turnedAway);
        if (http.Request.Method == "OPTIONS") return TypedResults.NoContent();
        var body = await ReadBodyAsync(http.Request, cancellationToken);
        incoming = incoming with { Body = body };
        var credential = await CredentialAsync(tenantId, node, cancellationToken);
        var verdict = await WebhookAuth.CheckAsync(input.Auth, credential, incoming, time.GetUtcNow(), cancellationToken);
        if (verdict.Refusal is { } refusal) return Refused(http, refusal);

        if (own is FormTrigger.Input form && HttpMethods.IsGet(http.Request.Method)) return Page(http, form);

        // 2. Start; whoever is to be answered later is registered before the run can answer.
        if (WebhookAuth.ProofHeader(input.Auth, credential) is { Length: > 0 } proof) http.Request.Headers[proof] = SecretMask.Hidden;
        var payload = await HookPayload.ReadAsync(http.Request, body, parameters, input, blobs.For(tenantId), verdict.Claims, cancellationToken);
        var key = input.Dedupe is { Length: > 0 } template ? KeyOf(template, payload, workflow, tenantId) : null;
        var waiter = input.Respond == WebhookRespond.Immediately ? null : new RunWaiter(wantsAnswer: input.Respond == WebhookRespond.RespondNode);
        var request = new StartRequest(workflow, workflow.IndexOfId(nodeId), payload, mode, new RunHeader(StartKey: key, By: "hook:" + http.Request.Path))
        {
            Waiter = waiter,
            // A repeated call has other headers: the time, a signature, a trace.
            KeyIsEnough = true,
        };
        var started = await starter.StartAsync(request, waits: false);
        if (started.Problem is { } problem) return problem;

        // 3. Answer.
        http.Response.Headers.Append("X-Run-Id", started.RunId.ToString());
        if (waiter is null) return Immediately(input, started.RunId);
        var limit = TimeSpan.FromSeconds(workflow.Definition.Settings.AnswerTimeoutSeconds);
        return await starter.WaitAsync(waiter, limit, cancellationToken) is { } news ? Answer(http, input, news, tenantId) : Later(http, started.RunId);
    }

    /// <exception cref="BadHttpRequestException">The body is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == false || request.ContentLength == 0) return default;
        using var buffer = new MemoryStream((int)Math.Clamp(request.ContentLength ?? 0, 0, 1 << 20));
        await request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private async ValueTask<Credential?> CredentialAsync(Guid tenantId, CompiledNode node, CancellationToken cancellationToken)
    {
        if (node.Definition.Credentials?.TryGetValue("auth", out var id) is not true || node.Type?.Slots.FirstOrDefault(slot => slot.Slot == "auth") is not { } slot) return null;
        try
        {
            return await credentials.GetAsync(tenantId, id, slot, cancellationToken);
        }
        catch (NodeException)
        {
            return null; // told to the caller as a misconfigured hook
        }
    }

    private static ContentHttpResult Page(HttpContext http, FormTrigger.Input form)
    {
        http.Response.Headers.ContentSecurityPolicy = FormPage.Policy;
        return TypedResults.Content(FormPage.Of(form), "text/html; charset=utf-8");
    }

    private static IResult Refused(HttpContext http, WebhookRefusal refusal)
    {
        if (refusal.Challenge is { } challenge) http.Response.Headers.WWWAuthenticate = challenge;
        return Problems.Of(refusal.Status, refusal.Code, "The hook does not take this call", refusal.Message);
    }

    private string? KeyOf(string template, Item payload, CompiledWorkflow workflow, Guid tenantId)
    {
        try
        {
            var value = CompiledTemplate.Compile(template, "dedupe").Evaluate(new PayloadScope(payload, workflow, tenantId, time.GetUtcNow()), CancellationToken.None);
            return value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined || value.ToString().Length == 0 ? null : "hook/" + value;
        }
        catch (ExpressionException)
        {
            return null; // nothing to recognise the call by: it starts a run of its own
        }
    }

    private static IResult Immediately(WebhookTrigger.Input input, Guid runId)
    {
        var status = input.ResponseCode ?? StatusCodes.Status202Accepted;
        return input.ResponseBody is { } text
            ? new HookResult(WebhookAnswer.Text(text, status, WebhookTrigger.HeadersOf(input)), null)
            : new HookResult(WebhookAnswer.Json(JsonSerializer.SerializeToUtf8Bytes(new { runId }), status, WebhookTrigger.HeadersOf(input)), null);
    }

    private IResult Answer(HttpContext http, WebhookTrigger.Input input, RunNews news, Guid tenantId)
    {
        if (news.Answer is { } answer) return new HookResult(answer, blobs.For(tenantId));
        if (news.Status == RunStatus.Failed)
            return Problems.Of(StatusCodes.Status500InternalServerError, "run-failed", "The run failed", news.Error?.Message ?? "The run failed.", new Dictionary<string, object?> { ["runId"] = news.RunId });
        if (news.Status == RunStatus.Cancelled)
            return Problems.Of(StatusCodes.Status500InternalServerError, "run-cancelled", "The run was cancelled", "Somebody cancelled the run before it answered.", new Dictionary<string, object?> { ["runId"] = news.RunId });
        if (input.Respond == WebhookRespond.RespondNode) return new HookResult(WebhookAnswer.Json("{}"u8.ToArray(), input.ResponseCode ?? 200, WebhookTrigger.HeadersOf(input)), null);
        try
        {
            return new HookResult(WebhookAnswer.Of(input.ResponseData, news.Output, input.ResponseCode ?? 200, WebhookTrigger.HeadersOf(input)), blobs.For(tenantId));
        }
        catch (NodeException e)
        {
            return Problems.Of(StatusCodes.Status500InternalServerError, "answer-failed", "The answer could not be made", e.Message);
        }
    }

    private static IResult Later(HttpContext http, Guid runId)
    {
        http.Response.Headers.Location = $"/api/runs/{runId}";
        return TypedResults.Json(new { runId, status = "running" }, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>An answer on its way out.</summary>
    private sealed class HookResult(Answer answer, IBlobs? blobs) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = answer.Status;
            foreach (var (name, value) in answer.Headers)
                response.Headers[name] = value;
            if (httpContext.Request.Method == "HEAD" || answer.Status is 204 or 304) return;
            if (answer.Binary is { } file && blobs is not null)
            {
                await using var content = await blobs.OpenAsync(file, httpContext.RequestAborted);
                await content.CopyToAsync(response.Body, httpContext.RequestAborted);
            }
            else if (answer.Body is { } body)
            {
                response.ContentLength = body.Length;
                await response.Body.WriteAsync(body, httpContext.RequestAborted);
            }
        }
    }
}
