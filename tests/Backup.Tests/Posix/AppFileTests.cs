using System.Net.Sockets;
using System.Text;
using HomelabStorage.Backup.Posix;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Backup.Tests.Posix;

/// <summary>Files of an app that are something else by the time they are opened.</summary>
public sealed class AppFileTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_file_is_read()
    {
        File.WriteAllText(Path.Combine(_scratch.Folder("a/b"), "f"), "words");
        using var file = AppFile.Read(Path.Combine(_scratch.Path, "a/b/f"), out var status);
        using var text = new StreamReader(file, Encoding.UTF8);
        Assert.Equal("words", text.ReadToEnd());
        Assert.Equal((FileKind.File, 5L), (status.Kind, status.Size));
    }

    [Theory]
    [InlineData("mkfifo f")]
    [InlineData("ln -s /etc/hostname f")]
    [InlineData("echo x > there; ln -s there f")]
    [InlineData("mkdir f")]
    [InlineData("true")]
    [InlineData("rm -r ../folder; mkdir ../other; echo x > ../other/f; ln -s other ../folder")]
    [InlineData("rm -r ../folder; echo x > ../folder")]
    public async Task What_is_no_file_or_lies_behind_a_link_is_not_found_and_nobody_waits(string made)
    {
        Programs.Shell($"cd {_scratch.Folder("folder")}; {made}");
        await IsNotFound(Path.Combine(_scratch.Path, "folder/f"));
    }

    [Fact]
    public async Task A_socket_and_a_device_are_no_files()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(_scratch.Path, "s");
        socket.Bind(new UnixDomainSocketEndPoint(path));
        await IsNotFound(path);
        await IsNotFound("/dev/null");
    }

    private static Task<FileNotFoundException> IsNotFound(string path) => Assert.ThrowsAsync<FileNotFoundException>(() =>
        Task.Run(() => AppFile.Open(path).Dispose()).WaitAsync(Eventually.Longest, TestContext.Current.CancellationToken));
}
