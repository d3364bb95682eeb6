using System.Text.Json;
using HomelabStorage.Audit.Fixing;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Exemptions;

/// <summary>Exemptions of other words that go on to hold where a new one ends: nobody is to believe that it ends the matter.</summary>
internal static class OtherExemptions
{
    /// <summary>Says each of them, with where it stands.</summary>
    public static void Say(Wanted wanted, GivenFor given, string? policyFile, Terminal terminal)
    {
        var mine = wanted.As(given.Facts);
        var others = InPolicy(policyFile, mine).Concat(given.OnNamespace).Concat(given.OnObject);
        foreach (var (place, other) in others.Where(o => o.Exemption.Meets(mine)))
        {
            if (other.Outlasts(mine) is { Length: > 0 } why)
            {
                terminal.Output.WriteLine(
                    $"{place}: the exemption of {other.Spoken} from {string.Join(", ", other.Rules)} is for {wanted.Spoken} too, and holds on when this one "
                        + $"has ended: {why}. End it or narrow it as well");
            }
        }
    }

    private static IEnumerable<(string Place, Exemption Exemption)> InPolicy(string? file, Exemption mine)
    {
        if (file is null
            || FixedFile.Read(file) is not { } text
            || PolicyFile.Read(text, file) is not PolicyReading.Valid { Policy: var policy }
            || YamlReader.Read(text, file).First() is not YamlDocument.Readable { Source: var map, Root.ValueKind: JsonValueKind.Object })
        {
            yield break;
        }

        for (var i = 0; i < policy.Exemptions.Count; i++)
        {
            if (!IsSame(policy.Exemptions[i], mine))
            {
                var place = map.Find($"/exemptions/{i}");
                yield return ($"{file}({place.Line},{place.Column})", policy.Exemptions[i]);
            }
        }
    }

    private static bool IsSame(Exemption one, Exemption other) =>
        one.Until == other.Until
        && string.Equals(one.Reason, other.Reason, StringComparison.Ordinal)
        && one.Rules.SequenceEqual(other.Rules, StringComparer.Ordinal)
        && one.Kinds.SequenceEqual(other.Kinds, StringComparer.OrdinalIgnoreCase)
        && one.Namespaces.SequenceEqual(other.Namespaces)
        && one.Names.SequenceEqual(other.Names);
}
