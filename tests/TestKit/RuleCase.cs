using HomelabStorage.Audit.Cases;
using HomelabStorage.Policies.Policy.Reading;

namespace HomelabStorage.TestKit;

/// <summary>A case on disk: what is asked, what already exists, and what is expected.</summary>
public sealed record RuleCase(string Rule, string Name)
{
    public static string Root => Repository.Path("tests", "cases", "rules");

    public CaseFolder Files => new(Path.Combine(Root, Rule, Name));

    public string Folder => Files.Folder;

    public string Object => Files.Object;

    public string Cluster => Files.Cluster;

    /// <summary>The object before the change; there only when the case is an UPDATE.</summary>
    public string Before => Files.Before;

    public string Policy => Files.Policy;

    public string Expected => Files.Expected;

    /// <summary>Whether an API server never sees it as it is written: what a chart is made of, or a kustomization changes.</summary>
    public bool IsOnlyWritten => new[] { Object, Cluster }.Where(File.Exists).Select(File.ReadAllText).Any(text =>
        OnlyWritten.Any(word => text.Contains(word, StringComparison.Ordinal)));

    /// <summary>Whether it rests on runs or on a phase, of which only an API server tells: a status in a file proves nothing.</summary>
    public bool RestsOnRuns => File.Exists(Cluster) && File.ReadAllText(Cluster) is var text
        && OfThePast.Any(status => text.Contains(status, StringComparison.Ordinal));

    private static readonly string[] OfThePast = ["\nstatus:\n  lastSuccessfulTime:", "\nstatus:\n  phase: Pending"];

    private static readonly string[] OnlyWritten = ["kind: HelmRelease", "kind: HelmChart", "argoproj.io/", "kustomize.config.k8s.io"];

    /// <summary>The verdict the name promises.</summary>
    public string Verdict => Files.Promise is { Length: > 0 } promise
        ? promise
        : throw new InvalidOperationException($"{Folder}: a case begins with its verdict: denies-, warns-, fixes-, allows- or cannot-tell-");

    /// <summary>What becomes of it, as <c>policy test</c> finds out.</summary>
    public CaseOutcome.Asked Run() => CaseRun.Of(Files, ShippedPolicy.Read(), FixedTime.Now) switch
    {
        CaseOutcome.Asked asked => asked,
        CaseOutcome.Wrong wrong => throw new InvalidOperationException(string.Join('\n', wrong.Reasons)),
        var other => throw new InvalidOperationException($"{other}"),
    };

    /// <summary>Every case, as the disk has them.</summary>
    public static IEnumerable<RuleCase> All() =>
        CaseFolder.Below(Root).Select(files => new RuleCase(Path.GetFileName(Path.GetDirectoryName(files.Folder)!), files.Name));

    public override string ToString() => $"{Rule}/{Name}";
}
