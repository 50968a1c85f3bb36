using System.ComponentModel;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>Google Workspace Admin. Source: the Directory API reference at developers.google.com/admin-sdk.</summary>
[Node("google.admin", "Google Workspace Admin", Category = "Network", Icon = "user-cog", Summary = "Reads and writes users of a Google Workspace.", Keywords = ["user", "workspace", "gsuite", "directory"])]
[CredentialSlot("auth", "oauth2.authorizationCode")]
internal sealed class GoogleAdminNode(VendorClient client) : VendorNode<GoogleAdminNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Id or mail address of the user")]
        public string? UserId { get; init; }

        [Description("Mail address of the new user")]
        public string? Email { get; init; }

        [Description("First name")]
        public string? FirstName { get; init; }

        [Description("Last name")]
        public string? LastName { get; init; }

        [Description("First password")]
        public string? Password { get; init; }

        [Description("Domain of the users")]
        public string? Domain { get; init; }

        [Description("Search in Google's own words")]
        public string? Query { get; init; }
    }

    public override string BaseUrl => "https://admin.googleapis.com/admin/directory/v1";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Post("user.create", "/users", """{"name":{"givenName":"{firstName}","familyName":"{lastName}"},"password":"{password}","primaryEmail":"{email}"}""") with { Required = ["email", "firstName", "lastName", "password"] },
        Put("user.update", "/users/{userId}", """{"name":{"givenName":"{firstName}","familyName":"{lastName}"},"primaryEmail":"{email}"}"""),
        Get("user.get", "/users/{userId}"),
        Delete("user.delete", "/users/{userId}"),
        Get("user.list", "/users", """{"customer":"my_customer","domain":"{domain}","query":"{query}"}""", "users", new VendorPaging(PageBy.Cursor, "pageToken") { Next = "nextPageToken", SizeParameter = "maxResults" }),
    ];
}
