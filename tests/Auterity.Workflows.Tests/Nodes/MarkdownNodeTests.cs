using Auterity.Sdk;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class MarkdownNodeTests
{
    [Theory]
    [InlineData("""{}""", "# Hi *you*", "<h1>Hi <em>you</em></h1>\n")]
    [InlineData("""{}""", "|a|b|\n|-|-|\n|1|2|", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n")]
    [InlineData("""{}""", "~~x~~", "<p><del>x</del></p>\n")]
    [InlineData("""{"gitHub":false}""", "~~x~~", "<p>~~x~~</p>\n")]
    [InlineData("""{"hardBreaks":true}""", "a\nb", "<p>a<br />\nb</p>\n")]
    [InlineData("""{"emoji":true}""", ":smile:", "<p>😄</p>\n")]
    [InlineData("""{"headingIds":true}""", "# Hi there", "<h1 id=\"hi-there\">Hi there</h1>\n")]
    [InlineData("""{"newTab":true}""", "[a](b)", "<p><a href=\"b\" target=\"_blank\" rel=\"noopener noreferrer\">a</a></p>\n")]
    [InlineData("""{"extras":true}""", "a\n:   b", "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n")]
    [InlineData("""{"allowHtml":false}""", "<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n")]
    [InlineData("""{}""", "<b>x</b>", "<p><b>x</b></p>\n")]
    [InlineData("""{"page":true}""", "x", "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n</head>\n<body>\n<p>x</p>\n</body>\n</html>\n")]
    [InlineData("""{}""", "", "")]
    public async Task ToHtml_EveryOption_RendersIt(string parameters, string markdown, string html) =>
        Assert.Equal(html, await ConvertAsync("toHtml", parameters, markdown));

    [Theory]
    [InlineData("""{}""", "<h2>Hi <i>you</i></h2><p>one<br>two</p><hr>", "## Hi _you_\n\none  \ntwo\n\n---")]
    [InlineData("""{}""", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "*   a\n\n    *   b\n*   c")]
    [InlineData("""{"bullet":"-"}""", "<ul><li>a</li></ul>", "-   a")]
    [InlineData("""{}""", "<ol start=3><li>a<li>b</ol>", "3. a\n4. b")]
    [InlineData("""{}""", "<ul><li><input type=checkbox checked> done</li></ul>", "*   [x] done")]
    [InlineData("""{}""", "<pre><code class=language-js>let a = `b`;\n</code></pre>", "```js\nlet a = `b`;\n```")]
    [InlineData("""{"fence":"~~~"}""", "<pre>x</pre>", "~~~\nx\n~~~")]
    [InlineData("""{}""", "<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b")]
    [InlineData("""{}""", "<table><tr><th>a<th align=right>b<tr><td>1|<td>2</table>", "| a | b |\n| --- | ---: |\n| 1\\| | 2 |")]
    [InlineData("""{}""", "<a href='x y' title='t'>go</a> <img src=p.png alt=pic><img src='data:image/png;base64,AA'>", "[go](x%20y \"t\") ![pic](p.png)")]
    [InlineData("""{"keepDataImages":true}""", "<img src='data:image/png;base64,AA'>", "![](data:image/png;base64,AA)")]
    [InlineData("""{"linkReferences":true}""", "<a href=x>a</a> <a href=y>b</a>", "[a][1] [b][2]\n\n[1]: x\n[2]: y")]
    [InlineData("""{"ignore":"a, img"}""", "<p>keep<a href=x>drop</a><img src=x></p>", "keep")]
    [InlineData("""{"emphasis":"*","strong":"__"}""", "<b>a</b> <em>b</em>", "__a__ *b*")]
    [InlineData("""{}""", "<p>2 * 3 _ [x] <b> spaced </b>end</p>", "2 \\* 3 \\_ \\[x\\] **spaced** end")]
    [InlineData("""{}""", "<p># no heading</p><p>1. no list</p>", "\\# no heading\n\n1\\. no list")]
    [InlineData("""{}""", "<style>x</style><script>y</script><p>z <code>a`b</code></p>", "z ``a`b``")]
    [InlineData("""{}""", "", "")]
    public async Task ToMarkdown_EveryOption_WritesIt(string parameters, string html, string markdown) =>
        Assert.Equal(markdown, await ConvertAsync("toMarkdown", parameters, html));

    [Fact]
    public async Task Run_ResultPath_KeepsTheItem()
    {
        var run = await NodeHarness.For<MarkdownNode>().With(new { text = "={{ $json.md }}", result = "out.html" }).Items("""{"md":"x"}""").RunAsync();

        Assert.Equal(["""{"md":"x","out":{"html":"<p>x</p>\n"}}"""], run.Main);
    }

    [Theory]
    [InlineData(">")]
    [InlineData("[")]
    [InlineData("*a **a ")]
    [InlineData("- ")]
    public async Task ToHtml_AbsurdNesting_EndsSoon(string opening)
    {
        var started = TimeProvider.System.GetTimestamp();
        var text = string.Concat(Enumerable.Repeat(opening, 20_000));

        var error = await Record.ExceptionAsync(() => ConvertAsync("toHtml", "{}", text));

        Assert.True(error is null or NodeException, error?.ToString());
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void ToHtml_AnyText_EndsInAResultOrANodeException() =>
        Fuzz.Text("# a\n- [x] b\n\n|a|b|\n|-|-|\n|1|2|\n> c\n```js\nx\n```\n[a](b) **c** <i>d</i> &amp;", text => ConvertAsync("toHtml", """{"extras":true,"emoji":true,"newTab":true,"headingIds":true}""", text));

    [Fact]
    public void ToMarkdown_AnyText_EndsInAResultOrANodeException() =>
        Fuzz.Text("<ul><li>a<ol><li>b</ol></ul><table><tr><td>1<td>2</table><pre><code>x</code></pre><a href=x><b>y</b></a>", text => ConvertAsync("toMarkdown", "{}", text));

    private static async Task<string?> ConvertAsync(string action, string options, string text)
    {
        var parameters = TestJson.Of(options).EnumerateObject().ToDictionary(option => option.Name, option => (object)option.Value);
        parameters["action"] = action;
        var run = await NodeHarness.For<MarkdownNode>().In(context => context.ParametersOf = (_, _) => new Dictionary<string, object>(parameters) { ["text"] = text }).RunAsync();
        return TestJson.Of(run.Main[0]).GetProperty("data").GetString();
    }
}
