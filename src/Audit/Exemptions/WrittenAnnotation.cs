using HomelabStorage.Audit.Fixing;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Exemptions;

/// <summary>An exemption as annotations of the manifest itself.</summary>
internal static class WrittenAnnotation
{
    /// <summary>Puts it into the one object of a file that is meant.</summary>
    public static int Write(string file, Wanted wanted, Grounds given, Terminal terminal)
    {
        (string Name, string Value)[] annotations =
        [
            (Annotation.Exempt, wanted.Rule),
            (Annotation.ExemptReason, wanted.Reason),
            .. wanted.Until is { } day ? [(Annotation.ExemptUntil, day)] : Array.Empty<(string, string)>(),
            .. given.IsEmpty ? Array.Empty<(string, string)>() : [(Annotation.ExemptGiven, given.Spelled)],
        ];
        try
        {
            var before = FixedFile.Read(file);
            Manifest[] meant = before is null ? [] : [.. Written(before, file).Where(m => wanted.MayMean(m.Reference))];
            if (before is null || meant is not [{ Source: ManifestSource.Text { Map: var map } } subject])
            {
                terminal.Error.WriteLine(meant.Length > 1
                    ? $"{file}: {wanted.Spoken} stands in it {meant.Length} times; put the exemption into the policy file"
                    : $"{file}: {wanted.Spoken} is not written in it; name the file it is in, or put the exemption into the policy file");
                return ExitCode.Wrong;
            }

            if (InTheWay(subject, wanted) is { Length: > 0 } obstacle)
            {
                terminal.Error.WriteLine($"{file}: {obstacle}");
                return ExitCode.Wrong;
            }

            var written = subject.Metadata.Annotations;
            if (Array.TrueForAll(annotations, a => string.Equals(written.GetValueOrDefault(a.Name), a.Value, StringComparison.Ordinal)))
            {
                terminal.Output.WriteLine($"{file} says so already");
                return ExitCode.Clean;
            }

            var (changes, refused) = YamlEdit.Make(
                before,
                [new YamlEdit(map, [.. annotations.Select(a => ($"/metadata/annotations/{JsonPointer.Escape(a.Name)}", a.Value))])]);
            if (refused.Count > 0)
            {
                terminal.Error.WriteLine($"{file}: there is no place where annotations could be put for certain; put these below metadata.annotations:");
                Say(annotations, terminal.Error);
                return ExitCode.Wrong;
            }

            FileWriter.Write(new FixedFile(file, before, changes));
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            terminal.Error.WriteLine($"{file}: cannot be changed: {unwritable.Message.TrimEnd('.')}");
            return ExitCode.Wrong;
        }

        terminal.Output.WriteLine($"{file}: {wanted.Spoken}: metadata.annotations:");
        Say(annotations, terminal.Output);
        return ExitCode.Clean;
    }

    /// <summary>What else the object is exempt from: one reason and one end would be for all. Empty where nothing is in the way.</summary>
    private static string InTheWay(Manifest subject, Wanted wanted)
    {
        var written = subject.Metadata.Annotations;
        string[] others =
        [
            .. (written.TryGetValue(Annotation.Exempt, out var rules) ? rules : string.Empty)
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Where(rule => !string.Equals(rule, wanted.Rule, StringComparison.Ordinal)),
        ];
        return wanted.Rule is "*" ? "an annotation names rules; * is for the policy file"
            : others.Length > 0 ? $"{wanted.Spoken} is exempt from {string.Join(", ", others)} already, and its annotations have one reason for all: "
                + "put the exemption into the policy file"
            : wanted.Until is null && written.ContainsKey(Annotation.ExemptUntil) ? $"{wanted.Spoken} has {Annotation.ExemptUntil} already: say --until"
            : string.Empty;
    }

    private static IEnumerable<Manifest> Written(string text, string file) =>
        ManifestReader.ReadAll(text, file).OfType<ManifestReading.Understood>().Select(r => r.Manifest);

    private static void Say(IEnumerable<(string Name, string Value)> annotations, TextWriter output)
    {
        foreach (var (name, value) in annotations)
        {
            output.WriteLine($"  {name}: {YamlEdit.Spell(value)}");
        }
    }
}
