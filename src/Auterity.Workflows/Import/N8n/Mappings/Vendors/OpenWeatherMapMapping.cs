namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>OpenWeatherMap, all versions.</summary>
[N8nMapping("n8n-nodes-base.openWeatherMap")]
internal sealed class OpenWeatherMapMapping : VendorMapping
{
    protected override string Node => "openWeatherMap";

    protected override string Operation(string resource, N8nParameters p) => "currentWeather";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On(":currentWeather", "weather.now", "-locationSelection", "city=cityName", "cityId", "latitude", "longitude", "zip=zipCode", "units=format", "language"),
        On(":5DayForecast", "weather.forecast", "-locationSelection", "city=cityName", "cityId", "latitude", "longitude", "zip=zipCode", "units=format", "language"),
    ];
}
