using HomelabStorage.Backup.Archives;
using Xunit;

namespace HomelabStorage.Backup.Tests.Databases;

/// <summary>A database that SQLite cannot read is named beside good ones; what is none of SQLite's raises no alarm.</summary>
public sealed class HiddenTests : IDisposable
{
    private readonly Home _home = new();

    public HiddenTests() => _home.PutDatabase("good.db", "delete", 40);

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("head -c 8192 /dev/urandom > vault.db")]
    [InlineData("head -c 1024 /dev/urandom > vault.db")]
    [InlineData("head -c 512 /dev/urandom > deep/VAULT.DB")]
    [InlineData("head -c 300000 /dev/urandom > vault.sqlite")]
    [InlineData("head -c 8192 /dev/zero > vault.sqlite3")]
    [InlineData("head -c 8192 /dev/urandom > vault && printf '\\331\\325\\005\\371\\040\\241\\143\\327log' > vault-journal")]
    [InlineData("cp good.db vault.db && head -c 100 /dev/zero | dd of=vault.db conv=notrunc status=none")]
    [InlineData("cp good.db vault.db && head -c 4096 /dev/urandom | dd of=vault.db conv=notrunc status=none")]
    public void An_encrypted_or_damaged_one_beside_a_good_one_fails_the_run(string make)
    {
        Programs.Shell($"cd {_home.Data} && mkdir deep && {make}");
        var answer = _home.Run();
        Assert.Equal((BackupExit.Failed, "partial", 1), (answer.Exit, answer.Outcome!.State, answer.Outcome.Databases));
        Assert.Contains("encrypted or damaged SQLite database", Assert.Single(answer.Outcome.Problems), StringComparison.Ordinal);
        Assert.Contains("vault", answer.Outcome.Problems[0], StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, _home.Run("--strategy", "files").Exit);
    }

    [Theory]
    [InlineData(": > empty.db")]
    [InlineData("seq 3000 > lines.db")]
    [InlineData("printf '{\"_id\":1}\\n{\"_id\":2}\\n' > nedb.db")]
    [InlineData("printf 'From someone Thu Nov 26\\nSubject: gr\\303\\274\\303\\237e\\n' > mbox.db")]
    [InlineData("head -c 100000 /dev/urandom | gzip > pacman.db")]
    [InlineData("{ printf '\\320\\317\\021\\340\\241\\261\\032\\341'; head -c 4088 /dev/urandom; } > Thumbs.db")]
    [InlineData("head -c 8192 /dev/urandom > photo.raw")]
    public void A_file_of_another_kind_that_is_called_a_database_does_not(string make)
    {
        Programs.Shell($"cd {_home.Data} && {make}");
        var answer = _home.Run();
        Assert.Equal((0, "consistent"), (answer.Exit, answer.Outcome!.Consistency));
        Assert.Empty(answer.Outcome.Problems);
        Assert.Empty(_home.Manifest(answer.Outcome.Archive!).Embedded);
    }

    [Theory]
    [InlineData("16", "\\355\\332\\014\\355")]
    [InlineData("16", "\\336\\300\\357\\276")]
    [InlineData("12", "\\142\\061\\005\\000")]
    [InlineData("0", "\\000\\006\\025\\141")]
    [InlineData("8", "DUCK")]
    [InlineData("32", "** This is a LiteDB file **")]
    public void A_database_of_another_engine_is_copied_as_after_a_power_cut_and_the_manifest_says_so(string offset, string magic)
    {
        Programs.Shell($"""
            cd {_home.Data} && head -c 8192 /dev/zero > store.db
            printf '{magic}' | dd of=store.db bs=1 seek={offset} conv=notrunc status=none
            """);
        var answer = _home.Run();
        Assert.Equal((0, "crash"), (answer.Exit, answer.Outcome!.Consistency));
        Assert.Empty(answer.Outcome.Problems);
        Assert.Equal([new EmbeddedFacts("store.db", "copy", "crash")], _home.Manifest(answer.Outcome.Archive!).Embedded);
    }

    [Fact]
    public void One_of_which_nothing_is_known_is_named_and_no_failure()
    {
        Programs.Shell($"cd {_home.Data} && for i in $(seq 900); do printf '\\001\\002\\003paradox\\000'; done > customers.db");
        var answer = _home.Run();
        Assert.Equal((0, "crash"), (answer.Exit, answer.Outcome!.Consistency));
        Assert.Contains("its format is not known here", Assert.Single(answer.Outcome.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_catalog_calls_a_SQLite_database_must_be_one_whatever_its_name()
    {
        _home.Put("gitea/gitea.db", "a text where a database should be");
        Assert.Equal(0, _home.Run().Exit);
        var answer = _home.Run("--app", "gitea", "--mount", "/data");
        Assert.Equal(BackupExit.Failed, answer.Exit);
        Assert.Contains("gitea/gitea.db: it is an encrypted or damaged SQLite database", Assert.Single(answer.Outcome!.Problems), StringComparison.Ordinal);
    }
}
