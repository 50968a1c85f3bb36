using System.ComponentModel;
using System.Text.Json.Nodes;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>OpenWeatherMap. Source: the API reference at openweathermap.org/api.</summary>
[Node("openWeatherMap", "OpenWeatherMap", Category = "Network", Icon = "cloud-sun", Summary = "Reads the weather of now and of the next five days.", Keywords = ["weather", "forecast", "temperature"])]
[CredentialSlot("auth", "http.query")]
internal sealed class OpenWeatherMapNode(VendorClient client) : VendorNode<OpenWeatherMapNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Name of the city")]
        public string? City { get; init; }

        [Description("Id of the city")]
        public string? CityId { get; init; }

        [Description("Latitude")]
        public string? Latitude { get; init; }

        [Description("Longitude")]
        public string? Longitude { get; init; }

        [Description("Zip code")]
        public string? Zip { get; init; }

        [Description("metric, imperial or standard")]
        public string? Units { get; init; }

        [Description("Language of the texts")]
        public string? Language { get; init; }
    }

    public override string BaseUrl => "https://api.openweathermap.org/data/2.5";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("weather.now", "/weather", """{"q":"{city}","id":"{cityId}","lat":"{latitude}","lon":"{longitude}","zip":"{zip}","units":"{units}","lang":"{language}"}"""),
        Get("weather.forecast", "/forecast", """{"q":"{city}","id":"{cityId}","lat":"{latitude}","lon":"{longitude}","zip":"{zip}","units":"{units}","lang":"{language}"}"""),
    ];

    protected override JsonObject Complete(VendorOperation operation, JsonObject fields, NodeContext context)
    {
        fields["units"] ??= "metric";
        return fields;
    }
}
