namespace Auterity.Cli;

/// <summary>What a script learns without reading a word; docs/cli.md explains each.</summary>
internal enum ExitCode
{
    Fine = 0,

    /// <summary>The run failed or was cancelled, or a check found faults.</summary>
    Failed = 1,

    /// <summary>The command or what was given to it cannot be understood.</summary>
    Usage = 2,

    NotFound = 3,

    /// <summary>Not signed in, or the key may not do this.</summary>
    NotAllowed = 4,

    Unreachable = 5,

    /// <summary>The thing is in another state, or was changed meanwhile.</summary>
    Conflict = 6,

    /// <summary>The time to wait is over and the run is not; it may need a decision.</summary>
    StillWaiting = 7,

    /// <summary>A fault of the server, or it is too busy.</summary>
    ServerFault = 8,

    /// <summary>A fault of this program.</summary>
    OwnFault = 9,

    /// <summary>Ctrl+C.</summary>
    Interrupted = 130,
}
