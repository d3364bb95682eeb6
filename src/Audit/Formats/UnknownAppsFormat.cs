using System.Globalization;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>The programs that are in no catalog, as entries to complete and paste into policies.yaml.</summary>
internal static class UnknownAppsFormat
{
    public static void Write(AuditReport report, Terminal terminal)
    {
        var apps = UnknownApp.Of(report);
        if (apps.Count == 0)
        {
            terminal.Output.WriteLine("# Every program that writes to a volume here is in the catalog.");
            return;
        }

        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"# {apps.Count} programs write to volumes and are in no catalog. Correct what is guessed and put it into policies.yaml;"));
        terminal.Output.WriteLine("# docs/adding-an-app.md says what the fields mean. With confidence: low nothing is refused for their sake.");
        terminal.Output.WriteLine("apps:");
        foreach (var app in apps)
        {
            Write(app, terminal.Output);
        }
    }

    private static void Write(UnknownApp app, TextWriter output)
    {
        var more = app.Workloads.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" and {app.Workloads.Count - 3} more") : string.Empty;
        output.WriteLine($"  # {string.Join(", ", app.Workloads.Take(3))}{more}");
        output.WriteLine($"  - name: {app.Name}");
        output.WriteLine($"    images: [{Quoted(app.Image)}]");
        output.WriteLine($"    engine: {Engine(app)}          # {string.Join(", ", Words.Engines.Spellings)}");
        output.WriteLine("    criticality: important  # critical: made by people; important: rebuilt with effort; low");
        output.WriteLine("    confidence: low         # high once you have looked");
        output.WriteLine("    data:");
        foreach (var (path, likely) in app.Data)
        {
            output.WriteLine($"      - path: {Quoted(path)}");
            output.WriteLine(likely is DataKind.Unknown
                ? $"        kind: {Words.DataKinds.Spell(DataKind.Files)}         # not known: {string.Join(", ", Words.DataKinds.Spellings.Skip(1))}"
                : $"        kind: {Words.DataKinds.Spell(likely)}");
        }

        output.WriteLine("    evidence: [https://example.org/where-its-documentation-says-so]");
    }

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Engine(UnknownApp app) =>
        Words.Engines.Spell(app.Data.Select(d => DataTraits.Of(d.Likely)).Where(kind => kind.NeedsLocks).MinBy(kind => kind.Kind)?.Engine
            ?? Policies.Vocabulary.Engine.Files);
}
