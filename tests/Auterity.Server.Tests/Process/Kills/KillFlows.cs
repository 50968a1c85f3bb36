using System.Text.Json;

namespace Auterity.Server.Tests.Process.Kills;

/// <summary>The workflows under load: every way of waiting, calling and failing that a run has.</summary>
internal static class KillFlows
{
    public const string Manual = """{"id":"t","type":"trigger.manual","name":"Start"}""";
    public const string Keep = """{"id":"keep","type":"data.set","name":"Keep","parameters":{"fields":[{"name":"n","type":"number","value":"={{ $json.n }}"}],"includeOther":"none"}}""";
    public const string After = """{"id":"after","type":"data.set","name":"After","parameters":{"fields":[{"name":"done","type":"boolean","value":true}]}}""";

    /// <summary>A run that is over at once.</summary>
    public static string Quick { get; } = Flow(Manual, After);

    /// <summary>Creates and publishes them; ids by kind.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> PublishAsync(HttpClient client, Uri world)
    {
        var ids = new Dictionary<string, string>();
        foreach (var (kind, definition) in Definitions(world))
            ids[kind] = await PublishAsync(client, kind, definition);
        ids["child"] = await PublishAsync(client, "child", Flow(
            """{"id":"t","type":"trigger.workflow","name":"Called"}""", Call(world, "child", """{"retry":{"attempts":9,"backoff":"fixed","delaySeconds":0.1}}""")));
        ids["parent"] = await PublishAsync(client, "parent", Flow(Manual, Keep, $$$"""{"id":"run","type":"flow.workflow","name":"Run child","parameters":{"workflowId":"{{{ids["child"]}}}"}}""", After));
        return ids;
    }

    private static IEnumerable<(string Kind, string Definition)> Definitions(Uri world)
    {
        yield return ("pure", Flow(Manual, Keep, After));
        yield return ("hook", Flow("""{"id":"t","type":"trigger.webhook","name":"Start","parameters":{"path":"hook"}}""", After));
        yield return ("answer", Flow("""{"id":"t","type":"trigger.webhook","name":"Start","parameters":{"path":"answer","respond":"whenFinished","dedupe":"={{ $json.body.key }}"}}""", After));
        yield return ("wait", Flow(Manual, Keep, """{"id":"wait","type":"flow.wait","name":"Wait","parameters":{"amount":"={{ ($json.n % 15) / 10 }}","unit":"seconds"}}""", After));
        yield return ("signal", Flow(Manual, """{"id":"wait","type":"flow.wait","name":"Wait","parameters":{"for":"signal","signal":"go"}}""", After));
        yield return ("atLeast", Flow(Manual, Keep, Call(world, "atLeast", """{"retry":{"attempts":9,"backoff":"fixed","delaySeconds":0.1}}"""), After));
        yield return ("atMost", Flow(Manual, Keep, Call(world, "atMost", """{"delivery":"atMostOnce","timeoutSeconds":5}"""), After));
        yield return ("flaky", Flow(Manual, Keep, Call(world, "flaky", """{"retry":{"attempts":9,"backoff":"fixed","delaySeconds":0.2}}"""), After));
        yield return ("broken", $$$"""
            {"nodes":[{{{Manual}}},{{{Keep}}},{{{Call(world, "broken", """{"onError":"errorOutput"}""")}}},{{{After}}}],
             "edges":[{"from":"t","to":"keep"},{"from":"keep","to":"broken"},{"from":"broken","output":"error","to":"after"}]}
            """);
        yield return ("fan", $$$"""
            {"nodes":[{{{Manual}}},{{{Keep}}},{{{Call(world, "fanLeast", """{"retry":{"attempts":9,"backoff":"fixed","delaySeconds":0.1}}""")}}},{{{Call(world, "fanMost", """{"delivery":"atMostOnce","timeoutSeconds":5}""")}}},
              {"id":"wait","type":"flow.wait","name":"Wait","parameters":{"amount":0.3,"unit":"seconds"}},{{{After}}}],
             "edges":[{"from":"t","to":"keep"},{"from":"keep","to":"fanLeast"},{"from":"keep","to":"fanMost"},{"from":"keep","to":"wait"},
              {"from":"fanLeast","to":"after"},{"from":"fanMost","to":"after"},{"from":"wait","to":"after"}]}
            """);
    }

    public static async Task<string> PublishAsync(HttpClient client, string name, string definition)
    {
        using var created = await client.PostAsync("/api/workflows", Body($$"""{"name":"{{name}}","definition":{{definition}}}"""), Json.Token);
        var id = (await created.ReadAsync(System.Net.HttpStatusCode.Created)).Text("id");
        using var published = await client.PostAsync($"/api/workflows/{id}/publish", Body("{}"), Json.Token);
        await published.ReadAsync(System.Net.HttpStatusCode.OK);
        return id;
    }

    /// <summary>Nodes in a row.</summary>
    public static string Flow(params string[] nodes)
    {
        var ids = nodes.Select(node => JsonDocument.Parse(node).RootElement.Text("id")).ToArray();
        var edges = ids.Zip(ids.Skip(1), (from, to) => $$"""{"from":"{{from}}","to":"{{to}}"}""");
        return $$"""{"nodes":[{{string.Join(',', nodes)}}],"edges":[{{string.Join(',', edges)}}]}""";
    }

    public static string Call(Uri world, string kind, string policy) =>
        $$$"""{"id":"{{{kind}}}","type":"http.request","name":"{{{kind}}}","parameters":{"method":"POST","url":"={{{world}}}{{{kind}}}/{{ $('Start').first().json.n }}"},"policy":{{{policy}}}}"""
            .Replace("$('Start').first()", kind == "child" ? "$('Called').first()" : "$('Start').first()", StringComparison.Ordinal);

    public static StringContent Body(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
