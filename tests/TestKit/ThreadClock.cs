using System.Diagnostics;
using System.Runtime.InteropServices;

namespace HomelabStorage.TestKit;

/// <summary>The processor time of the calling thread, which neither a busy machine nor other threads lengthen.</summary>
public static partial class ThreadClock
{
    private const int OfThreadOnLinux = 3;
    private const int OfThreadOnMac = 16;

    public static TimeSpan Now =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && GetTime(OperatingSystem.IsLinux() ? OfThreadOnLinux : OfThreadOnMac, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
            : Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly nint Seconds;

        public readonly nint Nanoseconds;
    }
}
