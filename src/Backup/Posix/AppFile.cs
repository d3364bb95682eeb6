using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HomelabStorage.Backup.Posix;

/// <summary>
/// A file of an app, which goes on meanwhile and may put something else in its place: opened without waiting, without following a link on the whole way
/// there, and only when it is a regular file. What is none by then is not found.
/// </summary>
internal static class AppFile
{
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int NoReader = 6;
    private const int TryAgain = 11;
    private const int NoAccess = 13;
    private const int NoFolder = 20;
    private const int IsLink = 40;

    /// <summary>A file server that holds a lease on the file is given as long to let go of it as the kernel gives it: 45 s.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private const int Tries = 250;

    /// <summary>The file to be read; its path is absolute and has no link on its way.</summary>
    public static SafeFileHandle Open(string path) => Open(path, out _);

    /// <summary>The same, with what it is.</summary>
    public static SafeFileHandle Open(string path, out FileStatus status)
    {
        var file = new SafeFileHandle(Below(Parent(path), path, Path.GetFileName(path), OpenFlags.NoWait), ownsHandle: true);
        try
        {
            status = FileStatus.Of((int)file.DangerousGetHandle(), path);
            return status.Kind is FileKind.File ? file : throw Gone(path);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The file as a stream that reads ahead of nobody.</summary>
    public static FileStream Read(string path) => Read(path, out _);

    /// <summary>The same, with what it is.</summary>
#pragma warning disable CA2000 // The stream closes the handle.
    public static FileStream Read(string path, out FileStatus status) => new(Open(path, out status), FileAccess.Read, bufferSize: 0);
#pragma warning restore CA2000

    /// <summary>Throws when a link is on the way to a path, so that what is there belongs to somebody else.</summary>
    public static void CheckWay(string path) => _ = Native.Close(Parent(path));

    private static int Parent(string path)
    {
        var at = Opened(path, Native.Open("/", OpenFlags.Place | OpenFlags.Folder | OpenFlags.CloseOnExec));
        foreach (var folder in path.Split('/', StringSplitOptions.RemoveEmptyEntries).AsSpan(..^1))
        {
            at = Below(at, path, folder, OpenFlags.Place | OpenFlags.Folder);
        }

        return at;
    }

    private static int Below(int folder, string path, string name, int flags)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                var found = Native.OpenIn(folder, name, flags | OpenFlags.NoFollow | OpenFlags.CloseOnExec);
                if (found >= 0 || attempt == Tries || Marshal.GetLastPInvokeError() != TryAgain)
                {
                    return Opened(path, found);
                }

                Thread.Sleep(Pause);
            }
        }
        finally
        {
            _ = Native.Close(folder);
        }
    }

    private static int Opened(string path, int descriptor) => descriptor >= 0 ? descriptor : throw (Marshal.GetLastPInvokeError() switch
    {
        NoEntry or NoFolder or IsLink or NoReader => Gone(path),
        NoAccess or NotPermitted => new UnauthorizedAccessException($"{path}: {Native.LastError()}"),
        _ => new IOException($"{path}: {Native.LastError()}"),
    });

    private static FileNotFoundException Gone(string path) => new($"{path} is gone, or no file any more", path);
}
