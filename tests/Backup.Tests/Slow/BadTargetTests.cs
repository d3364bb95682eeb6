using Xunit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>Scratch and targets that are full, read-only or vanish: a clear no, and what was good stays.</summary>
[Trait("Category", "Slow")]
public sealed class BadTargetTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_full_scratch_folder_is_named()
    {
        _home.PutDatabase("app.db", "delete", 8000);
        _home.Put("notes", "words");
        var (exit, output) = Tool.Unshared($"mount -t tmpfs -o size=5m tmpfs {_home.Working} && "
            + $"exec {Tool.Command} {Tool.RunArguments(_home.Data, _home.Target, _home.Working)}");
        Assert.True(exit == BackupExit.Failed, output);
        Assert.Contains("the scratch folder is full", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_target_keeps_what_was_good_and_takes_nothing_half()
    {
        _home.Put("notes", "words");
        var (exit, output) = Tool.Unshared($"""
            mount -t tmpfs -o size=5m tmpfs {_home.Target} || exit 90
            {Tool.Command} {Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--strategy files --keep 1")} || exit 91
            head -c 8000000 /dev/urandom > {_home.Data}/large
            {Tool.Command} {Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--strategy files --keep 1")}
            [ $? = 3 ] || exit 92
            find {_home.Target} -type f | grep -v '/2[0-9TZ]*-....\.\(json\|tar\.gz\)$' && exit 93
            [ $(find {_home.Target} -type f | wc -l) = 2 ] || exit 94
            {Tool.Command} backup verify --target {_home.TargetUrl} --identity {Home.Claim} --scratch {_home.Working} && exit 95
            df -m {_home.Target}
            {Tool.Command} backup restore --to {_home.Working} --target {_home.TargetUrl} --identity {Home.Claim} || exit 96
            """);
        Assert.True(exit is 0 or 95, $"{exit} {output}");
        Assert.Contains("No space left", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_that_may_not_be_written_is_named()
    {
        _home.Put("notes", "words");
        Programs.Shell($"chmod 711 {_home.Root}; chmod 755 {_home.Data}; chmod 777 {_home.Working}; chmod 555 {_home.Target}");
        var (exit, output) = Programs.Run("bash", "-c", $"exec {Tool.AsUser(Tool.Command)} {Tool.RunArguments(_home.Data, _home.Target, _home.Working)}");
        Assert.True(exit == BackupExit.Target, output);
        Assert.Contains("denied", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_somebody_else_fails_the_run_and_names_who_could_read_it()
    {
        _home.Put("notes", "words");
        Programs.Shell($"chmod 711 {_home.Root}; chmod 755 {_home.Data}; chmod 777 {_home.Working} {_home.Target}; chown "
            + $"1234 {_home.Data}/notes; chmod 600 {_home.Data}/notes");
        var (exit, output) = Programs.Run("bash", "-c", $"exec {Tool.AsUser(Tool.Command)} {Tool.RunArguments(_home.Data, _home.Target, _home.Working)}");
        Assert.True(exit == BackupExit.Failed, output);
        Assert.Contains("it belongs to UID 1234", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_are_closed_to_their_own_user_are_restored_by_that_user()
    {
        var to = Directory.CreateDirectory(Path.Combine(_home.Root, "to")).FullName;
        Programs.Shell($"""
            chmod 711 {_home.Root}; mkdir -p {_home.Data}/closed/below {to}/old; echo x > {_home.Data}/closed/below/f; echo y > {to}/old/f
            chmod 555 {_home.Data}/closed/below {_home.Data}/closed {to}/old
            chown -R 65532:65532 {_home.Data} {_home.Working} {_home.Target} {to}
            """);
        var (exit, output) = Programs.Run(
            "bash",
            "-c",
            $"{Tool.AsUser(Tool.Command)} {Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--strategy files")} && "
                + $"{Tool.AsUser(Tool.Command)} backup restore --to {to} --target file://{_home.Target} --identity {Home.Claim}");
        Assert.True(exit == 0, output);
        Assert.Equal(Trees.Describe(_home.Data), Trees.Describe(to, isWanted: p => !p.StartsWith(".hs-", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_volume_that_is_closed_to_its_own_user_is_restored_again_and_goes_back()
    {
        var to = Directory.CreateDirectory(Path.Combine(_home.Root, "to")).FullName;
        var restore = $"{Tool.AsUser(Tool.Command)} backup restore --to {to} --target file://{_home.Target} --identity {Home.Claim}";
        var run = $"{Tool.AsUser(Tool.Command)} {Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--strategy files")}";
        Programs.Shell($"""
            chmod 711 {_home.Root}; echo x > {_home.Data}/f; echo y > {to}/old
            chown -R 65532:65532 {_home.Data} {_home.Working} {_home.Target} {to}; chmod 555 {_home.Data} {to}
            """);
        var (exit, output) = Programs.Run(
            "bash",
            "-c",
            $$"""
            {{run}} && {{restore}} && {{restore}} || exit 1
            stat -c 'after two: %a' {{to}}
            {{restore}} --undo $(basename "$(dirname {{to}}/.hs-before-*/old)" | sed s/.hs-before-//) || exit 1
            stat -c 'after going back: %a' {{to}}
            """);
        Assert.True(exit == 0, output);
        Assert.Contains("after two: 555", output, StringComparison.Ordinal);
        Assert.Contains("after going back: 555", output, StringComparison.Ordinal);
        Assert.Equal("y\n", File.ReadAllText($"{to}/old"));
        Assert.Empty(Directory.GetFiles(to, ".hs-restoring*"));
    }

    [Fact]
    public void A_target_that_is_unmounted_half_way_counts_for_nothing()
    {
        Programs.Shell($"head -c 12000000 /dev/urandom > {_home.Data}/large");
        var (exit, output) = Tool.Unshared($"""
            mount -t tmpfs tmpfs {_home.Target} || exit 90
            {Tool.Command} {Tool.RunArguments(_home.Data, _home.Target, _home.Working, "--strategy files --bandwidth 1MiB")} &
            until ls {_home.Target}/home/books/*/.partial-* >/dev/null 2>&1; do kill -0 $! || exit 91; done
            umount -l {_home.Target}
            wait $!
            """);
        Assert.True(exit == BackupExit.Target, $"{exit} {output}");
        Assert.Contains("unmounted or replaced", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_home.Target));
    }

    [Fact]
    public void Somebody_who_may_not_set_owners_is_told_so_before_anything_is_swapped()
    {
        _home.Put("notes", "words");
        Programs.Shell($"chown 1234:5678 {_home.Data}/notes");
        _home.Run("--strategy", "files");
        var target = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
        Programs.Shell($"chmod 711 {_home.Root}; chmod 777 {target}; chmod -R a+rX {_home.Target}");
        var arguments = $"backup restore --to {target} --target {_home.TargetUrl} --identity {Home.Claim}";
        var (exit, output) = Programs.Run("bash", "-c", $"exec {Tool.AsUser(Tool.Command)} {arguments}");
        Assert.True(exit == BackupExit.Failed, output);
        Assert.Contains("--no-owner", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(target));
        (exit, output) = Programs.Run("bash", "-c", $"exec {Tool.AsUser(Tool.Command)} {arguments} --no-owner");
        Assert.True(exit == 0, output);
        Assert.Equal("words", File.ReadAllText(Path.Combine(target, "notes")));
    }
}
