using Xunit;

namespace HomelabStorage.Backup.Tests.Databases;

/// <summary>Which scripts there are for the image of a database server.</summary>
public sealed class DumpScriptTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void MySQL_has_the_script_of_MariaDB()
    {
        var answer = _home.Ask("dump-script", "mysql");
        Assert.Equal((0, _home.Ask("dump-script", "mariadb").Output), (answer.Exit, answer.Output));
        Assert.Contains("mysqldump", answer.Output, StringComparison.Ordinal);
        Assert.Equal(2, _home.Ask("dump-script", "mongodb").Exit);
    }
}
