using System.Net;
using System.Net.Http.Headers;

namespace Auterity.Server.Tests.Workflows;

public sealed class HookFileTests
{
    [Fact]
    public async Task Hook_FileInTheBody_IsTheTriggersFile()
    {
        await using var server = await Server.StartAsync();
        var workflow = await server.Client.CreateAsync(
            """{"nodes":[{"id":"h","type":"trigger.webhook","name":"Hook","parameters":{"path":"file","respond":"whenFinished","responseData":"binary"}}],"edges":[]}""");
        await server.Client.PublishAsync(workflow.Text("id"));

        using var body = new ByteArrayContent([1, 2, 3]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var answer = await server.Anonymous.PostAsync(new Uri("/hooks/file", UriKind.Relative), body, Json.Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(new byte[] { 1, 2, 3 }, await answer.Content.ReadAsByteArrayAsync(Json.Token));
    }
}
