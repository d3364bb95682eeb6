using System.Runtime.InteropServices;

namespace HomelabStorage.Backup.Posix;

/// <summary>How the kernel is asked to open something. Two of the numbers are others on ARM: there 0x10000 would ask for direct access to the disk.</summary>
internal static class OpenFlags
{
    /// <summary>Without waiting for whoever has the other end of a FIFO.</summary>
    public const int NoWait = 0x800;

    public const int CloseOnExec = 0x80000;

    /// <summary>Only to look further from there.</summary>
    public const int Place = 0x200000;

    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;

    /// <summary>Only a folder.</summary>
    public static readonly int Folder = IsArm ? 0x4000 : 0x10000;

    /// <summary>Not what a link points at.</summary>
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;
}
