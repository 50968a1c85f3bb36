using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Auterity.Workflows.Webhooks;

/// <summary>A request to a hook, as it came over the wire.</summary>
/// <param name="Method">Upper-case method.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">The body's bytes, untouched: signatures are made over them.</param>
/// <param name="Remote">The caller's address; null when unknown.</param>
internal sealed record IncomingRequest(string Method, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body, IPAddress? Remote)
{
    /// <summary>A header's value; empty when it is missing.</summary>
    public string Header(string name) => Headers[name].ToString();
}

/// <summary>Why a request is turned away.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code of the problem.</param>
/// <param name="Message">A sentence for the caller that gives nothing away.</param>
/// <param name="Challenge">Value of <c>WWW-Authenticate</c>; null for none.</param>
internal sealed record WebhookRefusal(int Status, string Code, string Message, string? Challenge = null);

/// <summary>Outcome of the checks: a refusal, or the claims of a token, or nothing at all.</summary>
internal readonly record struct WebhookVerdict(WebhookRefusal? Refusal, JsonElement? Claims = null)
{
    public bool IsWelcome => Refusal is null;
}
