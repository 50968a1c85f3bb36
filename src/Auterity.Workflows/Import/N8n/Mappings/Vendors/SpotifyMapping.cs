namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Spotify, all versions.</summary>
[N8nMapping("n8n-nodes-base.spotify")]
internal sealed class SpotifyMapping : VendorMapping
{
    protected override string Node => "spotify";

    protected override string Resource(N8nParameters p) => "player";

    protected override string Operation(string resource, N8nParameters p) => resource switch { "playlist" => "add", _ => "get" };

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("playlist:getUserPlaylists", "playlist.mine", "@pages"),
        On("playlist:getTracks", "playlist.tracks", "id", "@pages"),
        On("playlist:get", "playlist.get", "id"),
        On("playlist:add", "playlist.add", "id", "trackUri=trackID", "position=additionalFields.position"),
        On("playlist:create", "playlist.create", "name", "text=additionalFields.description", "isPublic=additionalFields.public"),
        On("track:get", "track.get", "id"),
        On("artist:get", "artist.get", "id"),
        On("album:get", "album.get", "id"),
    ];
}
