using System.Runtime.InteropServices;
using System.Text;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace HomelabStorage.Backup.Posix;

/// <summary>What .NET does not offer of Linux's C library.</summary>
internal static partial class Native
{
    public const int CurrentFolder = -100;
    public const int NoFollow = 0x100;
    public const int EmptyPath = 0x1000;
    public const int AloneOrNot = 2 | 4;

    private const int ReadOnlyFileSystem = 30;

    /// <summary>What is made in a folder gets the folder's group.</summary>
    private const uint SetGroup = 0x400;

    /// <summary>The page cache is to forget a file.</summary>
    public const int Forget = 4;

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Statx(int folder, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "openat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int OpenIn(int folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "realpath", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial nint RealPath(string path, [Out] byte[] resolved);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    public static partial int Advise(int descriptor, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    public static partial int Lock(int descriptor, int operation);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Link(string existing, string added);

    [LibraryImport("libc", EntryPoint = "lchown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Chown(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "chmod", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int SetMode(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int Rename(string from, string to);

    [LibraryImport("libc", EntryPoint = "syncfs", SetLastError = true)]
    public static partial int SyncFileSystem(int descriptor);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "utimensat", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static unsafe partial int SetTimes(int folder, string path, TimeSpec* times, int flags);

    [LibraryImport("libc", EntryPoint = "llistxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial nint ListAttributes(string path, [Out] byte[]? names, nint size);

    [LibraryImport("libc", EntryPoint = "lgetxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial nint GetAttribute(string path, string name, [Out] byte[]? value, nint size);

    [LibraryImport("libc", EntryPoint = "lsetxattr", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int SetAttribute(string path, string name, byte[] value, nint size, int flags);

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Access(string path, int mode);

    /// <summary>Whether this user may make files in a folder, were it not for a mount that is read-only: Linux looks at that last.</summary>
    public static bool MayWriteIn(string folder) => Access(folder, 2 | 1) == 0 || Marshal.GetLastPInvokeError() == ReadOnlyFileSystem;

    /// <summary>What the last call complained about.</summary>
    public static string LastError() => Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());

    /// <summary>A path without a link on its way, as the kernel takes it.</summary>
    public static string RealFolder(string path)
    {
        const int Longest = 4096;
        var resolved = new byte[Longest];
        return RealPath(path, resolved) != 0
            ? Encoding.UTF8.GetString(resolved.AsSpan(0, resolved.AsSpan().IndexOf((byte)0)))
            : throw BackupException.Refused($"{path}: {LastError()}");
    }

    /// <summary>Makes a folder's entries durable.</summary>
    public static void SyncFolder(string path) => Sync(path, Fsync);

    /// <summary>Makes everything on the file system of a folder durable.</summary>
    public static void SyncVolume(string path) => Sync(path, SyncFileSystem);

    /// <summary>Makes a folder that is closed to everybody else.</summary>
    public static string MakeOwnFolder(string path)
    {
        var folder = Directory.CreateDirectory(path).FullName;
        var inherits = (uint)(FileStatus.Find(folder)?.Mode ?? 0) & SetGroup;
        return SetMode(folder, 0x1c0 | inherits) == 0 ? folder : throw new IOException($"{folder}: its mode cannot be set: {LastError()}");
    }

    private static void Sync(string path, Func<int, int> sync)
    {
        var descriptor = Open(path, OpenFlags.Folder | OpenFlags.CloseOnExec);
        if (descriptor < 0)
        {
            throw new IOException($"{path}: {LastError()}");
        }

        var result = sync(descriptor);
        var error = LastError();
        _ = Close(descriptor);
        if (result != 0)
        {
            throw new IOException($"{path}: cannot be made durable: {error}");
        }
    }
}
