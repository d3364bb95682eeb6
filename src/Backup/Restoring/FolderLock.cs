using System.Runtime.InteropServices;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Restoring;

/// <summary>That one restore at a time works on a folder. The kernel lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private const int WouldBlock = 11;
    private readonly int _folder;

    private FolderLock(int folder) => _folder = folder;

    public static FolderLock Take(string folder)
    {
        var descriptor = Native.Open(folder, Native.OpenFolder | Native.CloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"{folder}: {Native.LastError()}");
        }

        // A file system without such locks, as NFS of folders, is no reason not to restore.
        if (Native.Lock(descriptor, Native.AloneOrNot) == 0 || Marshal.GetLastPInvokeError() != WouldBlock)
        {
            return new FolderLock(descriptor);
        }

        _ = Native.Close(descriptor);
        throw BackupException.Refused($"{folder}: another restore is at work there; wait until it has ended");
    }

    public void Dispose() => _ = Native.Close(_folder);
}
