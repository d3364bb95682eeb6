using System.Text.Json;
using HomelabStorage.Audit.Cases;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.TestKit;

/// <summary>A case of a change on disk: the object, what already exists, and the patch that is expected.</summary>
public sealed record MutationCase(string Name)
{
    public static string Root => Repository.Path("tests", "cases", "mutations");

    public CaseFolder Files => new(Path.Combine(Root, Name));

    public string Folder => Files.Folder;

    /// <summary>The object as it is sent.</summary>
    public JsonElement Sent => ReviewDoor.Root(Files.Object);

    /// <summary>The object as it was; null when it is being made.</summary>
    public JsonElement? Before => File.Exists(Files.Before) ? ReviewDoor.Root(Files.Before) : null;

    /// <summary>Every case, as the disk has them.</summary>
    public static IEnumerable<MutationCase> All() =>
        Directory.GetDirectories(Root).Order(StringComparer.Ordinal).Select(folder => new MutationCase(Path.GetFileName(folder)));

    /// <summary>What it is judged by.</summary>
    internal Snapshot Snapshot() => ReviewDoor.Snapshot(Files.Cluster, Files.Policy);

    public override string ToString() => Name;
}
