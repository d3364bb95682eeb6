using HomelabStorage.Audit.Fixing;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Exemptions;

/// <summary>An exemption as an entry of a policy file.</summary>
internal static class PolicyEntry
{
    /// <summary>Puts it at the head of the list, or changes the entry that there is for the same rule and object.</summary>
    public static int Write(string file, Wanted wanted, Grounds given, Terminal terminal)
    {
        var item = Item(wanted, given);
        try
        {
            var before = FixedFile.Read(file);
            var added = before is null ? null : item.Of(before);
            if (added is { Text: "" })
            {
                terminal.Output.WriteLine($"{file} says so already");
                return ExitCode.Clean;
            }

            var earlier = before is null ? null : EarlierEntry.Of(item, before, file);
            var changes = earlier is not null ? earlier.Into(item, before!) : added is null ? null : [added];
            if (before is null || changes is null || PolicyFile.Read(YamlChange.Apply(before, changes), file) is not PolicyReading.Valid)
            {
                terminal.Error.WriteLine(earlier is { Place: var place }
                    ? $"{file}({place.Line},{place.Column}): {wanted.Spoken} has an exemption from {wanted.Rule} already, "
                        + "which would go on to hold; put this in its place:"
                    : $"{file}: there is no place where an exemption could be put for certain; put this below exemptions:");
                terminal.Error.Write(item.Block);
                return ExitCode.Wrong;
            }

            FileWriter.Write(new FixedFile(file, before, changes));
            terminal.Output.WriteLine(earlier is { Place: var changed } ? $"{file}({changed.Line},{changed.Column}): changed to" : $"{file}: added");
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{file}: cannot be changed: {unwritable.Message.TrimEnd('.')}");
            return ExitCode.Wrong;
        }

        terminal.Output.Write(item.Block);
        return ExitCode.Clean;
    }

    private static YamlListHead Item(Wanted wanted, Grounds given)
    {
        (string Key, IReadOnlyList<string> Values, bool IsList)[] keys =
        [
            ("rules", [wanted.Rule], true),
            ("kinds", [wanted.Kind], true),
            ("namespaces", wanted.Namespace is { } ns ? [ns] : [], true),
            ("names", [wanted.Name], true),
            ("images", given.Images, true),
            ("classes", given.Classes, true),
            ("data", given.Data, true),
            ("reason", [wanted.Reason], false),
            ("until", wanted.Until is { } day ? [day] : [], false),
        ];
        return new YamlListHead("exemptions", [.. keys.Where(key => key.Values.Count > 0)]);
    }
}
