using System.Text.RegularExpressions;

namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>Ids out of the addresses that people paste.</summary>
internal static partial class VendorAddress
{
    /// <summary>The id a vendor's page has in its address; the text itself when it is no such address.</summary>
    public static string IdIn(string address)
    {
        if (Google().Match(address) is { Success: true } google) return google.Groups[1].Value;
        if (Notion().Match(address) is { Success: true } notion) return notion.Groups[1].Value;
        if (Airtable().Match(address) is { Success: true } airtable) return airtable.Groups[1].Value;
        return address.Contains("://", StringComparison.Ordinal) ? address.TrimEnd('/').Split('?')[0].Split('/')[^1] : address;
    }

    [GeneratedRegex(@"google\.com/.*?(?:/d/|/folders/|[?&]id=)([A-Za-z0-9_-]{10,})")]
    private static partial Regex Google();

    [GeneratedRegex(@"notion\.(?:so|site)/.*?([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})")]
    private static partial Regex Notion();

    [GeneratedRegex(@"airtable\.com/(?:app[A-Za-z0-9]+/)?((?:app|tbl|viw|rec)[A-Za-z0-9]+)")]
    private static partial Regex Airtable();
}
