namespace Auterity.Platform;

/// <summary>The process cannot start, and the message tells a person what to mend.</summary>
public sealed class CannotStartException : Exception
{
    public CannotStartException()
    {
    }

    public CannotStartException(string message) : base(message)
    {
    }

    public CannotStartException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
