using System.ComponentModel;
using System.Text.Json;
using Auterity.Sdk;

namespace Auterity.Workflows.Nodes.Vendors;

/// <summary>CoinGecko. Source: the API v3 reference at docs.coingecko.com.</summary>
[Node("coinGecko", "CoinGecko", Category = "Network", Icon = "coins", Summary = "Reads prices of coins.", Keywords = ["crypto", "bitcoin", "price"])]
[CredentialSlot("auth", "http.header")]
internal sealed class CoinGeckoNode(VendorClient client) : VendorNode<CoinGeckoNode.Input>(client)
{
    public sealed record Input : VendorInput
    {
        [Description("Ids of coins"), Field(Editor = "json")]
        public JsonElement? CoinIds { get; init; }

        [Description("Currencies of the prices"), Field(Editor = "json")]
        public JsonElement? Currencies { get; init; }

        [Description("Id of the coin")]
        public string? CoinId { get; init; }

        [Description("Currency of the market")]
        public string? BaseCurrency { get; init; }
    }

    public override string BaseUrl => "https://api.coingecko.com/api/v3";

    public override IReadOnlyList<VendorOperation> Operations => Known;

    private static readonly VendorOperation[] Known =
    [
        Get("coin.price", "/simple/price", """{"ids":"{coinIds:join}","vs_currencies":"{currencies:join}"}""") with { Required = ["coinIds", "currencies"] },
        Get("coin.list", "/coins/list"),
        Get("coin.get", "/coins/{coinId}"),
        Get("coin.market", "/coins/markets", """{"vs_currency":"{baseCurrency}","ids":"{coinIds:join}"}""", paging: new VendorPaging(PageBy.Number, "page") { SizeParameter = "per_page" }) with { Required = ["baseCurrency"] },
    ];
}
