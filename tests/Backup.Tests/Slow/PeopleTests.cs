using Xunit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>What a person sees, and what nobody may see.</summary>
[Trait("Category", "Slow")]
public sealed class PeopleTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Progress_moves_on_a_terminal_and_is_not_in_a_log()
    {
        Programs.Shell($"head -c 12000000 /dev/urandom > {_home.Data}/large");
        var command = $"{Tool.Command} {Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--strategy files --bandwidth 8MiB")}";
        var (exit, seen) = Programs.Run("bash", "-c", $"script -qec '{command}' /dev/null </dev/null");
        Assert.True(exit == 0, seen);
        Assert.Matches("\rbacked up [1-9][0-9.]* MiB of 11.4 MiB\u001b\\[K", seen);
        Assert.DoesNotContain("\\u000d", seen, StringComparison.Ordinal);
        (exit, seen) = Programs.Run("bash", "-c", $"exec {command}");
        Assert.True(exit == 0, seen);
        Assert.DoesNotContain("backed up", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_never_loads_SQLite_or_the_client_of_S3()
    {
        var maps = Programs.Shell($"""
            {Tool.Command} serve --port 0 --metrics-port none --inventory none >{_home.Root}/log 2>&1 &
            trap "kill $!" EXIT
            until grep -q 'listens on' {_home.Root}/log; do kill -0 $!; done
            cat /proc/$!/maps
            """);
        Assert.Contains("libc.so", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("sqlite", maps, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AWSSDK", maps, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Credentials_are_in_no_argument_and_in_no_message()
    {
        _home.Put("notes", "words");
        foreach (var target in (string[])[
            "s3://backups/a?endpoint=http://127.0.0.1:9",
            "s3://keyid:topsecret@backups/a?endpoint=http://127.0.0.1:9",
            "s3://backups/a?endpoint=http://keyid:topsecret@127.0.0.1:9",
            "s3://backups/a?endpoint=http://127.0.0.1:9&secret=topsecret",
        ])
        {
            var arguments = $"backup run --strategy files --data {_home.Data} --target '{target}' --identity {Home.Identity} --scratch {_home.Working}";
            var (exit, said) = Programs.Run("bash", "-c", $"AWS_ACCESS_KEY_ID=keyid AWS_SECRET_ACCESS_KEY=topsecret {Tool.Command} {arguments}");
            Assert.True(exit is BackupExit.Wrong or BackupExit.Target, said);
            Assert.DoesNotContain("topsecret", said, StringComparison.Ordinal);
        }
    }
}
