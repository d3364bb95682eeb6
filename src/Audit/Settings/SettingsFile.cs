using System.Globalization;
using System.Text.Json;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Settings;

/// <summary>Reads a file of settings: flags, or everything that is wrong with it.</summary>
internal static class SettingsFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="complaints">What a command line says of some arguments.</param>
    public static (IReadOnlyList<Setting> Settings, IReadOnlyList<PolicyError> Errors) Read(
        string file,
        Func<IEnumerable<string>, IEnumerable<string>> complaints)
    {
        var spelled = SettingsPlace.Spell(file);
        if (FileKinds.Of(file) is not (FileKind.Regular or FileKind.Empty))
        {
            return Wrong("this is not a file");
        }

        switch (BoundedText.OfFile(file, BoundedText.UsualLimit))
        {
            case BoundedText.Unread unread:
                return Wrong(unread.Reason);
            case BoundedText.Whole whole:
                return YamlReader.Read(whole.Text, spelled).ToArray() switch
                {
                    [] => ([], []),
                    [YamlDocument.Readable { Root.ValueKind: JsonValueKind.Object } document] =>
                        Read(document, Path.GetDirectoryName(Path.GetFullPath(file))!, complaints),
                    [YamlDocument.Broken broken, ..] => ([], [new PolicyError(spelled, broken.Position, string.Empty, broken.Message)]),
                    _ => Wrong("settings are one mapping of flags, such as `policy: policies.yaml`"),
                };
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        (IReadOnlyList<Setting>, IReadOnlyList<PolicyError>) Wrong(string message) => ([], [new PolicyError(spelled, new(1, 1), string.Empty, message)]);
    }

    private static (IReadOnlyList<Setting> Settings, IReadOnlyList<PolicyError> Errors) Read(
        YamlDocument.Readable document,
        string folder,
        Func<IEnumerable<string>, IEnumerable<string>> complaints)
    {
        var errors = new List<SectionError>();
        var reader = new SectionReader(document.Root, string.Empty, errors);
        var section = SettingsSection.Read(reader);
        reader.Done();
        var top = SettingsPlace.Top(folder);
        foreach (var setting in section.Settings)
        {
            errors.AddRange(setting.Complaints(folder, top).Select(c => new SectionError(Pointer(setting, c.Index), c.Complaint)));
            errors.AddRange(complaints(setting.Arguments).Select(complaint => new SectionError($"/{setting.Key}", Unprefixed(setting, complaint))));
        }

        return (
            errors.Count > 0 ? [] : [.. section.Settings.Where(s => s.Values.Count > 0).Select(s => s.From(folder))],
            [.. errors.Select(e => PolicyError.Of(e, document.Source)).OrderBy(e => e.Position.Line).ThenBy(e => e.Position.Column)]);

        // The key is said by the place already.
        static string Unprefixed(Setting setting, string complaint) =>
            (complaint.StartsWith($"--{setting.Key}: ", StringComparison.Ordinal) ? complaint[(setting.Key.Length + 4)..] : complaint).TrimEnd('.');

        string Pointer(Setting setting, int index) => document.Root.GetProperty(setting.Key).ValueKind == JsonValueKind.Array
            ? string.Create(CultureInfo.InvariantCulture, $"/{setting.Key}/{index}")
            : $"/{setting.Key}";
    }
}
