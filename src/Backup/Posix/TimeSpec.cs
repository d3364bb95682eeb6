using System.Globalization;
using System.Runtime.InteropServices;

namespace HomelabStorage.Backup.Posix;

/// <summary>A moment as the kernel counts it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct TimeSpec(long Seconds, long Nanoseconds)
{
    /// <summary>Reads seconds and nine digits as a manifest has them; null when it is not a time.</summary>
    public static TimeSpec? Read(string text)
    {
        var parts = text.Split('.');
        return parts.Length <= 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
            && uint.TryParse(parts.Length > 1 ? parts[1] : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds)
            && nanoseconds < 1_000_000_000
            ? new TimeSpec(seconds, nanoseconds)
            : null;
    }
}
