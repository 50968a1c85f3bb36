using System.CommandLine;

namespace Auterity.Cli.Nodes;

/// <summary><c>auterity nodes …</c></summary>
internal static class NodeCommands
{
    public static Command Create() => new("nodes", "Node types: what workflows are made of") { new ListNodes(), new ShowNode() };
}
