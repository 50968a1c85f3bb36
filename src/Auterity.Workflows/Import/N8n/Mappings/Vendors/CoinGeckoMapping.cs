namespace Auterity.Workflows.Import.N8n.Mappings.Vendors;

/// <summary>CoinGecko, all versions.</summary>
[N8nMapping("n8n-nodes-base.coinGecko")]
internal sealed class CoinGeckoMapping : VendorMapping
{
    protected override string Node => "coinGecko";

    protected override string Resource(N8nParameters p) => "coin";

    protected override string Operation(string resource, N8nParameters p) => "getAll";

    protected override IReadOnlyList<VendorRule> Rules { get; } =
    [
        On("coin:price", "coin.price", "coinIds", "currencies", "-searchBy"),
        On("coin:getAll", "coin.list", "@pages"),
        On("coin:get", "coin.get", "coinId"),
        On("coin:market", "coin.market", "baseCurrency", "coinIds=options.ids", "@pages"),
    ];
}
