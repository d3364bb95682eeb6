using System.Globalization;
using System.Text;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>A policy file for a household: the shipped one, with its own classes and servers.</summary>
internal static class HouseholdPolicy
{
    /// <summary>A policy that says nothing, to look at a household by.</summary>
    public const string Blank = "apiVersion: homelab-storage.io/v1alpha1\nkind: StoragePolicy\nmetadata: {name: home}\n";

    private const string Schema = "https://raw.githubusercontent.com/homelab-storage/homelab-storage/main/docs/policy.schema.json";

    /// <summary>The text.</summary>
    /// <param name="survey">What there is.</param>
    /// <param name="violated">Rules that would refuse or change something today.</param>
    public static string Text(Survey survey, IReadOnlyList<ViolatedRule> violated)
    {
        var shipped = ShippedPolicy.Read();
        var text = ShippedPolicy.Text[ShippedPolicy.Text.IndexOf("apiVersion:", StringComparison.Ordinal)..];
        text = text.Replace("\n  name: homelab\n", "\n  name: home\n", StringComparison.Ordinal);
        text = PolicyText.With(text, "matrix", HouseholdMatrix.Text(survey, shipped));
        text = PolicyText.With(text, "classes", Classes(survey));
        text = PolicyText.With(text, "nas", Nas(survey));
        text = PolicyText.Without(text, "platformFamilies");
        text = PolicyText.Without(text, "apps");
        var begin = text.IndexOf("\n# rules:\n", StringComparison.Ordinal) + 1;
        return Head + text[..begin] + Rules(violated) + text[text.IndexOf("\n\n", begin, StringComparison.Ordinal)..].TrimEnd('\n') + "\n";
    }

    private static string Head =>
        $"""
        # yaml-language-server: $schema={Schema}
        #
        # The storage policy of this cluster, written by `homelab-storage init`: the shipped decisions, with the classes and servers that were found.
        # Read it once; "a guess" marks what is not proven by anything that was found.
        #
        #   homelab-storage policy check policies.yaml                   says what is wrong with it, every error at once
        #   homelab-storage policy diff OLD NEW FILES…                   says which verdicts a change would change
        #   homelab-storage audit FILES… --policy policies.yaml          judges by it


        """;

    private static string Classes(Survey survey)
    {
        var text = new StringBuilder(survey.Classes.Count > 0 ? "classes:\n" : "classes: []    # none was found\n");
        foreach (var found in survey.Classes)
        {
            text.Append(found.Item);
        }

        foreach (var (name, why) in survey.Strange)
        {
            text.Append(CultureInfo.InvariantCulture, $"# - {{name: {PolicyText.Quoted(name)}, backend: }}    # {PolicyText.Remark(why)}: say what it is\n");
        }

        return text.ToString();
    }

    private static string Nas(Survey survey)
    {
        FoundNas[] named = [.. survey.Nas.Where(n => n is { IsWrittenOut: true, IsInCluster: false })];
        var text = new StringBuilder(named.Length > 0 ? "nas:\n" : "nas: []    # none was found\n");
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var nas in named)
        {
            var name = nas.UsualName;
            for (var number = 2; !taken.Add(name); number++)
            {
                name = string.Create(CultureInfo.InvariantCulture, $"{nas.UsualName}-{number}");
            }

            var uses = nas.Uses == 1 ? "one volume or class names it" : string.Create(CultureInfo.InvariantCulture, $"{nas.Uses} volumes and classes name it");
            text.Append($"  - name: {PolicyText.Quoted(name)}\n    protocol: {Words.Protocols.Spell(nas.Protocol)}\n");
            text.Append($"    addresses: [{PolicyText.Quoted(nas.Address)}]    # {uses}\n");
        }

        foreach (var mount in survey.Mounts)
        {
            text.Append($"#   paths: [{PolicyText.Quoted(mount)}]    # a guess: hostPaths lie below it; put it to the server that nodes mount there\n");
        }

        foreach (var nas in survey.Nas.Except(named))
        {
            var why = nas.IsInCluster ? "is a Service of this cluster" : "is put in on the way to the cluster: write the address itself";
            text.Append($"# {PolicyText.Remark(nas.Address)} {why}\n");
        }

        return text.ToString();
    }

    /// <summary>Everything that is violated today warns, so that nothing that runs is refused.</summary>
    private static string Rules(IReadOnlyList<ViolatedRule> violated)
    {
        if (violated.Count == 0)
        {
            return "# Nothing that was found is refused.\n# rules:\n#   - rule: host-path-volume\n#     action: off";
        }

        var text = new StringBuilder(
            "# These are violated today, and warn for now. Take an entry out when its findings are repaired, and the rule refuses again.\nrules:\n");
        foreach (var one in violated)
        {
            text.Append(CultureInfo.InvariantCulture, $"  - rule: {one.Rule}\n    action: warn    # {one.Spoken}\n");
        }

        return text.ToString().TrimEnd('\n');
    }
}
