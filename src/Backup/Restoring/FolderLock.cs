using System.Runtime.InteropServices;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Restoring;

/// <summary>
/// That one restore at a time works on a folder: by a lock of the kernel, which goes with the process however that ends, and where the file system has
/// none for folders (NFS before version 4, some of FUSE) by a file.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private const int WouldBlock = 11;
    private readonly int _folder;
    private readonly LockFile? _file;

    private FolderLock(string folder, int descriptor, bool isLocked)
    {
        _folder = descriptor;
        _file = isLocked ? null : LockFile.Take(folder);
    }

    public static FolderLock Take(string folder)
    {
        var descriptor = Native.Open(folder, OpenFlags.Folder | OpenFlags.CloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"{folder}: {Native.LastError()}");
        }

        try
        {
            var isLocked = Native.Lock(descriptor, Native.AloneOrNot) == 0;
            return isLocked || Marshal.GetLastPInvokeError() != WouldBlock
                ? new FolderLock(folder, descriptor, isLocked)
                : throw BackupException.Refused($"{folder}: another restore is at work there; wait until it has ended");
        }
        catch
        {
            _ = Native.Close(descriptor);
            throw;
        }
    }

    /// <summary>Throws when somebody else took the lock, as after this process was stopped for long.</summary>
    public void Check() => _file?.Check();

    public void Dispose()
    {
        _file?.Dispose();
        _ = Native.Close(_folder);
    }
}
