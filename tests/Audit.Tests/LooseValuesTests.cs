using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>Files of values that neither Flux nor Argo installs are judged as what a person would make of them; alone they are no clean repository.</summary>
public sealed class LooseValuesTests : RepositoryTests
{
    private const string Values =
        """
        controllers: {main: {containers: {main: {image: {repository: lscr.io/linuxserver/radarr, tag: "5"}}}}}
        persistence: {config: {type: persistentVolumeClaim, size: 1Gi, storageClass: nas}}
        """;

    [Fact]
    public void Alone_they_are_judged_and_no_input()
    {
        Write("radarr/values.yaml", Values);
        var (code, output) = Audit(isRendered: false);
        Assert.Equal(2, code);
        Assert.Contains("Release radarr (as Deployment radarr)", output, StringComparison.Ordinal);
        Assert.Contains("nothing here installs them", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Beside_a_class_they_are_refused_by_what_it_is()
    {
        Write("radarr/values.yaml", Values);
        Write("classes.yaml", Nas);
        var (code, output) = Audit(isRendered: false);
        Assert.Equal(1, code);
        Assert.Contains("radarr keeps SQLite at /config, but claim radarr is on NFS (class nas)", output, StringComparison.Ordinal);
    }
}
