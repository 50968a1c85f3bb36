namespace Auterity.Cli.Tests;

/// <summary>Definitions that tests run.</summary>
internal static class Sample
{
    /// <summary>Doubles <c>n</c>.</summary>
    public const string Double = """
        { "nodes": [
            { "id": "start", "type": "trigger.manual", "name": "Start" },
            { "id": "double", "type": "data.set", "name": "Double", "parameters": { "fields": [ { "name": "result", "type": "number", "value": "={{ $json.n * 2 }}" } ], "includeOther": "none" } } ],
          "edges": [ { "from": "start", "to": "double" } ] }
        """;

    /// <summary>Fails at once.</summary>
    public const string Failing = """
        { "nodes": [
            { "id": "start", "type": "trigger.manual", "name": "Start" },
            { "id": "check", "type": "code.javascript", "name": "Check the order", "parameters": { "code": "throw new Error('the order is empty')" } } ],
          "edges": [ { "from": "start", "to": "check" } ] }
        """;

    /// <summary>Waits for the signal <c>approved</c>.</summary>
    public const string Waiting = """
        { "nodes": [
            { "id": "start", "type": "trigger.manual", "name": "Start" },
            { "id": "wait", "type": "flow.wait", "name": "Wait for approval", "parameters": { "for": "signal", "signal": "approved" } },
            { "id": "after", "type": "flow.noop", "name": "After" } ],
          "edges": [ { "from": "start", "to": "wait" }, { "from": "wait", "to": "after" } ] }
        """;

    /// <summary>Fails and waits for a person.</summary>
    public const string Held = """
        { "nodes": [
            { "id": "start", "type": "trigger.manual", "name": "Start" },
            { "id": "check", "type": "code.javascript", "name": "Check the order", "policy": { "onError": "hold" }, "parameters": { "code": "throw new Error('the order is empty')" } } ],
          "edges": [ { "from": "start", "to": "check" } ] }
        """;

    /// <summary>Two faults: a type that does not exist, and an edge to nowhere.</summary>
    public const string Faulty = """
        { "nodes": [
            { "id": "start", "type": "trigger.manual", "name": "Start" },
            { "id": "odd", "type": "no.such.type", "name": "Odd one" } ],
          "edges": [ { "from": "start", "to": "odd" }, { "from": "odd", "to": "nowhere" } ] }
        """;

    /// <summary>An export of n8n with a node that has no counterpart here.</summary>
    public const string N8n = """
        { "name": "From elsewhere", "nodes": [
            { "id": "a", "name": "Begin", "type": "n8n-nodes-base.manualTrigger", "typeVersion": 1, "position": [0, 0], "parameters": {} },
            { "id": "b", "name": "Nothing", "type": "n8n-nodes-base.noOp", "typeVersion": 1, "position": [200, 0], "parameters": {} },
            { "id": "c", "name": "Unknown", "type": "n8n-nodes-custom.frobnicate", "typeVersion": 1, "position": [400, 0], "parameters": { "x": 1 } } ],
          "connections": { "Begin": { "main": [ [ { "node": "Nothing", "type": "main", "index": 0 } ] ] }, "Nothing": { "main": [ [ { "node": "Unknown", "type": "main", "index": 0 } ] ] } } }
        """;
}
