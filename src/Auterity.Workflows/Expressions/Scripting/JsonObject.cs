using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace Auterity.Workflows.Expressions.Scripting;

/// <summary>A JSON object as a script sees it: nothing is converted until something is read, and then only this level.</summary>
internal sealed class JsonObject : ObjectInstance
{
    private readonly JsonBridge bridge;
    private readonly JsonElement json;

    public JsonObject(Engine engine, JsonBridge bridge, JsonElement json) : base(engine)
    {
        this.bridge = bridge;
        this.json = json;
        Prototype = engine.Intrinsics.Object.PrototypeObject;
    }

    /// <summary>Still exactly <see cref="Json"/>: nothing was read, so nothing was changed.</summary>
    public bool IsUntouched { get; private set; } = true;

    public JsonElement Json => json;

    protected override void Initialize()
    {
        IsUntouched = false;
        foreach (var property in json.EnumerateObject())
            FastSetProperty(property.Name, new JsonDescriptor(bridge, property.Value));
    }
}

/// <summary>A property whose value is converted from JSON when it is first read.</summary>
internal sealed class JsonDescriptor(JsonBridge bridge, JsonElement json) : PropertyDescriptor(PropertyFlag.ConfigurableEnumerableWritable | PropertyFlag.CustomJsValue)
{
    private JsValue? value;

    /// <summary>The JSON, unless a script has read or replaced the value.</summary>
    public JsonElement? Untouched => value is null ? json : null;

    protected override JsValue? CustomValue
    {
        get => value ??= bridge.ToJs(json);
        set => this.value = value;
    }
}
