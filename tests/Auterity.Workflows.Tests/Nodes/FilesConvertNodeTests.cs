using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class FilesConvertNodeTests
{
    [Theory]
    [InlineData("{}", "a,b,c\n1.50,\"x,\"\"y\"\"\",\n,,\"{\"\"d\"\":true}\"\n")]
    [InlineData("""{"header":false,"delimiter":";"}""", "1.50;\"x,\"\"y\"\"\";\n;;\"{\"\"d\"\":true}\"\n")]
    [InlineData("""{"quoteAll":true,"delimiter":"\\t"}""", "\"a\"\t\"b\"\t\"c\"\n\"1.50\"\t\"x,\"\"y\"\"\"\t\"\"\n\"\"\t\"\"\t\"{\"\"d\"\":true}\"\n")]
    public async Task Csv_EveryOption_WritesAllItems(string parameters, string expected)
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(parameters).Items("""{"a":1.50,"b":"x,\"y\""}""", """{"b":null,"c":{"d":true}}""");

        var run = await harness.RunAsync();

        Assert.Equal(expected, run.Text(harness));
        Assert.Equal(["{}"], run.Main);
        Assert.Equal(["0:0+0:1"], run.Sources[0]);
        Assert.Equal(("text/csv", "file.csv"), (run.Items[0][0].Binary!["data"].MimeType, run.Items[0][0].Binary!["data"].FileName));
    }

    [Fact]
    public async Task Csv_ItemsWithoutFields_MakeAFileWithoutLines()
    {
        var harness = NodeHarness.For<FilesConvertNode>().With("{}").Items("{}", "{}");

        Assert.Equal("", (await harness.RunAsync()).Text(harness));
    }

    [Theory]
    [InlineData(true, "a\n\"'=1+1\"\n-5\n")]
    [InlineData(false, "a\n=1+1\n-5\n")]
    public async Task Csv_Formulas_AreMadeSafeOnRequest(bool safeFormulas, string expected)
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(new { safeFormulas }).Items("""{"a":"=1+1"}""", """{"a":-5}""");

        Assert.Equal(expected, (await harness.RunAsync()).Text(harness).Replace("\"'-5\"", "-5", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"format":"json"}""", """[{"a":1.50},{"a":2}]""")]
    [InlineData("""{"format":"json","property":"a"}""", """[1.50,2]""")]
    [InlineData("""{"format":"json","pretty":true,"property":"a"}""", "[\n  1.50,\n  2\n]")]
    [InlineData("""{"format":"text","files":"one","property":"a"}""", "1.50\n2")]
    [InlineData("""{"format":"xml","files":"one","rootName":"all"}""", """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><all><item><a>1.50</a></item><item><a>2</a></item></all>""")]
    [InlineData("""{"format":"html","caption":"C"}""", "<table>\n<caption>C</caption>\n<thead><tr><th>a</th></tr></thead>\n<tbody>\n<tr><td>1.50</td></tr>\n<tr><td>2</td></tr>\n</tbody>\n</table>")]
    [InlineData("""{"format":"html","header":false}""", "<table>\n<tbody>\n<tr><td>1.50</td></tr>\n<tr><td>2</td></tr>\n</tbody>\n</table>")]
    public async Task OneFile_EachFormat_HoldsAllItems(string parameters, string expected)
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(parameters).Items("""{"a":1.50}""", """{"a":2}""");

        Assert.Equal(expected, Assert.Single((await harness.RunAsync()).Items[0]).Binary is { } files ? System.Text.Encoding.UTF8.GetString(harness.Context.Files.Read(files["data"])) : "");
    }

    [Fact]
    public async Task PerItem_Json_MakesOneFileEachAndKeepsFields()
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(new { format = "json", files = "perItem", file = "doc", fileName = "=order-{{ $json.a }}.json", keep = true }).Items("""{"a":1}""", """{"a":2}""");

        var run = await harness.RunAsync();

        Assert.Equal(["""{"a":1}""", """{"a":2}"""], run.Main);
        Assert.Equal(["0:0", "0:1"], run.Sources[0]);
        Assert.Equal("""{"a":2}""", run.Text(harness, 1, "doc"));
        Assert.Equal(("order-2.json", "application/json"), (run.Items[0][1].Binary!["doc"].FileName, run.Items[0][1].Binary!["doc"].MimeType));
    }

    [Theory]
    [InlineData("""{"format":"text"}""", "hé", "file.txt", "text/plain", "68C3A9")]
    [InlineData("""{"format":"text","encoding":"windows-1252"}""", "hé", "file.txt", "text/plain", "68E9")]
    [InlineData("""{"format":"text","encoding":"utf16le","bom":true}""", "h", "file.txt", "text/plain", "FFFE6800")]
    [InlineData("""{"format":"text","fileName":"p.html"}""", "h", "p.html", "text/html", "68")]
    [InlineData("""{"format":"text","fileName":"p","mimeType":"x/y"}""", "h", "p", "x/y", "68")]
    [InlineData("""{"format":"base64"}""", "aGk=", "file.bin", "application/octet-stream", "6869")]
    [InlineData("""{"format":"base64"}""", "-_ 8\n", "file.bin", "application/octet-stream", "FBFF")]
    [InlineData("""{"format":"base64","fileName":"a.png"}""", "data:image/jpeg;base64,aGk", "a.png", "image/png", "6869")]
    [InlineData("""{"format":"base64"}""", "data:image/jpeg;base64,aGk", "file.bin", "image/jpeg", "6869")]
    public async Task PerItem_TextAndBase64_BecomeTheirBytes(string parameters, string text, string name, string type, string hex)
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(parameters).Ports([Item.From(new { data = text })]);

        var run = await harness.RunAsync();

        var file = run.Items[0][0].Binary!["data"];
        Assert.Equal((name, type, hex), (file.FileName, file.MimeType, Convert.ToHexString(run.Bytes(harness))));
    }

    [Theory]
    [InlineData("iso-8859-1", "ISO-8859-1", 1)]
    [InlineData("utf-8", "UTF-8", 2)]
    public async Task Xml_Encoding_IsNamedInTheDeclaration(string encoding, string name, int bytes)
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(new { format = "xml", encoding }).Items("""{"a":"é"}""");

        var content = (await harness.RunAsync()).Bytes(harness);

        Assert.Equal($"""<?xml version="1.0" encoding="{name}" standalone="yes"?><a></a>""".Length + bytes, content.Length);
        Assert.Contains($"encoding=\"{name}\"", System.Text.Encoding.Latin1.GetString(content));
    }

    [Fact]
    public async Task Xlsx_Workbook_IsValidAndRepeatable()
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(new { format = "xlsx", sheet = "Orders" })
            .Items("""{"a":1.5,"b":"x <y> & \u0001 _x0041_","c":true,"d":"2026-03-14","e":"2026-03-14T09:26:53.5","f":"2026-03-14T09:26:53Z","g":123456789012345678,"h":{"i":1},"k":null}""");

        var first = (await harness.RunAsync()).Bytes(harness);
        var second = (await harness.RunAsync()).Bytes(harness);

        using var book = SpreadsheetDocument.Open(new MemoryStream(first), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book, TestContext.Current.CancellationToken).Select(fault => fault.Description));
        Assert.Equal(first, second);
        var cells = book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().Skip(9).Select(cell => cell.InnerText);
        Assert.Equal(["1.5", "x <y> & _x0001_ _x005F_x0041_", "1", "46095", "46095.39367476852", "2026-03-14T09:26:53Z", "123456789012345678", "{\"i\":1}"], cells);
    }

    [Fact]
    public async Task Xlsx_DatesOffAndNoHeader_KeepsText()
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(new { format = "xlsx", dates = false, header = false }).Items("""{"d":"2026-03-14"}""");

        var read = await NodeHarness.For<FilesExtractNode>().With(new { format = "xlsx", header = false }).File((await harness.RunAsync()).Bytes(harness)).RunAsync();

        Assert.Equal(["""{"row":["2026-03-14"]}"""], read.Main);
    }

    [Fact]
    public async Task Ics_Event_ComesBackTheSame()
    {
        var harness = NodeHarness.For<FilesConvertNode>().In(context => context.Zone = "Europe/Berlin").With("""
            {"format":"ics","event":{"title":"={{ $json.t }}","start":"2026-03-14T10:00:00","end":"2026-03-14T10:00:00Z","location":"Room, 1","description":"d","url":"https://x.test/","uid":"u1","status":"confirmed",
             "recurrence":"FREQ=DAILY;COUNT=2","free":true,"organizer":{"email":"b@x.test","name":"Bo"},"attendees":[{"email":"a@x.test","rsvp":true}]}}
            """).Items("""{"t":"Hi"}""");
        var run = await harness.RunAsync();

        var read = await NodeHarness.For<FilesExtractNode>().File(run.Bytes(harness), "a.ics").RunAsync();

        Assert.Equal(("file.ics", "text/calendar"), (run.Items[0][0].Binary!["data"].FileName, run.Items[0][0].Binary!["data"].MimeType));
        Assert.Contains("TRANSP:TRANSPARENT", run.Text(harness));
        Assert.Contains("DTSTAMP:20260314T092653Z", run.Text(harness));
        Assert.Equal(
            ["""{"uid":"u1","summary":"Hi","description":"d","location":"Room, 1","start":"2026-03-14T09:00:00Z","end":"2026-03-14T10:00:00Z","allDay":false,"timeZone":"UTC","status":"CONFIRMED","url":"https://x.test/","recurrence":"FREQ=DAILY;COUNT=2","organizer":{"name":"Bo","email":"b@x.test"},"attendees":[{"email":"a@x.test","rsvp":true}],"sequence":0}"""],
            read.Main.Select(json => json.Replace("+00:00", "Z", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"start":"2026-03-14","title":"T"}""", "\"start\":\"2026-03-14\",\"end\":\"2026-03-15\",\"allDay\":true")]
    [InlineData("""{"start":"2026-03-14T23:30:00Z","allDay":true}""", "\"start\":\"2026-03-14\",\"end\":\"2026-03-15\",\"allDay\":true")]
    [InlineData("""{"start":"2026-03-14T23:30:00+02:00"}""", "\"start\":\"2026-03-14T21:30:00Z\",\"end\":\"2026-03-14T22:30:00Z\",\"allDay\":false")]
    public async Task Ics_NoEnd_LastsAnHourOrADay(string entry, string expected)
    {
        var harness = NodeHarness.For<FilesConvertNode>().With($$"""{"format":"ics","event":{{entry}}}""").Items("{}");

        var read = await NodeHarness.For<FilesExtractNode>().File((await harness.RunAsync()).Bytes(harness), "a.ics").RunAsync();

        Assert.Contains(expected, read.Main[0].Replace("+00:00", "Z", StringComparison.Ordinal));
        Assert.Contains("key-0-0", read.Main[0]);
    }

    [Fact]
    public async Task Ics_OneFile_HoldsTheEventOfEveryItem()
    {
        var harness = NodeHarness.For<FilesConvertNode>().With("""{"format":"ics","files":"one","event":{"title":"={{ $json.t }}","start":"2026-03-14"}}""").Items("""{"t":"A"}""", """{"t":"B"}""");

        var read = await NodeHarness.For<FilesExtractNode>().File((await harness.RunAsync()).Bytes(harness), "a.ics").RunAsync();

        Assert.Equal(2, read.Main.Length);
    }

    [Theory]
    [InlineData("""{"format":"base64"}""", "invalid-base64")]
    [InlineData("""{"format":"base64","files":"one"}""", "invalid-parameters")]
    [InlineData("""{"format":"text","property":"none"}""", "field-missing")]
    [InlineData("""{"format":"xlsx","sheet":"a/b"}""", "invalid-parameters")]
    [InlineData("""{"format":"ics"}""", "invalid-parameters")]
    [InlineData("""{"format":"ics","event":{"start":"soon"}}""", "invalid-parameters")]
    [InlineData("""{"format":"ics","event":{"start":"2026-03-14","end":"2026-03-13"}}""", "invalid-parameters")]
    [InlineData("""{"format":"ics","event":{"start":"2026-03-14","recurrence":"NEVER"}}""", "invalid-file")]
    [InlineData("""{"delimiter":"ab"}""", "invalid-parameters")]
    public async Task Run_WhatCannotBeWritten_FailsWithItsCode(string parameters, string code) =>
        Assert.Equal(code, (await NodeHarness.For<FilesConvertNode>().With(parameters).Items("""{"data":"%%"}""", """{"data":"%%"}""").FailAsync()).Error.Code);

    [Fact]
    public async Task Xlsx_TextLongerThanACell_SaysWhichCell() =>
        Assert.Contains("A2", (await NodeHarness.For<FilesConvertNode>().With(new { format = "xlsx" }).Ports([Item.From(new { a = new string('x', 40_000) })]).FailAsync()).Message);
}
