using System.Runtime.InteropServices;

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

        return Marshal.GetLastPInvokeError() == NoEntry ? null : throw new IOException($"{path}: {Native.LastError()}");
    }

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
