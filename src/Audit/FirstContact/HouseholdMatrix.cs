using System.Text;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>The decision matrix of the shipped policy, said with the classes of a household that are like those it names.</summary>
internal static class HouseholdMatrix
{
    public static string Text(Survey survey, StoragePolicy shipped)
    {
        var text = new StringBuilder("matrix:\n");
        foreach (var rows in shipped.Matrix.Values
            .OrderBy(r => r.Data)
            .GroupBy(r => string.Join('|', [.. r.Critical, "/", .. r.Important, "/", .. r.Low, r.Why]), StringComparer.Ordinal))
        {
            var row = rows.First();
            text.Append($"  - data: [{string.Join(", ", rows.Select(r => Words.DataKinds.Spell(r.Data)))}]\n");
            Write("critical", row, Criticality.Critical, survey, shipped, text);
            Write("important", row, Criticality.Important, survey, shipped, text);
            Write("low", row, Criticality.Low, survey, shipped, text);
            Write("never", row.Never, text);
            Write("avoid", row.Avoid, text);
            text.Append(row.Why.Length > 0 ? $"    why: {PolicyText.Quoted(row.Why)}\n\n" : "\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Write(string key, MatrixRow row, Criticality criticality, Survey survey, StoragePolicy shipped, StringBuilder text)
    {
        // Classes like those that the shipped policy prefers, in its order; where there is none of them, whatever does not lose such data.
        string[] preferred =
        [
            .. row.Classes(criticality).Where(shipped.Classes.ContainsKey)
                .SelectMany(name => survey.Classes.Where(c => c.IsLike(shipped.Classes[name].Traits) && IsFine(c, row.Never)))
                .Select(c => c.Name)
                .Distinct(StringComparer.Ordinal),
        ];
        var classes = preferred.Length > 0
            ? preferred
            : [.. survey.Classes.Where(c => IsFine(c, row.Never) && IsFine(c, row.Avoid) && Survives(c, row.Data, criticality)).Select(c => c.Name)];
        var doubt = preferred.Length > 0 ? string.Empty : "    # a guess: nothing better was found";
        text.Append(classes.Length > 0
            ? $"    {key}: [{string.Join(", ", classes.Select(PolicyText.Quoted))}]{doubt}\n"
            : $"    # {key}: no known class keeps such data safe\n");
    }

    /// <summary>What a rule refuses to have there is not sent there: the only copy of what cannot be made again is not for one node's disk.</summary>
    private static bool Survives(FoundClass found, DataKind kind, Criticality criticality) =>
        criticality < Criticality.Critical || DataTraits.Of(kind).CanBeRebuilt || !found.IsNodeLocal;

    private static bool IsFine(FoundClass found, IReadOnlyList<Protocol> bad) => !bad.Contains(found.Traits.Protocol);

    private static void Write(string key, IReadOnlyList<Protocol> protocols, StringBuilder text) => text.Append(
        protocols.Count > 0 ? $"    {key}: [{string.Join(", ", protocols.Select(Words.Protocols.Spell))}]\n" : string.Empty);
}
