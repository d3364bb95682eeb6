using System.Collections.Frozen;
using System.Formats.Tar;
using System.Globalization;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Mode, owner, time and extended attributes as an archive has them, to be given to what was restored.</summary>
internal sealed record EntryMetadata
{
    public required bool IsLink { get; init; }

    public required int Mode { get; init; }

    public required uint User { get; init; }

    public required uint Group { get; init; }

    public required string Modified { get; init; }

    public required IReadOnlyDictionary<string, string> Attributes { get; init; }

    public static EntryMetadata Of(TarEntry entry, FileFacts facts)
    {
        var attributes = entry is PaxTarEntry pax ? pax.ExtendedAttributes : FrozenDictionary<string, string>.Empty;
        var (user, group) = LargeOwner.Read(attributes, entry.Uid, entry.Gid);
        return new EntryMetadata
        {
            IsLink = entry.EntryType == TarEntryType.SymbolicLink,
            Mode = (int)entry.Mode,
            User = user,
            Group = group,
            Modified = facts.Modified,
            Attributes = attributes.Where(a => a.Key.Contains("xattr", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal),
        };
    }

    /// <summary>
    /// Gives them to an entry, all but the time; what could not be given. The owner first: changing it takes capabilities and set-user bits away.
    /// </summary>
    public IEnumerable<string> Apply(string path, bool withOwner)
    {
        var now = FileStatus.Find(path) ?? throw new IOException($"{path}: it is gone");
        if (withOwner && (now.User != User || now.Group != Group) && Native.Chown(path, User, Group) != 0)
        {
            yield return $"its owner {User}:{Group} cannot be set by UID {Native.EffectiveUser()}: restore as root, as that user, or with --no-owner";
        }

        if (!IsLink && (now.Mode != Mode || now.User != User) && Native.SetMode(path, (uint)Mode) != 0)
        {
            yield return $"its mode {Convert.ToString(Mode, 8)} cannot be set: {Native.LastError()}";
        }

        foreach (var trouble in ExtendedAttributes.Apply(path, Attributes))
        {
            yield return trouble;
        }
    }

    /// <summary>Whether whoever runs this may give them to the data folder, which may belong to somebody else.</summary>
    public bool Fits(string folder) => Native.EffectiveUser() == 0
        || (FileStatus.Find(folder + "/.") is { } now && now.User == User && now.Group == Group && (now.Mode == Mode || now.User == Native.EffectiveUser()));

    /// <summary>Gives a path its time alone.</summary>
    public int SetTime(string path)
    {
        var time = TimeSpec.Read(Modified) ?? throw new IOException($"{path}: the time '{Modified}' is none");
        unsafe
        {
            var times = stackalloc TimeSpec[] { time, time };
            return Native.SetTimes(Native.CurrentFolder, path, times, Native.NoFollow);
        }
    }
}
