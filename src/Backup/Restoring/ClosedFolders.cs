using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Folders whose own user may not write in them: only root can move or remove such a folder without opening it first.</summary>
internal static class ClosedFolders
{
    private const uint Open = 0x1c0;

    /// <summary>Moves a folder that is closed to its owner, and closes it again; false when that is not what keeps it from being moved.</summary>
    public static bool Move(string from, string to)
    {
        if (FileStatus.Find(from) is not { Kind: FileKind.Folder } folder
            || (folder.Mode & Open) == Open
            || Native.SetMode(from, (uint)folder.Mode | Open) != 0)
        {
            return false;
        }

        var isMoved = Native.Rename(from, to) == 0;
        return Native.SetMode(isMoved ? to : from, (uint)folder.Mode) == 0 && isMoved;
    }

    /// <summary>Removes a folder with everything in it.</summary>
    public static void Delete(string path)
    {
        if (Native.EffectiveUser() != 0)
        {
            OpenAll(path);
        }

        Directory.Delete(path, recursive: true);
    }

    private static void OpenAll(string folder)
    {
        if (FileStatus.Find(folder) is { } status && (status.Mode & Open) != Open)
        {
            _ = Native.SetMode(folder, (uint)status.Mode | Open);
        }

        foreach (var below in Directory.EnumerateDirectories(folder).Where(d => FileStatus.Find(d) is { Kind: FileKind.Folder }))
        {
            OpenAll(below);
        }
    }
}
