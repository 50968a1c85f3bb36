using System.Security.Cryptography;
using Auterity.Workflows.Expressions.Extensions;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary><c>require(name)</c> for the few modules of Node.js that only compute.</summary>
internal static class NodeModules
{
    public static JsValue Require(ScriptEngine owner) => WebApi.Function(owner, "require", a => Js.TextOr(a.At(0), "").Replace("node:", "", StringComparison.Ordinal) switch
    {
        "crypto" => Crypto(owner),
        "buffer" => Holding(owner, ("Buffer", BufferType.Create(owner))),
        "url" => Holding(owner, ("URL", new UrlType(owner)), ("URLSearchParams", new UrlSearchParamsType(owner))),
        var name => throw new ExpressionException($"There is no module '{Js.Shorten(name)}' in the sandbox; there are crypto, buffer and url."),
    });

    /// <summary>Hashes, keyed hashes and random ids; the random ones repeat when the step does.</summary>
    public static JsObject Crypto(ScriptEngine owner) => Holding(owner,
        ("createHash", WebApi.Function(owner, "createHash", a => Hash(owner, IncrementalHash.CreateHash(Named(Js.TextOr(a.At(0), "")))))),
        ("createHmac", WebApi.Function(owner, "createHmac", a => Hash(owner, IncrementalHash.CreateHMAC(Named(Js.TextOr(a.At(0), "")), BufferType.Bytes(owner, a.At(1), "utf8"))))),
        ("randomBytes", WebApi.Function(owner, "randomBytes", a => BufferType.View(owner, Random(owner, (int)Math.Clamp(Js.NumberOr(a.At(0), 16), 0, 65_536))))),
        ("randomUUID", WebApi.Function(owner, "randomUUID", _ => Js.Text(Uuid(Random(owner, 16))))),
        ("timingSafeEqual", WebApi.Function(owner, "timingSafeEqual", a => Js.Boolean(CryptographicOperations.FixedTimeEquals(BufferType.Bytes(owner, a.At(0), "utf8"), BufferType.Bytes(owner, a.At(1), "utf8"))))));

    private static JsObject Hash(ScriptEngine owner, IncrementalHash hash)
    {
        var view = new JsObject(owner.Engine);
        Add(view, "update", WebApi.Function(owner, "update", a =>
        {
            hash.AppendData(BufferType.Bytes(owner, a.At(0), Js.TextOr(a.At(1), "utf8")));
            return view;
        }));
        Add(view, "digest", WebApi.Function(owner, "digest", a =>
        {
            var bytes = hash.GetHashAndReset();
            return a.At(0).IsUndefined() ? BufferType.View(owner, bytes) : Js.Text(BufferType.Text(bytes, Js.TextOr(a.At(0), "hex")));
        }));
        return view;
    }

    private static HashAlgorithmName Named(string name) => name.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal) switch
    {
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" or "rsasha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        "md5" => HashAlgorithmName.MD5,
        _ => throw new ExpressionException($"There is no hash '{Js.Shorten(name)}' here; there are md5, sha1, sha256, sha384 and sha512."),
    };

    private static byte[] Random(ScriptEngine owner, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)(owner.Random.Next(owner.Scope) * 256);
        return bytes;
    }

    private static string Uuid(byte[] bytes)
    {
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    private static JsObject Holding(ScriptEngine owner, params ReadOnlySpan<(string Name, JsValue Value)> members)
    {
        var module = new JsObject(owner.Engine);
        foreach (var (name, value) in members) Add(module, name, value);
        return module;
    }

    private static void Add(ObjectInstance target, string name, JsValue value) => target.FastSetProperty(name, new PropertyDescriptor(value, PropertyFlag.NonEnumerable));
}
