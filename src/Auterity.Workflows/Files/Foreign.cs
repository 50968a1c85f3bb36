using Auterity.Sdk;

namespace Auterity.Workflows.Files;

/// <summary>Calls into libraries that parse files of strangers.</summary>
internal static class Foreign
{
    /// <summary>Turns whatever a parser throws at a damaged file into the error that says so.</summary>
    /// <remarks>These parsers promise no set of exceptions, hence the broad catch: a file that cannot be read must fail its item, not look like a fault of the product.</remarks>
    /// <param name="what">What the file should have been: <c>workbook</c>.</param>
    public static T Call<T>(string what, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (Exception e) when (e is not (NodeException or OperationCanceledException))
        {
            throw Invalid(what, e);
        }
    }

    public static NodeException Invalid(string what, Exception e) =>
        new($"The file is not a readable {what}: {e.Message.ReplaceLineEndings(" ")}", "invalid-file", retryable: false, inner: e);
}
