using System.Net;
using System.Net.Http.Json;
using Auterity.Platform.Data;
using Auterity.Platform.Http;
using Auterity.Platform.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Auterity.Server.Tests.Http;

public sealed class IdempotencyTests
{
    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Start_SameKeySameBody_StartsOnceAndAnswersAlike(Backend backend)
    {
        await using var server = await Server.StartAsync(backend, map: TestEndpoints.Map);

        using var first = await Start(server.Client, "k1", "one");
        using var second = await Start(server.Client, "k1", "one");

        Assert.Equal((await first.ReadAsync(HttpStatusCode.Created)).GetRawText(), (await second.ReadAsync(HttpStatusCode.Created)).GetRawText());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal("true", second.Headers.GetValues("Idempotent-Replayed").Single());
    }

    [Fact]
    public async Task Start_SameKeyOtherBody_Is422()
    {
        await using var server = await Server.StartAsync(map: TestEndpoints.Map);
        using var first = await Start(server.Client, "k1", "one");

        using var second = await Start(server.Client, "k1", "other");

        await second.ReadProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Start_SameKeyAtTheSameTime_StartsOnce(Backend backend)
    {
        await using var server = await Server.StartAsync(backend, map: TestEndpoints.Map);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Start(server.Client, "k1", "one")));

        var bodies = await Task.WhenAll(answers.Where(answer => answer.StatusCode == HttpStatusCode.Created).Select(answer => answer.Content.ReadAsStringAsync(Json.Token)));
        Assert.Single(bodies.Distinct());
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Start_OtherTenantSameKey_StartsItsOwn()
    {
        await using var server = await Server.StartAsync(map: TestEndpoints.Map);
        var (other, _) = await server.AddTenantAsync("other");

        using var first = await Start(server.Client, "k1", "one");
        using var second = await Start(other, "k1", "one");

        Assert.NotEqual(await first.Content.ReadAsStringAsync(Json.Token), await second.Content.ReadAsStringAsync(Json.Token));
    }

    [Fact]
    public async Task Start_FirstFailedOnOurSide_TriesAgain()
    {
        await using var server = await Server.StartAsync(map: TestEndpoints.Map);
        if (TestEndpoints.Starts % 2 == 1) TestEndpoints.Starts++;

        using var first = await Start(server.Client, "k1", "one", "/test/fails-first");
        using var second = await Start(server.Client, "k1", "one", "/test/fails-first");

        Assert.Equal(HttpStatusCode.InternalServerError, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Theory]
    [InlineData(HttpStatusCode.RequestTimeout)]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Start_FirstRefusedForNow_TriesAgain(HttpStatusCode refusal)
    {
        await using var server = await Server.StartAsync(map: TestEndpoints.Map);
        var path = $"/test/refuses-first/{(int)refusal}/{Guid.CreateVersion7()}";

        using var first = await Start(server.Client, "k1", "one", path);
        using var second = await Start(server.Client, "k1", "one", path);

        Assert.Equal(refusal, first.StatusCode);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Start_FirstDiedWithItsProcess_IsTakenOverAtOnce()
    {
        await using var server = await Server.StartAsync(map: TestEndpoints.Map);
        await using (var db = server.Services.GetRequiredService<AuterityDbFactory>().Create(TenantScope.Tenant(await server.Services.GetRequiredService<TenantDirectory>().DefaultAsync(Json.Token))))
        {
            db.Add(new IdempotentAnswer { Route = "POST /test/start", Key = "k1", BodyHash = [1], CreatedAt = TimeProvider.System.GetUtcNow() });
            await db.SaveChangesAsync(Json.Token);
        }

        using var second = await Start(server.Client, "k1", "one");

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Claim_StillAtWorkAfterLong_IsNotTakenOver(Backend backend)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await Server.StartAsync(backend, configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        var services = server.Services;
        var tenant = await services.GetRequiredService<TenantDirectory>().DefaultAsync(Json.Token);
        var store = services.GetRequiredService<IdempotencyStore>();
        var elsewhere = new IdempotencyStore(services.GetRequiredService<AuterityDbFactory>(), services.GetRequiredService<Database>(), time);
        Assert.Null(await store.ClaimAsync(tenant, "POST /x", "k1", [1], Json.Token));

        time.AdjustTime(time.GetUtcNow() + IdempotencyStore.Abandoned - TimeSpan.FromMinutes(1));
        await store.RenewAsync(Json.Token);
        time.AdjustTime(time.GetUtcNow() + IdempotencyStore.Abandoned - TimeSpan.FromMinutes(1));

        Assert.Equal(0, (await store.ClaimAsync(tenant, "POST /x", "k1", [1], Json.Token))?.Status);
        if (backend == Backend.Postgres) Assert.Equal(0, (await elsewhere.ClaimAsync(tenant, "POST /x", "k1", [1], Json.Token))?.Status);
    }

    [Theory]
    [InlineData(Backend.Sqlite)]
    [InlineData(Backend.Postgres)]
    public async Task Start_AfterSevenDays_StartsAnew(Backend backend)
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await Server.StartAsync(backend, configure: builder => builder.Services.AddSingleton<TimeProvider>(time), map: TestEndpoints.Map);
        using var first = await Start(server.Client, "k1", "one");
        time.AdjustTime(time.GetUtcNow() + TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await server.Services.GetRequiredService<IdempotencyStore>().SweepAsync(Json.Token);

        using var second = await Start(server.Client, "k1", "other");

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
    }

    private static Task<HttpResponseMessage> Start(HttpClient client, string key, string name, string path = "/test/start")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new { name, count = 1 }) };
        request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, Json.Token);
    }
}
