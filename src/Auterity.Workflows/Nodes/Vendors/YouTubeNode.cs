using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>YouTube. Source: the Data API v3 reference at developers.google.com/youtube.</summary>
[Node("google.youtube", "YouTube", Category = "Messages", Icon = "youtube", Summary = "Reads and writes videos, playlists and channels of YouTube.", Keywords = ["video", "playlist", "google"])]
[CredentialSlot("auth", "oauth2.authorizationCode", "http.bearer", "http.query")]
internal sealed class YouTubeNode(VendorClient client) : VendorNode<YouTubeNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id of the video, playlist or channel")]
        public string? Id { get; init; }

        [Description("Parts to read, separated by commas")]
        public string? Part { get; init; }

        [Description("Title")]
        public string? Title { get; init; }

        [Description("Description")]
        public string? Text { get; init; }

        [Description("Tags"), Field(Editor = "json")]
        public JsonElement? Tags { get; init; }

        [Description("Id of the category")]
        public string? CategoryId { get; init; }

        [Description("Country, two letters")]
        public string? RegionCode { get; init; }

        [Description("public, private or unlisted")]
        public string? Privacy { get; init; }

        [Description("Id of the playlist")]
        public string? PlaylistId { get; init; }

        [Description("Id of the video")]
        public string? VideoId { get; init; }

        [Description("Only of this channel")]
        public string? ChannelId { get; init; }

        [Description("Words to look for")]
        public string? Query { get; init; }

        [Description("Only later ones")]
        public string? PublishedAfter { get; init; }

        [Description("Only earlier ones")]
        public string? PublishedBefore { get; init; }

        [Description("Order of what is found")]
        public string? Order { get; init; }

        [Description("Language of the text")]
        public string? Language { get; init; }

        [Description("like, dislike or none")]
        public string? Rating { get; init; }
    }

    public override string BaseUrl => "https://www.googleapis.com/youtube/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("video.find", "/search", """{"part":"snippet","type":"video","channelId":"{channelId}","q":"{query}","publishedAfter":"{publishedAfter}","publishedBefore":"{publishedBefore}","order":"{order}","regionCode":"{regionCode}"}""", "items", new VendorPaging(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "maxResults", Size = 50 }),
        Get("video.get", "/videos", """{"part":"{part}","id":"{id}"}""", "items") with { Required = ["id"] },
        Put("video.update", "/videos", """{"id":"{id}","snippet":{"title":"{title}","description":"{text}","tags":"{tags:list}","categoryId":"{categoryId}","defaultLanguage":"{language}"},"status":{"privacyStatus":"{privacy}"}}""", """{"part":"snippet"}""") with { Required = ["id"] },
        Delete("video.delete", "/videos", """{"id":"{id}"}"""),
        Post("video.rate", "/videos/rate", null, """{"id":"{id}","rating":"{rating}"}""") with { Required = ["id"] },
        Post("playlist.create", "/playlists", """{"snippet":{"title":"{title}","description":"{text}","tags":"{tags:list}"},"status":{"privacyStatus":"{privacy}"}}""", """{"part":"snippet,status"}""") with { Required = ["title"] },
        Get("playlist.get", "/playlists", """{"part":"{part}","id":"{id}"}""", "items") with { Required = ["id"] },
        Get("playlist.list", "/playlists", """{"part":"{part}","channelId":"{channelId}","mine":"{mine}"}""", "items", new VendorPaging(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "maxResults", Size = 50 }),
        Delete("playlist.delete", "/playlists", """{"id":"{id}"}"""),
        Post("playlistItem.add", "/playlistItems", """{"snippet":{"playlistId":"{playlistId}","resourceId":{"kind":"youtube#video","videoId":"{videoId}"}}}""", """{"part":"snippet,contentDetails"}""") with { Required = ["playlistId", "videoId"] },
        Get("playlistItem.list", "/playlistItems", """{"part":"{part}","playlistId":"{playlistId}"}""", "items", new VendorPaging(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "maxResults", Size = 50 }) with { Required = ["playlistId"] },
        Delete("playlistItem.delete", "/playlistItems", """{"id":"{id}"}"""),
        Get("channel.get", "/channels", """{"part":"{part}","id":"{id}"}""", "items") with { Required = ["id"] },
        Get("channel.list", "/channels", """{"part":"{part}","id":"{channelId}","mine":"{mine}"}""", "items", new VendorPaging(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "maxResults", Size = 50 }),
        Get("category.list", "/videoCategories", """{"part":"snippet","regionCode":"{regionCode}"}""", "items"),
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["part"] ??= "snippet,contentDetails";
        if (operation.Name is "channel.list" or "playlist.list" && fields["channelId"] is null) fields["mine"] = true;
        return fields;
    }
}
