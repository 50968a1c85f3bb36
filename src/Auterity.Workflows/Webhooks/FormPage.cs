using System.Globalization;
using System.Net;
using System.Text;
using Auterity.Workflows.Nodes;

namespace Auterity.Workflows.Webhooks;

/// <summary>The page of a form trigger: plain HTML without scripts, so that it works everywhere and nothing in it can run.</summary>
internal static class FormPage
{
    public const string Policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'";

    public static string Of(FormTrigger.Input form)
    {
        var page = new StringBuilder();
        page.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Text(form.Title)).Append("</title><style>")
            .Append("body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:1rem 0 .25rem}input,select,textarea,button{font:inherit;width:100%;box-sizing:border-box;padding:.5rem}button{margin-top:1.5rem}")
            .Append("</style></head><body><main><h1>").Append(Text(form.Title)).Append("</h1>");
        if (form.Description.Length > 0) page.Append("<p>").Append(Text(form.Description)).Append("</p>");
        page.Append("<form method=\"post\" enctype=\"multipart/form-data\">");
        foreach (var (field, index) in form.Fields.Select((field, index) => (field, index)))
            if (field.Label.Length > 0) Field(page, field, $"f{index}");
        return page.Append("<button type=\"submit\">").Append(Text(form.Button)).Append("</button></form></main></body></html>").ToString();
    }

    private static void Field(StringBuilder page, FormField field, string id)
    {
        var common = $" id=\"{id}\" name=\"{Text(field.Label)}\"{(field.Required ? " required" : "")}{(field.Placeholder is { Length: > 0 } text ? $" placeholder=\"{Text(text)}\"" : "")}";
        if (field.Kind == FormFieldKind.Hidden)
        {
            page.Append(CultureInfo.InvariantCulture, $"<input type=\"hidden\"{common} value=\"{Text(field.Placeholder ?? "")}\">");
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<label for=\"{id}\">{Text(field.Label)}{(field.Required ? " *" : "")}</label>");
        page.Append(field.Kind switch
        {
            FormFieldKind.TextArea => $"<textarea rows=\"4\"{common}></textarea>",
            FormFieldKind.Dropdown => $"<select{common}{(field.Several ? " multiple" : "")}>{(field.Several || field.Required ? "" : "<option value=\"\"></option>")}{string.Concat((field.Options ?? []).Select(option => $"<option>{Text(option)}</option>"))}</select>",
            FormFieldKind.File => $"<input type=\"file\"{common}{(field.Several ? " multiple" : "")}{(field.Accept is { Length: > 0 } kinds ? $" accept=\"{Text(kinds)}\"" : "")}>",
            FormFieldKind.Number => $"<input type=\"number\" step=\"any\"{common}>",
            var kind => $"<input type=\"{kind.ToString().ToLowerInvariant()}\"{common}>",
        });
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
