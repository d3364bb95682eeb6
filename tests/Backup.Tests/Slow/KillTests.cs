using System.Globalization;
using Xunit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>kill -9 at any moment: what has a manifest restores, the last good backup is never gone, leftovers vanish, a restore goes on to its end.</summary>
[Trait("Category", "Slow")]
public sealed class KillTests : IDisposable
{
    private const int Kills = 100;
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Of_runs_with_pruning_at_random_instants()
    {
        Fixture.Fill(_home);
        Programs.Shell($"head -c 3000000 /dev/urandom > {_home.Data}/large");
        var arguments = Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--keep 2");
        var whole = Timed(arguments);
        var random = new Random(17);
        for (var kill = 0; kill < Kills; kill++)
        {
            KillAfter(arguments, whole * random.NextDouble());
            Assert.NotEmpty(Directory.GetFiles(_home.Target, "20*Z-????.json", SearchOption.AllDirectories));
            Assert.All(
                Directory.GetFiles(_home.Target, "20*Z-????.json", SearchOption.AllDirectories),
                m => Assert.True(File.Exists(m[..^".json".Length] + ".tar.gz"), m));
            if (kill % 10 == 9)
            {
                AssertAllRestore();
            }
        }

        _home.Time.SetUtcNow(DateTimeOffset.UtcNow.AddDays(2));
        Assert.Equal(0, _home.Run("--keep", "1").Exit);
        Assert.DoesNotContain("unfinished", _home.Ask("list", "--target", _home.TargetUrl).Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_home.Target, ".partial-*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFileSystemEntries(_home.Working));
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public void A_run_that_is_asked_to_end_says_so_and_takes_its_working_files_along(string signal)
    {
        Programs.Shell($"head -c 6000000 /dev/urandom > {_home.Data}/large");

        // Whoever is started in the background by a shell without job control ignores SIGINT, and hands that on to all it starts.
        var (exit, output) = Programs.Run("env", "--default-signal=INT", "bash", "-c", $$"""
            set -m
            {{Tool.Command}} {{Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--strategy files --bandwidth 32KiB")}} &
            until [ -n "$(find {{_home.Target}} -name '.partial-*' -size +1k)" ]; do kill -0 $! || exit 91; done
            kill -{{signal}} $!
            wait $!
            """);
        Assert.True(exit == BackupExit.Failed, $"{exit} {output}");
        Assert.Contains("\"exit\":1,\"message\":\"interrupted;", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_home.Target, "*", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFileSystemEntries(_home.Working));
    }

    [Fact]
    public void Of_restores_at_random_instants()
    {
        Fixture.Fill(_home);
        Programs.Shell($"for i in $(seq 200); do echo $i > {_home.Data}/file-$i; done");
        Assert.Equal(0, _home.Run().Exit);
        var expected = Trees.Describe(_home.Data);
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        var arguments = $"backup restore --to {target} --target {_home.TargetUrl} --identity {Home.Claim}";
        var whole = Timed(arguments);
        var random = new Random(18);
        for (var kill = 0; kill < Kills; kill++)
        {
            Programs.Shell($"find {target} -mindepth 1 -delete; echo a > {target}/old-a; echo b > {target}/old-b");
            KillAfter(arguments, whole * random.NextDouble());
            var (exit, output) = Programs.Run("bash", "-c", $"exec {Tool.Command} {arguments}");
            Assert.True(exit == 0, output);
            Assert.Equal(expected, Trees.Describe(target, isWanted: p => !p.StartsWith(".hs-", StringComparison.Ordinal)));
            Assert.Contains(Directory.GetDirectories(target, ".hs-before-*"), d => File.Exists($"{d}/old-a") && File.Exists($"{d}/old-b"));
        }
    }

    [Theory]
    [InlineData("rename")]
    [InlineData("unlink")]
    [InlineData("fsync")]
    [InlineData("chmod")]
    [InlineData("utimensat")]
    public void Of_restores_at_each_call_that_changes_something(string call)
    {
        Fixture.Fill(_home);
        KillAtEach(call, command => command);
    }

    [Theory]
    [InlineData("rename", "0555")]
    [InlineData("unlink", "0555")]
    [InlineData("chmod", "0555")]
    [InlineData("chmod", "2770")]
    [InlineData("utimensat", "0750")]
    public void Of_restores_by_the_apps_own_user_at_each_call_that_changes_something(string call, string mode)
    {
        Programs.Shell($"""
            chmod 711 {_home.Root}; chmod 777 {_home.Working}
            mkdir -p {_home.Data}/deep/er; echo a > {_home.Data}/a; echo b > {_home.Data}/deep/er/b; chown -R 65532:65532 {_home.Data} {_home.Target}
            touch -d '2020-02-02 02:02:02.5' {_home.Data}/deep {_home.Data}; chmod {mode} {_home.Data}
            """);
        KillAtEach(call, Tool.AsUser);
    }

    private void KillAtEach(string call, Func<string, string> asWhom)
    {
        Assert.Equal(0, _home.Run("--strategy", "files").Exit);
        Programs.Shell($"chmod -R a+rX {_home.Target}");
        var expected = Trees.Describe(_home.Data);
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        var command = $"{Tool.Command} backup restore --to {target} --target {_home.TargetUrl} --identity {Home.Claim}";
        for (var when = 1; ; when++)
        {
            Programs.Shell($"""
                find {target} -mindepth 1 -delete; echo a > {target}/old-a; echo b > {target}/old-b
                chown -R --reference={_home.Data} {target}; chmod 700 {target}
                """);
            var at = when.ToString(CultureInfo.InvariantCulture);
            var strace = $"strace -f -qq -o /dev/null -e trace={call} -e inject={call}:signal=KILL:when={at}";
            var (killed, said) = Programs.Run("bash", "-c", $"exec {asWhom($"{strace} {command}")}");
            Assert.True(killed is 0 or 137, said);
            var (exit, output) = killed == 0 ? (0, string.Empty) : Programs.Run("bash", "-c", $"exec {asWhom(command)}");
            Assert.True(exit == 0, $"{call} {at}: {output}");
            Assert.Equal(expected, Trees.Describe(target, isWanted: p => !p.StartsWith(".hs-", StringComparison.Ordinal)));
            Assert.Empty(Directory.GetFiles(target, ".hs-restoring.*", SearchOption.AllDirectories));
            if (killed == 0 || when == 40)
            {
                Assert.True(when > 1, $"no {call} was seen");
                return;
            }
        }
    }

    private static TimeSpan Timed(string arguments)
    {
        var began = TimeProvider.System.GetTimestamp();
        var (exit, output) = Programs.Run("bash", "-c", $"exec {Tool.Command} {arguments}");
        Assert.True(exit == 0, output);
        return TimeProvider.System.GetElapsedTime(began);
    }

    private static void KillAfter(string arguments, TimeSpan instant)
    {
        using var process = Tool.Start(arguments);
        if (!process.WaitForExit(instant))
        {
            process.Kill();
        }

        process.WaitForExit();
    }

    private void AssertAllRestore()
    {
        foreach (var manifest in Directory.GetFiles(_home.Target, "20*Z-????.json", SearchOption.AllDirectories))
        {
            var answer = _home.Ask(
                "verify",
                "--target",
                _home.TargetUrl,
                "--identity",
                Home.Claim,
                "--scratch",
                _home.Working,
                "--archive",
                Path.GetFileNameWithoutExtension(manifest));
            Assert.True(answer.Exit == 0, answer.Error);
        }
    }
}
