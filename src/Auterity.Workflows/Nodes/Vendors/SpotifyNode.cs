using System.ComponentModel;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Spotify. Source: the Web API reference at developer.spotify.com.</summary>
[Node("spotify", "Spotify", Category = "Network", Icon = "music", Summary = "Reads and changes playlists and tracks of Spotify.", Keywords = ["music", "playlist", "track"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class SpotifyNode(VendorClient client) : VendorNode<SpotifyNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id or Spotify address of the playlist, track, artist or album")]
        public string? Id { get; init; }

        [Description("Spotify address of the track")]
        public string? TrackUri { get; init; }

        [Description("Name of the playlist")]
        public string? Name { get; init; }

        [Description("Description of the playlist")]
        public string? Text { get; init; }

        [Description("true lets everybody see it")]
        public string? IsPublic { get; init; }

        [Description("Place in the playlist, from 0")]
        public string? Position { get; init; }
    }

    public override string BaseUrl => "https://api.spotify.com/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorPaging Pages = new(PageBy.Offset, "offset") { SizeParameter = "limit", Size = 50 };

    private static readonly VendorOperation[] Known =
    [
        Get("playlist.mine", "/me/playlists", items: "items", paging: Pages),
        Get("playlist.tracks", "/playlists/{id}/tracks", items: "items", paging: Pages),
        Get("playlist.get", "/playlists/{id}"),
        Post("playlist.add", "/playlists/{id}/tracks", query: """{"uris":"{trackUri}","position":"{position}"}""") with { Required = ["trackUri"] },
        Post("playlist.create", "/me/playlists", """{"name":"{name}","description":"{text}","public":"{isPublic}"}""") with { Required = ["name"] },
        Get("track.get", "/tracks/{id}"),
        Get("artist.get", "/artists/{id}"),
        Get("album.get", "/albums/{id}"),
    ];

    // spotify:playlist:abc and https://open.spotify.com/playlist/abc both mean abc.
    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        if (fields["id"]?.ToString() is { } id) fields["id"] = id[(id.LastIndexOfAny([':', '/']) + 1)..].Split('?')[0];
        return fields;
    }
}
