namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>YouTube, all versions.</summary>
[N8nMapping("n8n-nodes-base.youTube")]
internal sealed class YouTubeMapping : VendorMapping
{
    protected override string Node => "google.youtube";

    protected override string Resource(N8nParameters p) => "channel";

    protected override string Operation(string resource, N8nParameters p) => resource switch
    {
        "playlistItem" => "add",
        "playlist" => "create",
        "video" => "getAll",
        "videoCategory" => "getAll",
        _ => "getAll",
    };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("video:getAll", "video.find", "@pages", "channelId=filters.channelId", "query=filters.q", "publishedAfter=filters.publishedAfter", "publishedBefore=filters.publishedBefore", "regionCode=filters.regionCode", "order=options.order", "-options.safeSearch"),
        On("video:get", "video.get", "id=videoId") with { More = Parts },
        On("video:update", "video.update", "id=videoId", "title", "categoryId", "-regionCode", "text=updateFields.description", "tags=updateFields.tags", "language=updateFields.defaultLanguage", "privacy=updateFields.privacyStatus"),
        On("video:delete", "video.delete", "id=videoId"),
        On("video:rate", "video.rate", "id=videoId", "rating"),
        On("playlist:create", "playlist.create", "title", "text=options.description", "tags=options.tags", "privacy=options.privacyStatus"),
        On("playlist:get", "playlist.get", "id=playlistId") with { More = Parts },
        On("playlist:getAll", "playlist.list", "@pages", "channelId=filters.channelId") with { More = Parts },
        On("playlist:delete", "playlist.delete", "id=playlistId"),
        On("playlistItem:add", "playlistItem.add", "playlistId", "videoId"),
        On("playlistItem:getAll", "playlistItem.list", "@pages", "playlistId") with { More = Parts },
        On("playlistItem:delete", "playlistItem.delete", "id=playlistItemId"),
        On("channel:get", "channel.get", "id=channelId") with { More = Parts },
        On("channel:getAll", "channel.list", "@pages", "channelId=filters.id") with { More = Parts },
        On("videoCategory:getAll", "category.list", "@pages", "regionCode"),
    ];

    private static void Parts(N8nParameters p, Dictionary<string, object?> fields)
    {
        var parts = p.Names("part");
        fields["part"] = parts.Count == 0 ? null : parts.Contains("*") ? "contentDetails,id,snippet,status,statistics" : string.Join(",", parts);
    }
}
