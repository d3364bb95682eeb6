using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Cases;

/// <summary>A case on disk: what is asked, what already exists, and what is expected.</summary>
/// <param name="Folder">Its folder.</param>
public sealed record CaseFolder(string Folder)
{
    private const string OtherCases = "elsewhere";
    private const string OfChanges = "mutations";
    private static readonly (string Prefix, string Verdict)[] Promises =
        [("denies-", "deny"), ("warns-", "warn"), ("fixes-", "warn"), ("allows-", "allow"), ("cannot-tell-", "unknown")];

    /// <summary>What it is called: its folder's name, by convention a sentence that begins with the verdict.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The object that is asked about.</summary>
    public string Object => Path.Combine(Folder, "object.yaml");

    /// <summary>What already exists; need not be there.</summary>
    public string Cluster => Path.Combine(Folder, "cluster.yaml");

    /// <summary>The object before the change; there only when the case is an UPDATE.</summary>
    public string Before => Path.Combine(Folder, "before.yaml");

    /// <summary>Its policy; there only when it has one of its own.</summary>
    public string Policy => Path.Combine(Folder, "policies.yaml");

    /// <summary>The verdict and findings that are expected.</summary>
    public string Expected => Path.Combine(Folder, "expected.yaml");

    /// <summary>The patch and warnings that are expected of a case of a change.</summary>
    public string ExpectedPatch => Path.Combine(Folder, "expected.json");

    /// <summary>What <c>explain</c> is expected to say is known; need not be there.</summary>
    public string Explained => Path.Combine(Folder, "explained.txt");

    /// <summary>Whether it is about what the webhook changes: it expects a patch, or lies among such cases.</summary>
    public bool IsOfChange => File.Exists(ExpectedPatch) || (!File.Exists(Expected) && Path.GetFileName(Above) is OfChanges);

    /// <summary>The verdict that its name promises; empty when it promises none.</summary>
    public string Promise => Promises.FirstOrDefault(p => Name.StartsWith(p.Prefix, StringComparison.Ordinal)).Verdict ?? string.Empty;

    /// <summary>Whether its name says that nothing is changed.</summary>
    public bool Leaves => Name.StartsWith("leaves-", StringComparison.Ordinal);

    /// <summary>The rule whose folder it lies in; empty where that folder is called like no rule, and the case is about all of them.</summary>
    public string Rule =>
        Path.GetFileName(Above) is var name && RuleCatalog.All.Any(r => string.Equals(r.Info.Id, name, StringComparison.Ordinal)) ? name : string.Empty;

    private string Above => Path.GetDirectoryName(Folder) ?? string.Empty;

    private string Top => Path.GetDirectoryName(Above) ?? string.Empty;

    /// <summary>Every case in a folder and below it, in the order of their names.</summary>
    public static IReadOnlyList<CaseFolder> Below(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "object.yaml", SearchOption.AllDirectories)
            .Select(file => new CaseFolder(Path.GetDirectoryName(file)!))
            .OrderBy(c => c.Folder, StringComparer.Ordinal),
    ];

    /// <summary>
    /// Whether the case is about a rule. One in the folder of a rule is about that one and those whose findings it expects. What a rule that came later says
    /// of it, stands with that rule (see <see cref="Elsewhere"/>).
    /// </summary>
    public bool IsAbout(string rule) =>
        Rule is not { Length: > 0 } own
        || string.Equals(rule, own, StringComparison.Ordinal)
        || !File.Exists(Expected)
        || File.ReadLines(Expected).Any(line => string.Equals(line, $"  - rule: {rule}", StringComparison.Ordinal));

    /// <summary>The file with what another rule says of the case, in that rule's own folder.</summary>
    public string Elsewhere(string rule) => Path.Combine(Top, rule, OtherCases, $"{Rule}~{Name}.yaml");

    /// <summary>The rules that have such a file.</summary>
    public IEnumerable<string> SaidElsewhere() => Rule.Length == 0 ? []
        : Directory.GetDirectories(Top).Select(folder => Path.GetFileName(folder)).Where(rule => File.Exists(Elsewhere(rule)));

    /// <summary>Every file that is there with what is expected.</summary>
    public IEnumerable<string> AllExpected() =>
        new[] { Expected, ExpectedPatch }.Where(File.Exists).Concat(SaidElsewhere().Select(Elsewhere));

    /// <summary>A path within it as a reader knows it.</summary>
    public string Short(string file) => Path.GetRelativePath(Folder, file);

    /// <inheritdoc/>
    public override string ToString() => Folder;
}
