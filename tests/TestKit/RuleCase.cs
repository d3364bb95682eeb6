namespace HomelabStorage.TestKit;

/// <summary>A case on disk: what is asked, what already exists, and what is expected.</summary>
public sealed record RuleCase(string Rule, string Name)
{
    private const string OtherCases = "elsewhere";

    public static string Root => Repository.Path("tests", "cases", "rules");

    public string Folder => Path.Combine(Root, Rule, Name);

    public string Object => Path.Combine(Folder, "object.yaml");

    public string Cluster => Path.Combine(Folder, "cluster.yaml");

    /// <summary>The object before the change; there only when the case is an UPDATE.</summary>
    public string Before => Path.Combine(Folder, "before.yaml");

    public string Policy => Path.Combine(Folder, "policies.yaml");

    public string Expected => Path.Combine(Folder, "expected.yaml");

    /// <summary>Whether an API server never sees it as it is written: what a chart is made of, or a kustomization changes.</summary>
    public bool IsOnlyWritten => new[] { Object, Cluster }.Where(File.Exists).Select(File.ReadAllText).Any(text =>
        OnlyWritten.Any(word => text.Contains(word, StringComparison.Ordinal)));

    private static readonly string[] OnlyWritten = ["kind: HelmRelease", "kind: HelmChart", "argoproj.io/", "kustomize.config.k8s.io"];

    /// <summary>The verdict the name promises.</summary>
    public string Verdict => Name switch
    {
        _ when Name.StartsWith("denies-", StringComparison.Ordinal) => "deny",
        _ when Name.StartsWith("warns-", StringComparison.Ordinal) || Name.StartsWith("fixes-", StringComparison.Ordinal) => "warn",
        _ when Name.StartsWith("allows-", StringComparison.Ordinal) => "allow",
        _ when Name.StartsWith("cannot-tell-", StringComparison.Ordinal) => "unknown",
        _ => throw new InvalidOperationException($"{Folder}: a case begins with its verdict: denies-, warns-, fixes-, allows- or cannot-tell-"),
    };

    /// <summary>
    /// Whether the case is about a rule: its own, and those whose findings it expects. What a rule that came later says of it, stands with that rule
    /// (see <see cref="Elsewhere"/>).
    /// </summary>
    public bool IsAbout(string rule) =>
        string.Equals(rule, Rule, StringComparison.Ordinal)
        || !File.Exists(Expected)
        || File.ReadLines(Expected).Any(line => string.Equals(line, $"  - rule: {rule}", StringComparison.Ordinal));

    /// <summary>The file with what another rule says of the case, in that rule's own folder.</summary>
    public string Elsewhere(string rule) => Path.Combine(Root, rule, OtherCases, $"{Rule}~{Name}.yaml");

    /// <summary>The rules that have such a file.</summary>
    public IEnumerable<string> SaidElsewhere() =>
        Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)).Where(rule => File.Exists(Elsewhere(rule)));

    /// <summary>Every case, as the disk has them.</summary>
    public static IEnumerable<RuleCase> All() =>
        from rule in Directory.GetDirectories(Root).Order(StringComparer.Ordinal)
        from name in Directory.GetDirectories(rule).Order(StringComparer.Ordinal)
        where !string.Equals(Path.GetFileName(name), OtherCases, StringComparison.Ordinal)
        select new RuleCase(Path.GetFileName(rule), Path.GetFileName(name));

    public override string ToString() => $"{Rule}/{Name}";
}
