using System.Runtime.InteropServices;

namespace HomelabStorage.Audit.Reading;

/// <summary>Asks the file system what a path leads to, without opening it: to open a pipe is to wait.</summary>
internal static partial class FileKinds
{
    private const int TypeMask = 0xF000;

    public static FileKind Of(string path)
    {
        if (OperatingSystem.IsWindows() || Stat(path, out var status) != 0)
        {
            return Directory.Exists(path) ? FileKind.Folder : FileKind.Regular;
        }

        return (status.Mode & TypeMask) switch
        {
            0x4000 => FileKind.Folder,
            0x1000 => FileKind.Pipe,
            0x2000 or 0x6000 => FileKind.Device,
            0xC000 => FileKind.Socket,
            _ => status.Size == 0 ? FileKind.Empty : FileKind.Regular,
        };
    }

    /// <summary>The runtime's own stat, which has one layout on every system; .NET tells of modes and links, but of no kinds.</summary>
    [LibraryImport("libSystem.Native", EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Stat(string path, out Status status);

    /// <summary>The beginning of the runtime's answer, and room for the rest.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 512)]
    private readonly struct Status
    {
        private readonly int _flags;

        public readonly int Mode;

        private readonly uint _user;

        private readonly uint _group;

        public readonly long Size;
    }
}
