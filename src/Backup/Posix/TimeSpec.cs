using System.Runtime.InteropServices;

namespace HomelabStorage.Backup.Posix;

/// <summary>A moment as the kernel counts it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TimeSpec(long Seconds, long Nanoseconds);
