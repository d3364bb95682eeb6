using System.Globalization;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Trees;

/// <summary>
/// Users and groups above 2,147,483,647, as user namespaces have them: .NET's tar cannot hold them, so that they go as pax attributes of our own.
/// </summary>
internal static class LargeOwner
{
    private const string User = "HOMELABSTORAGE.uid";
    private const string Group = "HOMELABSTORAGE.gid";

    public static void Add(FileStatus status, Dictionary<string, string> attributes)
    {
        foreach (var (key, id) in ((string, uint)[])[(User, status.User), (Group, status.Group)])
        {
            if (id > int.MaxValue)
            {
                attributes.Add(key, id.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    public static (uint User, uint Group) Read(IReadOnlyDictionary<string, string> attributes, int user, int group) =>
        (Find(attributes, User) ?? (uint)user, Find(attributes, Group) ?? (uint)group);

    private static uint? Find(IReadOnlyDictionary<string, string> attributes, string key) =>
        attributes.TryGetValue(key, out var written) && uint.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
