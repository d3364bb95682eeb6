using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Fixing;

/// <summary>Values that are to be written into the file where objects are declared.</summary>
/// <param name="File">The file as it is to be; null where nothing of it changes.</param>
/// <param name="Left">Objects that are left as they are, with the reason.</param>
internal sealed record WrittenChange(FixedFile? File, IReadOnlyList<(Manifest Manifest, string Reason)> Left)
{
    /// <summary>Makes all changes of each object of a file; or none, and says why not.</summary>
    public static WrittenChange Of(string path, IReadOnlyList<(Manifest Manifest, YamlEdit Edit)> edits)
    {
        if (!System.IO.File.Exists(path) || FileKinds.Of(path) != FileKind.Regular)
        {
            var by = System.IO.File.Exists(path) ? "a pipe" : "standard input";
            return new WrittenChange(null, [.. edits.Select(e => (e.Manifest, $"it came by {by}; name its file"))]);
        }

        if (FixedFile.Read(path) is not { } text)
        {
            return new WrittenChange(null, [.. edits.Select(e => (e.Manifest, "its file is not UTF-8"))]);
        }

        var (changes, refused) = YamlEdit.Make(text, edits.Select(e => e.Edit));
        var open = refused.ToHashSet();
        return new WrittenChange(
            changes.Count > 0 ? new FixedFile(path, text, changes) : null,
            [.. edits.Where(e => open.Contains(e.Edit)).Select(e => (e.Manifest, $"how it is written leaves no certain place for {Spell(e.Edit)}"))]);
    }

    /// <summary>Why a change in its file would not be what is deployed; empty where it would.</summary>
    public static string Elsewhere(Manifest manifest, SourceMap map) => manifest.PatchedBy.Length > 0
        ? $"{manifest.PatchedBy} patches it on its way: change it there"
        : map.Mentions("${") ? "a variable of Flux stands in it, which is filled where it is applied: change the value there"
        : string.Empty;

    private static string Spell(YamlEdit edit) => string.Join(", ", edit.Places.Select(p => $"{JsonPointer.Spell(p.Pointer)}: {p.Value}"));
}
