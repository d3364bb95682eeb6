using System.Text.Json;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.TestKit;

/// <summary>A case of a change on disk: the object, what already exists, and the patch that is expected.</summary>
public sealed record MutationCase(string Name)
{
    public static string Root => Repository.Path("tests", "cases", "mutations");

    public string Folder => Path.Combine(Root, Name);

    public string Expected => Path.Combine(Folder, "expected.json");

    /// <summary>Whether its name says that nothing is changed.</summary>
    public bool Leaves => Name.StartsWith("leaves-", StringComparison.Ordinal);

    /// <summary>The object as it is sent.</summary>
    public JsonElement Sent => ReviewDoor.Root(Path.Combine(Folder, "object.yaml"));

    /// <summary>The object as it was; null when it is being made.</summary>
    public JsonElement? Before => Path.Combine(Folder, "before.yaml") is var file && File.Exists(file) ? ReviewDoor.Root(file) : null;

    /// <summary>Every case, as the disk has them.</summary>
    public static IEnumerable<MutationCase> All() =>
        Directory.GetDirectories(Root).Order(StringComparer.Ordinal).Select(folder => new MutationCase(Path.GetFileName(folder)));

    /// <summary>What it is judged by.</summary>
    internal Snapshot Snapshot() => ReviewDoor.Snapshot(Path.Combine(Folder, "cluster.yaml"), Path.Combine(Folder, "policies.yaml"));

    public override string ToString() => Name;
}
