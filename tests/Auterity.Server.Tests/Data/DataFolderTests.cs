using System.Globalization;
using Auterity.Platform.Data;

namespace Auterity.Server.Tests.Data;

public sealed class DataFolderTests
{
    [Fact]
    public void Take_FolderInUse_NamesTheProcess()
    {
        using var folder = new TemporaryFolder();
        using var held = DataFolder.Take(folder.Path);

        var refused = Assert.Throws<DataFolderInUseException>(() => DataFolder.Take(folder.Path));

        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_FolderGivenBack_Works()
    {
        using var folder = new TemporaryFolder();
        DataFolder.Take(folder.Path).Dispose();

        using var again = DataFolder.Take(folder.Path);

        Assert.Equal(folder.Path, again.FolderPath);
    }
}
