using Auterity.Workflows.Definitions.Hooks;
using Auterity.Workflows.Webhooks;

namespace Auterity.Workflows.Tests.Definitions;

public sealed class HookTreeTests
{
    private static readonly HookTree Tree = new(
    [
        Row("GET", "orders/new"), Row("GET", "orders/{id}"), Row("DELETE", "orders/{id}"), Row("GET", "orders/{order}/lines/{line}"),
        Row("GET", "{any}/new/lines/first"), Row("POST", "a.b~c-d_e"), Row("GET", "größe"),
    ]);

    [Theory]
    [InlineData("GET", "orders/new", "orders/new", "")]
    [InlineData("GET", "/orders/7/", "orders/{id}", "id=7")]
    [InlineData("GET", "orders/a%20b%2Fc", "orders/{id}", "id=a b/c")]
    [InlineData("DELETE", "orders/new", "orders/{id}", "id=new")]
    [InlineData("GET", "orders/new/lines/2", "orders/{order}/lines/{line}", "order=new,line=2")]
    [InlineData("GET", "orders/new/lines/first", "orders/{order}/lines/{line}", "order=new,line=first")]
    [InlineData("GET", "things/new/lines/first", "{any}/new/lines/first", "any=things")]
    [InlineData("POST", "a.b~c-d_e", "a.b~c-d_e", "")]
    [InlineData("GET", "gr%C3%B6%C3%9Fe", "größe", "")]
    public void Match_Path_FindsTheMostExactHook(string method, string path, string hook, string values)
    {
        var match = Tree.Match(method, path);

        Assert.Equal(hook, match?.Hook.NodeId);
        Assert.Equal(values, string.Join(',', match!.Values.Select(value => $"{value.Key}={value.Value}")));
    }

    [Theory]
    [InlineData("POST", "orders/new")]
    [InlineData("GET", "orders")]
    [InlineData("GET", "")]
    [InlineData("GET", "orders//lines/1")]
    [InlineData("GET", "ORDERS/new")]
    [InlineData("GET", "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21/22/23")]
    public void Match_UnknownPath_FindsNothing(string method, string path) => Assert.Null(Tree.Match(method, path));

    [Theory]
    [InlineData("orders/new", "DELETE,GET")]
    [InlineData("orders/7", "DELETE,GET")]
    [InlineData("a.b~c-d_e", "POST")]
    [InlineData("nothing", "")]
    public void MethodsAt_Path_NamesAllThatAnswer(string path, string methods) => Assert.Equal(methods, string.Join(',', Tree.MethodsAt(path)));

    private static HookRow Row(string method, string path)
    {
        var parsed = WebhookPath.TryParse(path, out _)!;
        return new HookRow { Method = method, Shape = parsed.Shape, Path = parsed.ToString(), NodeId = path, Hash = [] };
    }
}
