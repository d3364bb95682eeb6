using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

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

        page.Line($"  rules:");
        foreach (var rule in RuleCatalog.All)
        {
            page.Line($"    {rule.Info.Id}: {Answer(rule.Info, verdict, facts, policy)}");
        }

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
            page.Line($"  backend: {Spell(storageClass.Backend)}");
        }
    }

    private static void Write(MountFacts mount, StoragePolicy policy, Page page)
    {
        var subPath = mount.Mount.SubPath.Length > 0 ? $" (subPath {mount.Mount.SubPath})" : string.Empty;
        page.Line();
        page.Line($"  {Styled.Bold(mount.Path)}{subPath}{(mount.IsReadOnly ? " read-only" : string.Empty)}");
        page.Line($"    chain:   {Chain(mount)}");
        page.Line($"    backend: {Spell(mount.Backend)}");
        foreach (var data in mount.Data)
        {
            var words = $"{Words.DataKinds.Spell(data.Kind)}, {Words.Criticalities.Spell(data.Criticality)}, {Words.Certainties.Spell(data.Certainty)}";
            page.Line($"    data:    {data.Spoken} ({words}): {data.Evidence}");
            if (data.Doubt.Length > 0)
            {
                page.Line($"             not sure: {data.Doubt}");
            }
        }

        if (mount.Backend is not Backend.Projection)
        {
            Write(policy.Row(mount.Main.Kind), mount.Main, page);
            if (Arrangement.Of(mount.Main, policy).Tier is { } tier)
            {
                page.Line($"    tier:    {Words.Criticalities.Spell(tier.Criticality)}: {tier.Spoken}");
            }
        }

        foreach (var backup in mount.Coverage.Backups)
        {
            page.Line($"    backup:  {backup.Source}: {Words.Grades.Spell(backup.Grade)}{Details(backup)}");
            page.Line($"             {Standing(backup)}");
        }
    }

    private static string Standing(Backup backup) =>
        backup.WhyNot.Length > 0 ? $"does not count: {backup.WhyNot}"
        : backup.Doubt.Length > 0 ? $"cannot tell: {backup.Doubt}"
        : backup.Evidence;

    private static void Write(MatrixRow row, DataFacts data, Page page)
    {
        var classes = row.Classes(data.Criticality);
        if (classes.Count > 0)
        {
            var never = row.Never.Count > 0 ? $"; never {string.Join(", ", row.Never.Select(Words.Protocols.Spell))}" : string.Empty;
            page.Line(
                $"    matrix:  {Words.DataKinds.Spell(row.Data)} × {Words.Criticalities.Spell(data.Criticality)} → {string.Join(", then ", classes)}{never}");
            if (row.Why.Length > 0)
            {
                page.Line($"             {row.Why}");
            }
        }
    }

    private static string Details(Backup backup) => string.Concat(
        backup.Schedule is { } schedule ? $", {schedule.Spoken}" : string.Empty,
        backup.Target.Length > 0 ? $", to {backup.Target}" : string.Empty,
        backup.Retention.Length > 0 ? $", keeps {backup.Retention}" : string.Empty,
        backup.CopiesLive.Length > 0 ? $", by {backup.CopiesLive} while the app writes" : string.Empty);

    private static string Chain(MountFacts mount)
    {
        var parts = new List<string>
        {
            mount.Workload.Spoken,
            $"container {mount.Container.Name} ({mount.Container.Image.Written})",
            $"volume {mount.Volume.Name}",
        };
        if (mount.Claim is { } claim)
        {
            var kind = claim.Template is null || claim.Claim is not null ? "claim" : "claim template";
            parts.Add($"{kind} {claim.Name}{(claim.Spec is null ? " (not in sight)" : string.Empty)}");
            parts.Add(claim.Class switch
            {
                StorageClassReference.Known { ByDefault: true } known => $"class {known.Name} (the default)",
                StorageClassReference.Known known => $"class {known.Name}",
                StorageClassReference.Missing missing => $"class {missing.Name} (not in sight)",
                StorageClassReference.Static => "no class, a volume that exists",
                _ => "no class, and no default in sight",
            });
            if (claim.Volume is { } volume)
            {
                parts.Add(volume.Reference.ToString());
            }
        }

        return string.Join(" → ", parts);
    }

    private static string Spell(Backend backend) => backend switch
    {
        Backend.Known known =>
            $"{known.Title} ({string.Join(", ", Traits(known))}): {string.Join(" ", [known.Evidence, .. known.Because.Select(b => $"– {b}")])}",
        Backend.Ephemeral { InMemory: true } => "an empty directory in memory; it goes with the pod",
        Backend.Ephemeral => "an empty directory; it goes with the pod",
        Backend.Projection => "a ConfigMap, Secret or projection",
        Backend.Unseen unseen => $"cannot tell: {unseen.Reason}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string[] Traits(Backend.Known known) =>
    [
        Words.Protocols.Spell(known.Traits.Protocol),
        Where(known),
        $"locks {Words.Locks.Spell(known.Traits.Locks)}",
        .. known.Traits.IsExpandable ? ["can grow"] : Array.Empty<string>(),
        .. known.Traits.HasSnapshots ? ["has snapshots"] : Array.Empty<string>(),
        Words.Certainties.Spell(known.Certainty),
    ];

    private static string Where(Backend.Known known) =>
        known.Traits.Where == Whereabouts.Replicated ? $"replicated({known.Traits.Replicas})" : Words.Whereabouts.Spell(known.Traits.Where);

    private static string Answer(RuleInfo rule, Verdict verdict, SubjectFacts facts, StoragePolicy policy)
    {
        var action = facts.Surroundings.Namespace.Action(rule.Id, policy);
        if (action == RuleAction.Off)
        {
            return "off";
        }

        if (verdict.Findings.FirstOrDefault(d => d.Finding.Rule == rule) is { } decision)
        {
            var taken = Words.Actions.Spell(decision.Action);
            var why = decision.Action == action
                ? string.Empty
                : $" (the policy says {Words.Actions.Spell(action)}; {Words.Certainties.Spell(decision.Finding.Certainty)} facts bear {taken} here)";
            return $"{taken}{why}: {decision.Finding.Message}";
        }

        return verdict.Exempted.FirstOrDefault(e => e.Finding.Rule == rule) is { } exempted ? $"exempted ({exempted.Reason}): {exempted.Finding.Message}"
            : verdict.Open.FirstOrDefault(o => o.Rule == rule) is { } question ? $"cannot tell: {question.Message}"
            : "content";
    }
}
