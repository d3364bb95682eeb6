using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Folders whose own user may not write in them: only root can move or remove such a folder without opening it first.</summary>
internal static class ClosedFolders
{
    private const uint OwnersAll = 0x1c0;

    /// <summary>Opens a folder that is closed to its own user, as that user; the mode that it had, and null when it is open or somebody else's.</summary>
    public static int? Open(string folder) =>
        Native.EffectiveUser() != 0
        && FileStatus.Find(folder + "/.") is { } status
        && (status.Mode & OwnersAll) != OwnersAll
        && Native.SetMode(folder, (uint)status.Mode | OwnersAll) == 0
            ? status.Mode
            : null;

    /// <summary>Moves a folder that is closed to its owner, and closes it again; false when that is not what keeps it from being moved.</summary>
    public static bool Move(string from, string to)
    {
        if (FileStatus.Find(from) is not { Kind: FileKind.Folder } folder
            || (folder.Mode & OwnersAll) == OwnersAll
            || Native.SetMode(from, (uint)folder.Mode | OwnersAll) != 0)
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
        if (FileStatus.Find(folder) is { } status && (status.Mode & OwnersAll) != OwnersAll)
        {
            _ = Native.SetMode(folder, (uint)status.Mode | OwnersAll);
        }

        foreach (var below in Directory.EnumerateDirectories(folder).Where(d => FileStatus.Find(d) is { Kind: FileKind.Folder }))
        {
            OpenAll(below);
        }
    }
}
