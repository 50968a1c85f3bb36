using System.ComponentModel;
using Auterity.Platform.Blobs;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Execution.Core;
using Auterity.Workflows.Execution.Effects;
using Auterity.Workflows.Execution.Plan;
using Auterity.Workflows.Execution.Shards;
using Auterity.Workflows.Nodes;
using Auterity.Workflows.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Auterity.Workflows.Webhooks;

/// <summary>The public addresses of workflows: <c>/hooks/…</c> for published ones, <c>/hooks-test/…</c> for drafts, <c>/resume/…</c> for waiting steps.</summary>
internal static class HookEndpoints
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

    public static IServiceCollection AddHooks(this IServiceCollection services) => services.AddSingleton<HookLimits>().AddSingleton<HookCalls>().AddSingleton<DraftHooks>();

    public static void MapHooks(this IEndpointRouteBuilder routes)
    {
        var hooks = routes.MapGroup("").WithTags("Hooks").AllowAnonymous();
        hooks.MapMethods("/hooks/{**path}", Methods, Call).WithName("CallHook").WithSummary("Starts a run of the workflow whose webhook trigger has this path; /hooks/{tenant}/{path} for other tenants than the default one");
        hooks.MapMethods("/hooks-test/{**path}", Methods, CallTest).WithName("CallTestHook").WithSummary("The same for drafts, as test runs");
        hooks.MapMethods("/resume/{tenant:guid}/{run:guid}", ["GET", "POST"], ResumeRun).WithName("ResumeByRunLink").WithSummary("Resumes the step of a run that has waited longest; the link is signed");
        hooks.MapMethods("/resume/{tenant:guid}/{run:guid}/{node}/{activation:int}", ["GET", "POST"], Resume).WithName("ResumeStep").WithSummary("Resumes a step that waits for a call; the link is signed");
    }

    private static async Task<IResult> Call(string? path, HttpContext http, HookRoutes hooks, TenantDirectory tenants, WorkflowCache workflows, HookCalls calls, CancellationToken cancellationToken)
    {
        path = HookAddress.Of(http, path ?? "");
        if (await FindAsync(path, http.Request.Method, hooks, tenants, cancellationToken) is not { } found) return await NoHookAsync(path, http, hooks, tenants, cancellationToken);
        var (tenantId, match) = found;
        var workflow = await workflows.GetAsync(new WorkflowReference(tenantId, match.Hook.WorkflowId, match.Hook.Version, match.Hook.Hash), cancellationToken);
        return await calls.HandleAsync(http, tenantId, workflow, match.Hook.NodeId, match.Values, RunMode.Production, cancellationToken);
    }

    private static async Task<IResult> CallTest(string? path, HttpContext http, DraftHooks drafts, TenantDirectory tenants, HookLimits limits, HookCalls calls, CancellationToken cancellationToken)
    {
        // Before anything is read: whoever guesses paths needs no key.
        if (limits.TakeTest(http.Connection.RemoteIpAddress) is { } flooded) return flooded;
        path = HookAddress.Of(http, path ?? "");
        var tenantId = await tenants.DefaultAsync(cancellationToken);
        if (await drafts.FindAsync(tenantId, http.Request.Method, path, cancellationToken) is not { } found)
        {
            var (slug, rest) = Split(path);
            if (await tenants.FindAsync(slug, cancellationToken) is not { } other || await drafts.FindAsync(other, http.Request.Method, rest, cancellationToken) is not { } elsewhere)
                return Problems.Of(StatusCodes.Status404NotFound, "hook-missing", "No such hook", $"No draft has a webhook trigger for {http.Request.Method} {path}.");
            (tenantId, found) = (other, elsewhere);
        }

        return await calls.HandleAsync(http, tenantId, found.Workflow, found.NodeId, found.Values, RunMode.Test, cancellationToken);
    }

    private static async Task<IResult> Resume(
        Guid tenant, Guid run, string node, int activation, [Description("Signature of the link")] string? token, HttpContext http, ResumeLinks links, RunEngine engine, BlobStore blobs, CancellationToken cancellationToken) =>
        links.IsValid(tenant, run, node, activation, token) ? await SignalAsync(tenant, run, "resume", node, activation, http, engine, blobs, cancellationToken) : NoSuchLink();

    private static async Task<IResult> ResumeRun(
        Guid tenant, Guid run, [Description("Signature of the link")] string? token, HttpContext http, ResumeLinks links, RunEngine engine, BlobStore blobs, CancellationToken cancellationToken) =>
        links.IsValid(tenant, run, token) ? await SignalAsync(tenant, run, WaitTransitions.RunLink, null, 0, http, engine, blobs, cancellationToken) : NoSuchLink();

    private static ProblemHttpResult NoSuchLink() =>
        Problems.Of(StatusCodes.Status404NotFound, "resume-link", "No such link", "This link is not one of ours, or it was cut off while it was copied.");

    private static async Task<IResult> SignalAsync(Guid tenant, Guid run, string name, string? node, int activation, HttpContext http, RunEngine engine, BlobStore blobs, CancellationToken cancellationToken)
    {
        var body = await HookCalls.ReadBodyAsync(http.Request, cancellationToken);
        var payload = await HookPayload.ReadAsync(http.Request, body, new Dictionary<string, string>(), new WebhookTrigger.Input(), blobs.For(tenant), null, cancellationToken);
        if (payload.Utf8.Length > Limits.MaxItemBytes) return RunProblems.InputTooLarge(payload.Utf8.Length);
        var outcome = await engine.CommandAsync(tenant, run, new RunCommand.Signal(name, payload, null, node, activation, "link"));
        if (!outcome.Found) return Problems.NotFound("run", run);
        // A caller gives up at 409, and comes back after 503.
        if (outcome.HasMoved) return RunProblems.Moving(outcome.Refused!);
        return outcome.Refused is { } refused
            ? Problems.Conflict("resume-too-late", refused)
            : TypedResults.Ok(new { run, status = outcome.Status });
    }

    private static async Task<(Guid TenantId, HookMatch Match)?> FindAsync(string path, string method, HookRoutes hooks, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        var home = await tenants.DefaultAsync(cancellationToken);
        if (MatchOf(hooks, home, method, path) is { } match) return (home, match);
        var (slug, rest) = Split(path);
        return await tenants.FindAsync(slug, cancellationToken) is { } tenant && MatchOf(hooks, tenant, method, rest) is { } other ? (tenant, other) : null;
    }

    // Browsers ask before they call, and HEAD is a GET without a body.
    private static HookMatch? MatchOf(HookRoutes hooks, Guid tenant, string method, string path)
    {
        if (hooks.Match(tenant, method, path) is { } match) return match;
        if (method == "OPTIONS") return hooks.MethodsAt(tenant, path) is [var first, ..] ? hooks.Match(tenant, first, path) : null;
        return method == "HEAD" ? hooks.Match(tenant, "GET", path) : null;
    }

    private static (string Slug, string Below) Split(string path)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
    }

    private static async Task<IResult> NoHookAsync(string path, HttpContext http, HookRoutes hooks, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        var allowed = hooks.MethodsAt(await tenants.DefaultAsync(cancellationToken), path);
        var (slug, rest) = Split(path);
        if (allowed.Count == 0 && await tenants.FindAsync(slug, cancellationToken) is { } other) allowed = hooks.MethodsAt(other, rest);
        if (allowed.Count == 0)
            return Problems.Of(StatusCodes.Status404NotFound, "hook-missing", "No such hook", $"No active workflow answers to {http.Request.Method} {path}. Publish the workflow and turn its triggers on.");
        http.Response.Headers.Allow = string.Join(", ", allowed);
        return Problems.Of(StatusCodes.Status405MethodNotAllowed, "hook-method", "Another method is needed", $"The hook {path} answers to {string.Join(", ", allowed)}, not to {http.Request.Method}.");
    }
}
