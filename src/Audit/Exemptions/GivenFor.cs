using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Exemptions;

/// <summary>What an exemption is given for.</summary>
/// <param name="Facts">The facts that the findings rest on which it is to bear.</param>
/// <param name="Others">Who is told the same, as the other half of a pair.</param>
internal sealed record GivenFor(Grounds Facts, IReadOnlyList<ObjectReference> Others)
{
    /// <summary>What the object's own annotations exempt it from already, with where they are.</summary>
    public IReadOnlyList<(string Place, Exemption Exemption)> OnObject { get; init; } = [];

    /// <summary>What those of its namespace do.</summary>
    public IReadOnlyList<(string Place, Exemption Exemption)> OnNamespace { get; init; } = [];

    /// <summary>For a group of objects: whatever is there.</summary>
    public static GivenFor Anything { get; } = new(Grounds.None, []);

    /// <summary>What is found of the object; null where nothing is, or it cannot be told, which is said.</summary>
    public static GivenFor? Of(Wanted wanted, Input.Read read, StoragePolicy policy, DateTimeOffset now, Terminal terminal)
    {
        var worlds = read.Clusters.Select(cluster => World.Of(cluster.Readings, policy, now)).ToArray();
        var verdicts = worlds.SelectMany(w => w.Manifests.Where(m => wanted.Means(m.Reference)).Select(w.Judge.Of)).ToArray();
        if (verdicts.Length == 0)
        {
            terminal.Error.WriteLine($"{wanted.Spoken}: not among the objects that were read; name the files or folders it is in, or --cluster");
            return null;
        }

        var findings = verdicts.SelectMany(v => All(v).Where(wanted.IsAbout)).ToArray();
        if (findings.Length == 0)
        {
            var open = verdicts.SelectMany(v => v.Open).FirstOrDefault(wanted.IsAbout);
            var said = wanted.Rule is "*" ? "no rule finds anything" : $"{wanted.Rule} finds nothing";
            terminal.Error.WriteLine(open is null ? $"{wanted.Spoken}: {said} there, so nothing is there to exempt"
                : $"{wanted.Spoken}: whether {open.Rule.Id} finds anything there is not known: {open.Message}; name the files or folders it is in, too");
            return null;
        }

        var others = findings.Select(f => f.Related).OfType<ObjectReference>().ToHashSet();
        return new GivenFor(
            findings.Aggregate(Grounds.None, (all, finding) => all.With(finding.Grounds)),
            [
                .. worlds
                    .SelectMany(w => w.Manifests.Where(m => others.Contains(m.Reference)).Select(w.Judge.Of))
                    .Where(v => v.Findings.Any(d => wanted.IsAbout(d.Finding)))
                    .Select(v => v.Subject.Reference)
                    .Distinct(),
            ])
        {
            OnObject =
            [
                .. Annotated(verdicts.Select(v => (v.Subject.Spoken, v.Subject.Metadata.Annotations)))
                    .Select(one => (one.Place, one.Exemption with { Names = [new Wildcard(wanted.Name)] })),
            ],
            OnNamespace = Annotated(verdicts
                .Select(v => v.Facts?.Surroundings.Namespace)
                .OfType<NamespaceFacts>()
                .Select(ns => ($"Namespace {ns.Name}", ns.Annotations))),
        };
    }

    /// <summary>Says who is told the same, and what to write for it.</summary>
    public void SayOthers(Wanted wanted, Terminal terminal)
    {
        foreach (var other in Others)
        {
            var rule = wanted.Rule is "*" ? "'*'" : wanted.Rule;
            var name = other.Namespace.Length > 0 ? $"{other.Namespace}/{other.Name}" : other.Name;
            terminal.Output.WriteLine(
                $"{other} is told the same, and needs an exemption of its own: homelab-storage exempt {other.Kind}/{name} {rule} --reason '…'");
        }
    }

    private static (string Place, Exemption Exemption)[] Annotated(IEnumerable<(string Bearer, IReadOnlyDictionary<string, string> Annotations)> bearers) =>
    [
        .. bearers
            .Select(b => ($"{b.Bearer}: metadata.annotations", AnnotatedExemption.Of(b.Annotations)?.Exemption))
            .Where(b => b.Exemption is not null)
            .Select(b => (b.Item1, b.Exemption!))
            .DistinctBy(b => b.Item1, StringComparer.Ordinal),
    ];

    /// <summary>What is exempt already is so for some facts, and may be for others.</summary>
    private static IEnumerable<RuleOutcome.Finding> All(Verdict verdict) =>
        verdict.Findings.Select(d => d.Finding).Concat(verdict.Exempted.Select(e => e.Finding));
}
