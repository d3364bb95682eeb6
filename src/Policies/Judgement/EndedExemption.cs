using System.Globalization;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Judgement;

/// <summary>When an exemption ends: its day has passed, or what is there now is not what it was given for. The finding that comes back says so.</summary>
internal static class EndedExemption
{
    /// <summary>Whether it has ended for a finding.</summary>
    public static bool Is(Exemption exemption, RuleOutcome.Finding finding, DateOnly today) =>
        today > exemption.Until || (!exemption.Given.IsEmpty && exemption.Given.Otherwise(finding.Grounds).Length > 0);

    /// <summary>A finding whose exemption by annotation has ended, with what to write if it is still acceptable.</summary>
    public static RuleOutcome.Finding Annotated(AnnotatedExemption annotated, string bearer, RuleOutcome.Finding finding, DateOnly today) => Ended(
        annotated.Exemption,
        finding,
        today,
        given => $"{bearer}: metadata.annotations: {Annotation.ExemptGiven}: {given.Spelled}",
        $"{bearer}: metadata.annotations: {Annotation.ExemptUntil}: a later day");

    /// <summary>A finding whose exemption in the policy has ended.</summary>
    public static RuleOutcome.Finding Listed(Exemption exemption, StoragePolicy policy, RuleOutcome.Finding finding, DateOnly today)
    {
        var entry = $"policy {policy.Name}: the exemption of {exemption.Spoken}";
        return Ended(exemption, finding, today, given => $"{entry}: {Keys(given)}", $"{entry}: until: a later day");
    }

    private static RuleOutcome.Finding Ended(Exemption exemption, RuleOutcome.Finding finding, DateOnly today, Func<Grounds, string> renewed, string later)
    {
        var other = exemption.Given.Otherwise(finding.Grounds);
        var why = new List<string>();
        var write = new List<string>();
        if (today > exemption.Until)
        {
            why.Add($"ended on {Spell(exemption.Until)}");
            write.Add(later);
        }

        if (other.Length > 0)
        {
            why.Add($"was given {other}");
            write.Add(renewed(exemption.Given.MovedTo(finding.Grounds)));
        }

        return finding with
        {
            IsBack = true,
            Message = $"{finding.Message}; the exemption {string.Join(" and ", why)}",
            Alternatives = [.. finding.Alternatives, $"if it is still acceptable, {string.Join(" and ", write)}"],
        };
    }

    private static string Keys(Grounds given) => string.Join(
        ", ",
        new[] { ("images", given.Images), ("classes", given.Classes), ("data", given.Data) }
            .Where(key => key.Item2.Count > 0)
            .Select(key => $"{key.Item1}: [{string.Join(", ", key.Item2.Select(Yaml.YamlSpelling.Plain))}]"));

    private static string Spell(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
