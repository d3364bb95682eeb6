using HomelabStorage.Backup.Posix;
using Xunit;

namespace HomelabStorage.Backup.Tests.Restoring;

/// <summary>Whatever a file system can hold comes back as it was, or is named: one odd entry never costs the others.</summary>
public sealed class OddTreeTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("echo x > \"$(printf 'line\\nbreak')\"")]
    [InlineData("mkdir \"$(printf 'a\\nb')\" && echo x > \"$(printf 'a\\nb/c')\" && ln \"$(printf 'a\\nb/c')\" other")]
    [InlineData("ln -s \"$(printf 'line\\nbreak')\" link")]
    [InlineData("echo x > -rf && echo y > \"$(printf 'esc\\033[31m')\" && ln -s /etc/passwd out")]
    [InlineData("ln -s nowhere one && ln one two && mkdir d && ln one d/three && echo x > f && ln f d/g && ln -s ../f d/h && ln d/h h")]
    [InlineData("echo x > f && touch -d @-99999999999 f")]
    [InlineData("echo x > f && touch -d @99999999999999 f")]
    public void It_comes_back(string made)
    {
        Programs.Shell($"cd {_home.Data} && {made}");
        ComesBack();
    }

    [Fact]
    public void Attributes_of_any_name_and_value_come_back()
    {
        _home.Put("f", "x");
        foreach (var (name, value) in new (string, byte[])[] { ("user.a=b%c", [(byte)'v']), ("user.empty", []), ("user.raw", [0, 255]) })
        {
            Assert.Equal(0, Native.SetAttribute(Path.Combine(_home.Data, "f"), name, value, value.Length, 0));
        }

        ComesBack();
    }

    [Fact]
    public void An_owner_of_a_user_namespace_comes_back()
    {
        Assert.SkipUnless(Native.EffectiveUser() == 0, "only root may give files away");
        Programs.Shell($"cd {_home.Data} && echo x > f && chown 3000000000:4294967293 f");
        ComesBack();
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("wal")]
    public void A_database_of_two_names_is_one_database_of_two_names(string mode)
    {
        _home.PutDatabase("b.db", mode, 20);
        Programs.Shell($"cd {_home.Data} && ln b.db a.db");
        ComesBack();
    }

    [Fact]
    public void A_link_to_a_name_that_is_no_text_is_named_and_costs_nothing_else()
    {
        _home.Put("notes", "words");
        Programs.Shell($"cd {_home.Data} && ln -s \"$(printf 'bad\\377')\" link");
        var answer = _home.Run("--strategy", "files");
        Assert.Equal(BackupExit.Failed, answer.Exit);
        Assert.Contains("link: what it points at is not UTF-8", Assert.Single(answer.Outcome!.Problems), StringComparison.Ordinal);
        Assert.Equal(1, answer.Outcome.Files);
    }

    private void ComesBack()
    {
        var before = Trees.Describe(_home.Data);
        var run = _home.Run("--strategy", "files");
        Assert.True(run.Exit == 0, run.Error);
        var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        var answer = _home.Restore(restored);
        Assert.True(answer.Exit == 0, answer.Error);
        Assert.Equal(before, Trees.Describe(restored, isWanted: p => !p.StartsWith(".hs-", StringComparison.Ordinal)));
    }
}
