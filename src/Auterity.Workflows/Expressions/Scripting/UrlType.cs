using System.Text;
using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary><c>new URL(text, base)</c>: its parts, read-only, and its search parameters.</summary>
internal sealed class UrlType(ScriptEngine owner) : Constructor(owner.Engine, "URL")
{
    public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget)
    {
        var text = TypeConverter.ToString(arguments.At(0)).Trim();
        Uri? url;
        var valid = arguments.Length > 1 && !arguments[1].IsUndefined()
            ? Uri.TryCreate(TypeConverter.ToString(arguments[1]), UriKind.Absolute, out var root) & Uri.TryCreate(root, text, out url)
            : Uri.TryCreate(text, UriKind.Absolute, out url) && text.Contains(':', StringComparison.Ordinal);
        if (!valid || url is null)
            throw owner.Throwable(new ExpressionException($"Invalid URL: '{Js.Shorten(text)}'. It has to begin with a scheme such as https://."));
        return View(url);
    }

    private JsObject View(Uri url)
    {
        var view = new JsObject(Engine);
        var query = url.Query.TrimStart('?');
        var parameters = new UrlSearchParams(UrlSearchParams.Parse(query));
        var user = url.UserInfo.Split(':', 2);
        var port = url.IsDefaultPort || url.Port < 0 ? "" : url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var host = url.IdnHost + (port.Length > 0 ? ":" + port : "");
        var isWeb = url.Scheme is "http" or "https" or "ws" or "wss" or "ftp";
        Set("protocol", url.Scheme + ":");
        Set("username", user[0]);
        Set("password", user.Length > 1 ? user[1] : "");
        Set("host", host);
        Set("hostname", url.IdnHost);
        Set("port", port);
        Set("pathname", url.AbsolutePath);
        Set("hash", url.Fragment is "#" ? "" : url.Fragment);
        Set("origin", isWeb ? $"{url.Scheme}://{host}" : "null");
        view.FastSetDataProperty("searchParams", UrlSearchParamsType.View(owner, parameters));
        Lazy("search", Search);
        Lazy("href", Href);
        foreach (var name in new[] { "toString", "toJSON" })
            view.FastSetProperty(name, new PropertyDescriptor(WebApi.Function(owner, name, _ => Js.Text(Href())), PropertyFlag.NonEnumerable));
        return view;

        string Search() => !parameters.Changed ? (query.Length > 0 ? "?" + query : "") : parameters.Values.Count > 0 ? "?" + parameters : "";

        string Href()
        {
            var login = url.UserInfo.Length > 0 ? url.UserInfo + "@" : "";
            return (isWeb || url.Authority.Length > 0 ? $"{url.Scheme}://{login}{host}" : url.Scheme + ":") + url.AbsolutePath + Search() + view.Get("hash");
        }

        void Set(string name, string value) => view.FastSetDataProperty(name, Js.Text(value));

        void Lazy(string name, Func<string> read) => view.FastSetProperty(name, new GetSetPropertyDescriptor(new ClrFunction(Engine, name, (_, _) => Js.Text(read())), JsValue.Undefined, enumerable: true, configurable: true));
    }
}

/// <summary>Pairs of names and values of a query.</summary>
internal sealed class UrlSearchParams(List<(string Name, string Value)> values)
{
    public List<(string Name, string Value)> Values { get; private set; } = values;

    public bool Changed { get; private set; }

    public static List<(string, string)> Parse(string query) => [.. query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair =>
    {
        var parts = pair.Split('=', 2);
        return (Decode(parts[0]), parts.Length > 1 ? Decode(parts[1]) : "");
    })];

    public void Change(List<(string Name, string Value)> next)
    {
        Values = next;
        Changed = true;
    }

    public override string ToString() => new StringBuilder().AppendJoin('&', Values.Select(v => $"{Form(v.Name)}={Form(v.Value)}")).ToString();

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Form(string text) => UrlText.Encode(text, whole: false).Replace("%20", "+", StringComparison.Ordinal)
        .Replace("!", "%21", StringComparison.Ordinal).Replace("'", "%27", StringComparison.Ordinal).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal).Replace("~", "%7E", StringComparison.Ordinal);
}

/// <summary><c>new URLSearchParams(text or object)</c>.</summary>
internal sealed class UrlSearchParamsType(ScriptEngine owner) : Constructor(owner.Engine, "URLSearchParams")
{
    public override ObjectInstance Construct(JsValue[] arguments, JsValue newTarget) => View(owner, new UrlSearchParams(arguments.At(0) switch
    {
        JsString text => UrlSearchParams.Parse(text.ToString()),
        JsArray pairs => [.. pairs.Select(p => (TypeConverter.ToString(p.Get(0)), TypeConverter.ToString(p.Get(1))))],
        ObjectInstance map => [.. map.GetOwnPropertyKeys(Types.String).Select(k => (k.ToString(), TypeConverter.ToString(map.Get(k))))],
        _ => [],
    }));

    public static JsObject View(ScriptEngine owner, UrlSearchParams parameters)
    {
        var view = new JsObject(owner.Engine);
        Add("get", a => Js.TextOrUndefined(parameters.Values.Find(v => v.Name == Text(a, 0)).Value) is JsString found ? found : JsValue.Null);
        Add("getAll", a => List(parameters.Values.Where(v => v.Name == Text(a, 0)).Select(v => Js.Text(v.Value))));
        Add("has", a => Js.Boolean(parameters.Values.Exists(v => v.Name == Text(a, 0))));
        Add("append", a => Change([.. parameters.Values, (Text(a, 0), Text(a, 1))]));
        Add("delete", a => Change(parameters.Values.FindAll(v => v.Name != Text(a, 0))));
        Add("set", a =>
        {
            var at = Math.Max(0, parameters.Values.FindIndex(v => v.Name == Text(a, 0)));
            var exists = parameters.Values.Exists(v => v.Name == Text(a, 0));
            var next = parameters.Values.FindAll(v => v.Name != Text(a, 0));
            next.Insert(exists ? Math.Min(at, next.Count) : next.Count, (Text(a, 0), Text(a, 1)));
            return Change(next);
        });
        Add("sort", _ => Change([.. parameters.Values.OrderBy(v => v.Name, StringComparer.Ordinal)]));
        Add("toString", _ => Js.Text(parameters.ToString()));
        Add("keys", _ => Iterate(List(parameters.Values.Select(v => Js.Text(v.Name)))));
        Add("values", _ => Iterate(List(parameters.Values.Select(v => Js.Text(v.Value)))));
        Add("entries", _ => Iterate(Pairs()));
        Add("forEach", a =>
        {
            foreach (var (name, value) in parameters.Values.ToArray())
                JsValueExtensions.Call(a.At(0), JsValue.Undefined, [Js.Text(value), Js.Text(name), view]);
            return JsValue.Undefined;
        });
        view.FastSetProperty(owner.Engine.Global.Get("Symbol").Get("iterator"), new PropertyDescriptor(WebApi.Function(owner, "entries", _ => Iterate(Pairs())), PropertyFlag.NonEnumerable));
        return view;

        JsArray List(IEnumerable<JsValue> values) => new(owner.Engine, [.. values]);

        JsArray Pairs() => List(parameters.Values.Select(v => List([Js.Text(v.Name), Js.Text(v.Value)])));

        JsValue Change(List<(string, string)> next)
        {
            parameters.Change(next);
            return JsValue.Undefined;
        }

        void Add(string name, Func<JsValue[], JsValue> call) =>
            view.FastSetProperty(name, new PropertyDescriptor(WebApi.Function(owner, name, call), PropertyFlag.NonEnumerable));

        static JsValue Iterate(JsArray list) => JsValueExtensions.Call(list.Get("values"), list, []);

        static string Text(JsValue[] arguments, int index) => TypeConverter.ToString(arguments.At(index));
    }
}
