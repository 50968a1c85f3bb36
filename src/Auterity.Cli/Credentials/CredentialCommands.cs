using System.CommandLine;

namespace Auterity.Cli.Credentials;

/// <summary><c>auterity credentials …</c>: values go in and never come out.</summary>
internal static class CredentialCommands
{
    public static Command Create() => new("credentials", "Credentials of nodes: values go in and never come out")
    {
        new ListCredentials(),
        new ListCredentialTypes(),
        new CreateCredential(),
        new TestCredential(),
        new DeleteCredential(),
    };
}
