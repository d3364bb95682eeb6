using System.Runtime.InteropServices;
using System.Text;

namespace HomelabStorage.Backup.Posix;

/// <summary>What the kernel knows about an entry, links not followed.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileStatus(
    FileKind Kind,
    int Mode,
    uint User,
    uint Group,
    long Size,
    long Blocks,
    ulong Inode,
    ulong Device,
    uint Links,
    TimeSpec Modified)
{
    private const int NoEntry = 2;
    private const int TooLong = 36;

    /// <summary>No file system of Linux has a longer one, so that there is none of that name.</summary>
    private const int LongestName = 255;
    private const uint Basic = 0x7ff;

    /// <summary>Whether it takes less room than its length, so that it has holes.</summary>
    public bool IsSparse => Kind == FileKind.File && Blocks * 512 < Size;

    /// <summary>The status of an entry; null when there is none.</summary>
    public static FileStatus? Find(string path)
    {
        if (Native.Statx(Native.CurrentFolder, path, Native.NoFollow, Basic, out var buffer) == 0)
        {
            return Of(buffer);
        }

        return Marshal.GetLastPInvokeError() switch
        {
            NoEntry => null,
            TooLong when Encoding.UTF8.GetByteCount(Path.GetFileName(path.AsSpan())) > LongestName => null,
            _ => throw new IOException($"{path}: {Native.LastError()}"),
        };
    }

    /// <summary>The status of what is open.</summary>
    public static FileStatus Of(int descriptor, string path) => Native.Statx(descriptor, string.Empty, Native.EmptyPath, Basic, out var buffer) == 0
        ? Of(buffer)
        : throw new IOException($"{path}: {Native.LastError()}");

    /// <summary>Whether a file changed or gave way to another since.</summary>
    public bool HasMoved(string path) => Find(path) is not { } now || now.Size != Size || now.Modified != Modified || now.Inode != Inode;

    private static FileStatus Of(StatxBuffer buffer) => new(
        (buffer.Mode & 0xf000) switch { 0x8000 => FileKind.File, 0x4000 => FileKind.Folder, 0xa000 => FileKind.Link, _ => FileKind.Special },
        buffer.Mode & 0xfff,
        buffer.User,
        buffer.Group,
        (long)buffer.Size,
        (long)buffer.Blocks,
        buffer.Inode,
        ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
        buffer.Links,
        new TimeSpec(buffer.ModifiedSeconds, buffer.ModifiedNanoseconds));
}
