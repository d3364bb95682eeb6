using Xunit;

namespace HomelabStorage.Backup.Tests.Runs;

/// <summary>A target is tried before anything goes there.</summary>
public sealed class ProbeTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_target_that_keeps_and_removes_is_good_and_nothing_of_the_probe_stays()
    {
        var left = Path.Combine(Directory.CreateDirectory(Path.Combine(_home.Target, Home.Folder)).FullName, "probe");
        File.WriteAllText(left, "of one that was interrupted");
        var answer = Ask();
        Assert.True(answer.Exit == 0, answer.Error);
        Assert.Contains("keeps what it is given", answer.Outcome!.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_home.Target, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_target_in_which_no_folder_can_be_made_is_none()
    {
        File.WriteAllText(Path.Combine(_home.Target, "home"), "a file");
        var answer = Ask();
        Assert.Equal(("probe", 3), (answer.Outcome!.Verb, answer.Exit));
    }

    [Fact]
    public void A_target_that_is_not_mounted_is_none()
    {
        Directory.Delete(_home.Target);
        Assert.Equal(3, Ask().Exit);
    }

    private Home.Answer Ask() => _home.Ask("probe", "--target", _home.TargetUrl, "--identity", Home.Identity);
}
