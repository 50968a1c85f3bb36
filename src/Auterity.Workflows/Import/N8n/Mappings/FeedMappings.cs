namespace Auterity.Workflows.Import.N8n.Mappings;

/// <summary>Reads a feed.</summary>
[N8nMapping("n8n-nodes-base.rssFeedRead")]
internal sealed class RssReadMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        p.Default("options.ignoreSSL", "false");
        return new("rss.read", new { url = p.Text("url", ""), customFields = p.Filled("options.customFields") });
    }
}

/// <summary>Starts for new entries of a feed.</summary>
[N8nMapping("n8n-nodes-base.rssFeedReadTrigger")]
internal sealed class RssTriggerMapping : N8nMapping
{
    private const double EveryMinute = 60;

    public override MappedNode Map(N8nParameters p)
    {
        var times = p.List("pollTimes.item").Select(SecondsOf).ToList();
        if (times.Count > 1) p.Lose("It looked at several times; here it looks at the shortest interval.");
        return new("trigger.rss", new { url = p.Text("feedUrl", ""), everySeconds = times.Count > 0 ? times.Min() : EveryMinute });
    }

    private static double SecondsOf(N8nParameters row)
    {
        switch (row.Choice("mode", "everyDay"))
        {
            case "everyMinute": return EveryMinute;
            case "everyHour": return 3600;
            case "everyWeek": return 7 * 86_400;
            case "everyX": return Math.Max(1, row.Whole("value", 2)) * (row.Choice("unit", "hours") == "minutes" ? 60.0 : 3600);
            case "everyMonth": return 30 * 86_400;
            case "custom":
                row.Lose("It looked by a cron expression; here it looks every hour.");
                return 3600;
            default: return 86_400;
        }
    }
}
