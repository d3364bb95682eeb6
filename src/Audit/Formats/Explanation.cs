using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Formats;

/// <summary>Why a verdict is what it is: the chain of each mount, how sure each link is, the matrix, and every rule's answer.</summary>
internal static class Explanation
{
    public static void Write(Verdict verdict, StoragePolicy policy, Terminal terminal)
    {
        var page = terminal.Styled();
        page.Line($"{Styled.Bold(verdict.Subject.Spoken)}{Place(verdict)}: {VerdictWords.Spell(verdict.Kind)}");
        Facts(verdict, policy, page);
        if (verdict.Facts is not { } facts)
        {
            return;
        }

        RuleAnswers.Write(verdict, facts, policy, page);
        page.Line();
    }

    /// <summary>The same without the answers of rules and the verdict.</summary>
    public static void Known(Verdict verdict, StoragePolicy policy, Page page)
    {
        page.Line($"{Styled.Bold(verdict.Subject.Spoken)}{Place(verdict)}");
        Facts(verdict, policy, page);
    }

    private static string Place(Verdict verdict) =>
        verdict.Subject.Source is ManifestSource.Text { Map: var map } ? $" ({map.File}:{map.ObjectLine})" : string.Empty;

    private static void Facts(Verdict verdict, StoragePolicy policy, Page page)
    {
        if (verdict.Facts is not { } facts)
        {
            page.Line($"  its namespace is left alone (policy: namespaces, leaveAlone)");
            return;
        }

        foreach (var mount in facts.Mounts)
        {
            Write(mount, policy, page);
        }

        if (facts is StorageClassFacts storageClass)
        {
            page.Line($"  backend: {MountExplanation.Spoken(storageClass.Backend)}");
        }
    }

    private static void Write(MountFacts mount, StoragePolicy policy, Page page)
    {
        page.Line();
        page.Line($"  {Styled.Bold(mount.Path)}{MountExplanation.Manner(mount)}");
        foreach (var (label, text) in MountExplanation.Lines(mount, policy))
        {
            page.Line($"    {(label.Length > 0 ? $"{label}:" : string.Empty),-8} {text}");
        }
    }
}
