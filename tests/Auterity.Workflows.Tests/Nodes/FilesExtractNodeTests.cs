using System.IO.Compression;
using System.Text;
using Auterity.Sdk;
using Auterity.Workflows.Nodes;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace Auterity.Workflows.Tests.Nodes;

public sealed class FilesExtractNodeTests
{
    private const string Calendar = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:test
        BEGIN:VEVENT
        UID:1
        DTSTART;TZID=Europe/Berlin:20260314T100000
        DTEND;TZID=Europe/Berlin:20260314T110000
        SUMMARY:Hi\, you
        RRULE:FREQ=WEEKLY;COUNT=3
        ORGANIZER;CN=Bo:mailto:b@x.test
        ATTENDEE;CN=Ann;PARTSTAT=ACCEPTED:mailto:a@x.test
        CATEGORIES:A,B
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART;VALUE=DATE:20260315
        SUMMARY:Day
        END:VEVENT
        END:VCALENDAR
        """;

    [Theory]
    [InlineData("{}", "a,b\n1,\"x\"\"y\nz\"\n", """{"a":"1","b":"x\"y\nz"}""")]
    [InlineData("{}", "a;b\r\n1;2\r\n", """{"a":"1","b":"2"}""")]
    [InlineData("""{"delimiter":"\\t"}""", "a\tb\n1\t2,3", """{"a":"1","b":"2,3"}""")]
    [InlineData("""{"delimiter":"|","quote":"'"}""", "a|b\n'1|1'|2", """{"a":"1|1","b":"2"}""")]
    [InlineData("""{"delimiter":",","quote":""}""", "a,b\n\"1,2", """{"a":"\"1","b":"2"}""")]
    [InlineData("""{"delimiter":",","trim":true}""", "a , b\n 1 , 2 ", """{"a":"1","b":"2"}""")]
    [InlineData("""{"skipLines":2}""", "report\n\"march\na,b\n1,2", """{"a":"1","b":"2"}""")]
    [InlineData("""{"delimiter":",","skipRows":1}""", "x,y\na,b\n1,2", """{"a":"1","b":"2"}""")]
    [InlineData("""{"comment":"#"}""", "#note\na,b\n#x\n1,2", """{"a":"1","b":"2"}""")]
    [InlineData("""{"header":false}""", "1,2", """{"row":["1","2"]}""")]
    [InlineData("{}", "a,a,,b\n1,2,3,4", """{"a":"1","a_2":"2","column3":"3","b":"4"}""")]
    [InlineData("{}", "a,b\n1\n", """{"a":"1","b":""}""")]
    [InlineData("{}", "a\n1,2\n", """{"a":"1","column2":"2"}""")]
    [InlineData("""{"emptyCells":false}""", "a,b\n,2", """{"b":"2"}""")]
    [InlineData("""{"range":"B2:C3"}""", "x,y,z\n0,a,b\n0,1,2\n0,3,4", """{"a":"1","b":"2"}""")]
    [InlineData("""{"range":"B:B"}""", "x,y,z\n0,1,2", """{"y":"1"}""")]
    [InlineData("{}", "a,b\n\n,,\n1,2", """{"a":"1","b":"2"}""")]
    [InlineData("{}", "sep=;\na;b\n1;2", """{"a":"1","b":"2"}""")]
    public async Task Csv_EveryOption_GivesTheRow(string parameters, string csv, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<FilesExtractNode>().With(parameters).File(csv, "a.csv").RunAsync()).Main);

    [Fact]
    public async Task Csv_Limit_StopsThere() =>
        Assert.Equal(["""{"a":"1"}""", """{"a":"2"}"""], (await NodeHarness.For<FilesExtractNode>().With(new { limit = 2 }).File("a\n1\n2\n3", "a.csv").RunAsync()).Main);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16le", true)]
    [InlineData("utf-16le", false)]
    [InlineData("utf-16be", true)]
    [InlineData("utf-32", true)]
    [InlineData("latin1", false)]
    [InlineData("windows-1252", false)]
    public async Task Csv_AnyEncoding_GoesOutAndComesBack(string encoding, bool bom)
    {
        var made = NodeHarness.For<FilesConvertNode>().With(new { format = "csv", encoding, bom }).Items("""{"näme":"é€"}""".Replace("€", encoding == "latin1" ? "" : "€"));
        var file = (await made.RunAsync()).Bytes(made);

        var read = await NodeHarness.For<FilesExtractNode>().With(new { format = "csv", encoding = bom ? "utf-8" : encoding }).File(file).RunAsync();

        Assert.Equal(["""{"näme":"é€"}""".Replace("€", encoding == "latin1" ? "" : "€")], read.Main);
    }

    [Theory]
    [InlineData("""{"relaxedQuotes":false}""", "a,b\n1,x\"y\n", "invalid-csv")]
    [InlineData("""{"relaxedColumns":false}""", "a,b\n1\n", "row-length")]
    [InlineData("""{"delimiter":"::"}""", "a", "invalid-parameters")]
    [InlineData("""{"delimiter":"\""}""", "a", "invalid-parameters")]
    [InlineData("""{"encoding":"utf-nonsense"}""", "a", "encoding-unknown")]
    [InlineData("""{"range":"?!"}""", "a", "invalid-range")]
    [InlineData("""{"file":"other"}""", "a", "file-missing")]
    public async Task Csv_WhatDoesNotFit_FailsWithItsCode(string parameters, string csv, string code) =>
        Assert.Equal(code, (await NodeHarness.For<FilesExtractNode>().With(parameters).File(csv, "a.csv").FailAsync()).Error.Code);

    [Fact]
    public async Task Csv_Keep_CarriesFieldsAndFile()
    {
        var run = await NodeHarness.For<FilesExtractNode>().With(new { keep = "both" }).File("a\n1", "a.csv", json: """{"id":7,"a":0}""").RunAsync();

        Assert.Equal(["""{"id":7,"a":"1"}"""], run.Main);
        Assert.Contains("data", run.Items[0][0].Binary!);
    }

    [Fact]
    public async Task Xlsx_Workbook_KeepsTypes()
    {
        var run = await NodeHarness.For<FilesExtractNode>().File(await WorkbookAsync(), "book.xlsx").RunAsync();

        Assert.Equal(["""{"name":"Ann","age":41,"share":0.5,"ok":true,"born":"1985-02-03","at":"2026-03-14T09:26:53"}""", """{"name":"Bo & <co>","age":"","share":"","ok":false,"born":"","at":""}"""], run.Main);
    }

    [Theory]
    [InlineData("""{"rawDates":true,"range":"E1:E2"}""", """{"born":31081}""")]
    [InlineData("""{"sheet":"people","limit":1,"range":"A1:B3","emptyCells":false}""", """{"name":"Ann","age":41}""")]
    [InlineData("""{"sheet":"1","header":false,"range":"A3:A3"}""", """{"row":["Bo & <co>"]}""")]
    public async Task Xlsx_EveryOption_GivesTheRow(string parameters, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<FilesExtractNode>().With(parameters).File(await WorkbookAsync(), "book.xlsx").RunAsync()).Main);

    [Fact]
    public async Task Xlsx_NoSuchSheet_NamesThoseThereAre() =>
        Assert.Contains("It has: People.", (await NodeHarness.For<FilesExtractNode>().With(new { sheet = "none" }).File(await WorkbookAsync(), "book.xlsx").FailAsync()).Message);

    [Fact]
    public async Task Xlsx_SharedStrings_AreRead()
    {
        var run = await NodeHarness.For<FilesExtractNode>().File(SharedStrings(), "book.xlsx").RunAsync();

        Assert.Equal(["""{"name":"Ann"}"""], run.Main);
    }

    [Fact]
    public async Task Xls_OldWorkbook_IsReadToo() =>
        Assert.Equal(["""{"name":"Ann","age":41}"""], (await NodeHarness.For<FilesExtractNode>().File(OldWorkbook(), "book.xls").RunAsync()).Main);

    [Theory]
    [InlineData("{}", """{"name":"Ann","n":1.5,"on":"2026-03-14","ok":true}""")]
    [InlineData("""{"sheet":"Two"}""", """{"x":"a\nb"}""")]
    public async Task Ods_Sheet_KeepsTypes(string parameters, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<FilesExtractNode>().With(parameters).File(OpenDocument(), "book.ods").RunAsync()).Main);

    [Theory]
    [InlineData("xlsx")]
    [InlineData("ods")]
    public async Task Sheet_ZipBomb_IsRefusedBeforeItIsUnpacked(string format)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("content.xml").Open();
            var block = new byte[1 << 20];
            for (var i = 0; i < 600; i++) entry.Write(block);
        }

        Assert.Equal("limit-exceeded", (await NodeHarness.For<FilesExtractNode>().With(new { format }).File(zip.ToArray()).FailAsync()).Error.Code);
    }

    [Theory]
    [InlineData("{}", """{"a":[1.0]}""", """{"data":{"a":[1.0]}}""")]
    [InlineData("""{"result":""}""", """[{"a":1},{"a":2}]""", """{"a":1}|{"a":2}""")]
    [InlineData("""{"result":"","keep":"json"}""", """{"a":1}""", """{"id":7,"a":1}""")]
    [InlineData("""{"result":"in.it","keep":"json"}""", "5", """{"id":7,"in":{"it":5}}""")]
    [InlineData("""{"format":"jsonLines"}""", "{\"a\":1}\n\n{\"a\":2}\r\n", """{"a":1}|{"a":2}""")]
    public async Task Json_EveryOption_GivesTheItems(string parameters, string json, string expected) =>
        Assert.Equal(expected.Split('|'), (await NodeHarness.For<FilesExtractNode>().With(parameters).File(json, "a.json", json: """{"id":7}""").RunAsync()).Main);

    [Fact]
    public async Task JsonLines_BrokenLine_NamesIt() =>
        Assert.Contains("Line 2", (await NodeHarness.For<FilesExtractNode>().File("{}\n{", "a.jsonl").FailAsync()).Message);

    [Theory]
    [InlineData("{}", """{"data":{"a":{"$":{"k":"v"},"_":"é"}}}""")]
    [InlineData("""{"attributeKey":"@","textKey":"#","result":""}""", """{"a":{"@":{"k":"v"},"#":"é"}}""")]
    public async Task Xml_InItsOwnEncoding_IsRead(string parameters, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<FilesExtractNode>().With(parameters).File([.. "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a k=\"v\">"u8, 0xE9, .. "</a>"u8], "a.xml").RunAsync()).Main);

    [Theory]
    [InlineData("{}", """{"a":"1","b":"2"}""")]
    [InlineData("""{"table":"table.two"}""", """{"x":"y z","x_2":"y z"}""")]
    public async Task Html_Table_GivesItsRows(string parameters, string expected)
    {
        const string Page = "<p>t</p><table><tr><th>a<th>b<tr><td>1<td>2</table><table class=two><tr><td colspan=2>x<tr><td colspan=2>y<b> z</b></table>";

        Assert.Equal([expected], (await NodeHarness.For<FilesExtractNode>().With(parameters).File(Page, "a.html").RunAsync()).Main);
    }

    [Fact]
    public async Task Html_NoTable_SaysSo() =>
        Assert.Equal("table-missing", (await NodeHarness.For<FilesExtractNode>().File("<p>x", "a.html").FailAsync()).Error.Code);

    [Fact]
    public async Task Ics_Calendar_GivesOneItemAnEvent()
    {
        var run = await NodeHarness.For<FilesExtractNode>().File(Calendar, "a.ics").RunAsync();

        Assert.Equal(
            """{"uid":"1","summary":"Hi, you","start":"2026-03-14T10:00:00+01:00","end":"2026-03-14T11:00:00+01:00","allDay":false,"timeZone":"Europe/Berlin","recurrence":"FREQ=WEEKLY;COUNT=3","organizer":{"name":"Bo","email":"b@x.test"},"attendees":[{"name":"Ann","email":"a@x.test","status":"ACCEPTED","rsvp":false}],"categories":["A","B"],"sequence":0}""",
            run.Main[0]);
        Assert.Equal("""{"uid":"2","summary":"Day","start":"2026-03-15","allDay":true,"sequence":0}""", run.Main[1]);
    }

    [Theory]
    [InlineData("""{"format":"text"}""", """{"data":"héllo"}""")]
    [InlineData("""{"format":"text","result":"out.text","keep":"json"}""", """{"id":7,"out":{"text":"héllo"}}""")]
    [InlineData("""{"format":"base64"}""", """{"data":"77u/aMOpbGxv"}""")]
    public async Task Text_File_BecomesAField(string parameters, string expected)
    {
        var run = await NodeHarness.For<FilesExtractNode>().With(parameters).File([0xEF, 0xBB, 0xBF, .. "héllo"u8], "a.txt", json: """{"id":7}""").RunAsync();

        Assert.Equal([expected], run.Main);
        Assert.Null(run.Items[0][0].Binary);
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("file", true)]
    public async Task Text_Keep_DecidesAboutTheFile(string keep, bool stays)
    {
        var run = await NodeHarness.For<FilesExtractNode>().With(new { format = "text", keep }).File("x").RunAsync();

        Assert.Equal(stays, run.Items[0][0].Binary?.ContainsKey("data") ?? false);
    }

    [Fact]
    public async Task Pdf_Pages_GiveTheirText()
    {
        var run = await NodeHarness.For<FilesExtractNode>().With(new { keep = "json" }).File(Pdf("Hello", "World"), "a.pdf", json: """{"id":7}""").RunAsync();

        var json = TestJson.Of(run.Main[0]);
        Assert.Equal("Hello\n\nWorld", json.GetProperty("text").GetString());
        Assert.Equal((7, 2, 2), (json.GetProperty("id").GetInt32(), json.GetProperty("numpages").GetInt32(), json.GetProperty("numrender").GetInt32()));
        Assert.Equal("A title", json.GetProperty("info").GetProperty("Title").GetString());
    }

    [Fact]
    public async Task Pdf_FirstPageAsList_GivesOneText()
    {
        var run = await NodeHarness.For<FilesExtractNode>().With(new { maxPages = 1, joinPages = false, result = "pdf" }).File(Pdf("Hello", "World"), "a.pdf").RunAsync();

        Assert.Equal("""["Hello"]""", TestJson.Of(run.Main[0]).GetProperty("pdf").GetProperty("text").GetRawText());
    }

    [Fact]
    public async Task Pdf_StreamThatUnpacksToGigabytes_FailsAsALimit()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = new byte[1 << 20];
            for (var i = 0; i < 600; i++) zip.Write(block);
        }

        Assert.Equal("limit-exceeded", (await NodeHarness.For<FilesExtractNode>().File(RawPdf($"/Filter/FlateDecode/Length {packed.Length}", packed.ToArray()), "a.pdf").FailAsync()).Error.Code);
    }

    [Fact]
    public async Task Pdf_PageTreeOfTensOfThousandsOfLevels_DoesNotOverflowTheStack()
    {
        var text = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        void Add(string body)
        {
            offsets.Add(text.Length);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj{body}endobj\n");
        }

        Add("<</Type/Catalog/Pages 2 0 R>>");
        for (var i = 2; i < 60_000; i++) Add($"<</Type/Pages/Kids[{i + 1} 0 R]/Count 1>>");
        Add("<</Type/Page/MediaBox[0 0 9 9]>>");

        var run = await NodeHarness.For<FilesExtractNode>().File(Encoding.Latin1.GetBytes(WithTable(text.ToString(), offsets)), "a.pdf").RunAsync();

        Assert.Equal(1, TestJson.Of(run.Main[0]).GetProperty("numpages").GetInt32());
    }

    [Theory]
    [InlineData("x.bin", "application/octet-stream", "whatever")]
    [InlineData(null, "image/png", "\u0089PNG")]
    public async Task Auto_NothingTellsTheFormat_AsksForIt(string? name, string type, string content) =>
        Assert.Equal("format-unknown", (await NodeHarness.For<FilesExtractNode>().File(content, name, type).FailAsync()).Error.Code);

    [Theory]
    [InlineData("text/csv; charset=utf-8", null, "a\n1", """{"a":"1"}""")]
    [InlineData("application/vnd.ms-excel", "a.csv", "a\n1", """{"a":"1"}""")]
    [InlineData("application/octet-stream", null, "<?xml version='1.0'?><a/>", """{"data":{"a":""}}""")]
    [InlineData("text/plain", null, "x", """{"data":"x"}""")]
    public async Task Auto_TypeNameOrContent_TellsTheFormat(string type, string? name, string content, string expected) =>
        Assert.Equal([expected], (await NodeHarness.For<FilesExtractNode>().File(content, name, type).RunAsync()).Main);

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonLines")]
    [InlineData("xlsx")]
    [InlineData("ods")]
    [InlineData("html")]
    [InlineData("xml")]
    [InlineData("ics")]
    [InlineData("pdf")]
    public async Task AnyFormat_EmptyFile_EndsInNothingOrAnError(string format)
    {
        var error = await Record.ExceptionAsync(() => NodeHarness.For<FilesExtractNode>().With(new { format }).File([]).RunAsync());

        Assert.True(error is null or NodeException, error?.ToString());
    }

    [Fact]
    public void Csv_MutatedFile_EndsInRowsOrANodeException() => FuzzFormat("csv", "a,b,c\n1,\"x\"\"y\nz\",3\n4,5,6\n"u8.ToArray());

    [Fact]
    public async Task Xlsx_MutatedFile_EndsInRowsOrANodeException() => FuzzFormat("xlsx", await WorkbookAsync());

    [Fact]
    public void Xls_MutatedFile_EndsInRowsOrANodeException() => FuzzFormat("xlsx", OldWorkbook());

    [Fact]
    public void Ods_MutatedFile_EndsInRowsOrANodeException() => FuzzFormat("ods", OpenDocument());

    [Fact]
    public void OdsContent_MutatedXml_EndsInRowsOrANodeException() => Fuzz.Bytes(
        Encoding.UTF8.GetBytes(OdsContent), content => NodeHarness.For<FilesExtractNode>().With(new { format = "ods" }).File(Zip(("content.xml", content))).RunAsync());

    [Fact]
    public void Ics_MutatedFile_EndsInEventsOrANodeException() => FuzzFormat("ics", Encoding.UTF8.GetBytes(Calendar));

    [Fact]
    public void Pdf_MutatedFile_EndsInTextOrANodeException() => FuzzFormat("pdf", Pdf("Hello", "World"), 150);

    [Fact]
    public void Json_MutatedFile_EndsInDataOrANodeException() => FuzzFormat("json", """[{"a":[1,2,{"b":"ü"}],"c":null}]"""u8.ToArray());

    [Fact]
    public void Html_MutatedFile_EndsInRowsOrANodeException() => FuzzFormat("html", "<table><tr><th colspan=2>a<tr><td>1<td rowspan=9>2</table>"u8.ToArray());

    private static void FuzzFormat(string format, byte[] sample, int iterations = 300) =>
        Fuzz.Bytes(sample, bytes => NodeHarness.For<FilesExtractNode>().With(new { format, result = "x" }).File(bytes).RunAsync(), iterations);

    private static async Task<byte[]> WorkbookAsync()
    {
        var harness = NodeHarness.For<FilesConvertNode>().With(new { format = "xlsx", sheet = "People" }).Items(
            """{"name":"Ann","age":41,"share":0.5,"ok":true,"born":"1985-02-03","at":"2026-03-14T09:26:53"}""", """{"name":"Bo & <co>","age":null,"ok":false}""");
        return (await harness.RunAsync()).Bytes(harness);
    }

    private static byte[] SharedStrings()
    {
        using var stream = new MemoryStream();
        using (var book = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Create(stream, DocumentFormat.OpenXml.SpreadsheetDocumentType.Workbook))
        {
            var main = book.AddWorkbookPart();
            main.Workbook = new("""<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="S" sheetId="1" r:id="rId9"/></x:sheets></x:workbook>""");
            var strings = main.AddNewPart<DocumentFormat.OpenXml.Packaging.SharedStringTablePart>();
            strings.SharedStringTable = new("""<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si><x:t>name</x:t></x:si><x:si><x:r><x:t>An</x:t></x:r><x:r><x:t>n</x:t></x:r></x:si></x:sst>""");
            var sheet = main.AddNewPart<DocumentFormat.OpenXml.Packaging.WorksheetPart>("rId9");
            sheet.Worksheet = new("""<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c></x:row><x:row r="2"><x:c r="A2" t="s"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>""");
        }

        return stream.ToArray();
    }

    /// <summary>A sheet of Excel 2: records of id, length and data.</summary>
    private static byte[] OldWorkbook()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        void Record(ushort id, params byte[] data)
        {
            writer.Write(id);
            writer.Write((ushort)data.Length);
            writer.Write(data);
        }

        Record(0x0009, 2, 0, 0x10, 0);
        Record(0x0000, 0, 0, 2, 0, 0, 0, 2, 0);
        Record(0x0004, [0, 0, 0, 0, 0, 0, 0, 4, .. "name"u8]);
        Record(0x0004, [0, 0, 1, 0, 0, 0, 0, 3, .. "age"u8]);
        Record(0x0004, [1, 0, 0, 0, 0, 0, 0, 3, .. "Ann"u8]);
        Record(0x0003, [1, 0, 1, 0, 0, 0, 0, .. BitConverter.GetBytes(41.0)]);
        Record(0x000A);
        return stream.ToArray();
    }

    private const string OdsContent = """
        <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
        <table:table table:name="One"><table:table-column/>
        <table:table-row><table:table-cell office:value-type="string"><text:p>name</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>n</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>on</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>ok</text:p></table:table-cell><table:table-cell table:number-columns-repeated="1020"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="string"><text:p>Ann</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="1.5"><text:p>1,50</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-03-14"><text:p>14.3.</text:p></table:table-cell><table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAHR</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>
        <table:table table:name="Two"><table:table-row><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row><table:table-row table:number-rows-repeated="3"/><table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p><text:p>b</text:p></table:table-cell></table:table-row></table:table>
        </office:spreadsheet></office:body></office:document-content>
        """;

    private static byte[] OpenDocument() => Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", Encoding.UTF8.GetBytes(OdsContent)));

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Pdf(params string[] pages)
    {
        using var builder = new PdfDocumentBuilder { DocumentInformation = { Title = "A title" } };
        var font = builder.AddStandard14Font(Standard14Font.Helvetica);
        foreach (var text in pages) builder.AddPage(PageSize.A4).AddText(text, 12, new PdfPoint(25, 700), font);
        return builder.Build();
    }

    private static byte[] RawPdf(string dictionary, byte[] content)
    {
        var text = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (var body in new[] { "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", $"<<{dictionary}>>stream\n{Encoding.Latin1.GetString(content)}\nendstream " })
        {
            offsets.Add(text.Length);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj{body}endobj\n");
        }

        return Encoding.Latin1.GetBytes(WithTable(text.ToString(), offsets));
    }

    private static string WithTable(string body, List<int> offsets) =>
        $"{body}xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n \n"))}trailer<</Root 1 0 R/Size {offsets.Count + 1}>>\nstartxref\n{body.Length}\n%%EOF";
}
