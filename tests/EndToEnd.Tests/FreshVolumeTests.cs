using System.Diagnostics;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// A restore into a volume as a CSI driver makes it: a file system of ext4 that was just made, mounted, whose folder is root's. Our program runs as the user of
/// an app; what the kubelet does because of fsGroup is done here by two commands.
/// </summary>
public sealed class FreshVolumeTests : IDisposable
{
    /// <summary>The words of each step, and its exit code.</summary>
    private const string Script = """
        set -u
        cd "$1"; chmod 755 .; dll="$2"
        mkdir -p data target scratch volume; echo hello > data/note; mkdir data/inner; echo more > data/inner/file
        chown -R 33:33 data target scratch
        truncate -s 64M disk && mkfs.ext4 -q -F disk && mount -o loop disk volume || { echo "no mount"; exit 0; }
        as() { groups="$1"; shift; setpriv --reuid 33 --regid 0 $groups --inh-caps=-all --bounding-set=-all env HOME=/tmp DOTNET_EnableDiagnostics=0 "$@"; }
        ours() { groups="$1"; shift; as "$groups" dotnet "$dll" backup "$@" --target "file://$PWD/target" 2>/dev/null; echo " exit $?"; }
        stored=$(ours --clear-groups run --data "$PWD/data" --identity home/books/linkding-data/8a1c72f0 --scratch "$PWD/scratch")
        echo "~stored: $stored"
        restore="restore --identity home/books/linkding-data --no-owner --to $PWD"
        mkdir looked; mount --bind volume looked; mount -o remount,bind,ro looked
        echo "~root's: $(stat -c '%u:%g %a' volume) $(ours --clear-groups $restore/looked --plan)"
        echo "~refused: $(ours --clear-groups $restore/volume)"
        truncate -s 60M data/large
        large=$(ours --clear-groups run --data "$PWD/data" --identity home/books/large/8a1c72f0 --scratch "$PWD/scratch"); rm data/large
        echo "~full: $(ours --clear-groups restore --identity home/books/large --no-owner --to $PWD/looked --plan)"
        chgrp -R 2000 volume; chmod 2775 volume
        echo "~given: $(ours '--groups 2000' $restore/looked --plan)"
        echo "~restored: $(ours '--groups 2000' $restore/volume)"
        echo "~files: $(cat volume/note volume/inner/file | tr '\n' ' ')$(stat -c '%u:%g' volume/note) $(ls -A volume | tr '\n' ' ')"
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage-fresh").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_volume_is_restored_into_as_soon_as_the_kubelet_gives_it_to_a_group_of_the_user()
    {
        var (said, error) = await Run();
        Assert.SkipWhen(said.Length == 0 || said.Contains("no mount", StringComparison.Ordinal), $"nothing can be mounted here: {error}");
        string Step(string name) => said.Split('~').Single(s => s.StartsWith($"{name}: ", StringComparison.Ordinal));

        // Seen while nothing may be written yet, by a mount that is read-only.
        Assert.EndsWith("exit 0", Step("stored").Trim(), StringComparison.Ordinal);
        Assert.StartsWith("root's: 0:0 755 {", Step("root's"), StringComparison.Ordinal);
        Assert.Contains("\"isEmpty\":true", Step("root's"), StringComparison.Ordinal);
        Assert.Contains("its folder belongs to 0:0 with mode 755, and UID 33 may not write there", Step("root's"), StringComparison.Ordinal);
        Assert.EndsWith("exit 1", Step("refused").Trim(), StringComparison.Ordinal);
        Assert.Contains("volume/.hs-", Step("refused"), StringComparison.Ordinal);

        Assert.Matches("has room for [0-9.]+ MiB; restoring .* beside what is there needs 60.0 MiB: make room", Step("full"));
        Assert.EndsWith("exit 1", Step("full").Trim(), StringComparison.Ordinal);

        Assert.DoesNotContain("unwritable", Step("given"), StringComparison.Ordinal);
        Assert.Contains("is restored to", Step("restored"), StringComparison.Ordinal);
        Assert.StartsWith("files: hello more 33:2000 .hs-before-", Step("files"), StringComparison.Ordinal);
        Assert.Contains(" inner lost+found note", Step("files"), StringComparison.Ordinal);
    }

    private async Task<(string Said, string Error)> Run()
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll");
        var start = new ProcessStartInfo("unshare", ["-m", "bash", "-c", Script, "fresh", _folder, dll])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        var error = process.StandardError.ReadToEndAsync(stop);
        var said = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (said, await error);
    }
}
