using System.Globalization;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;

namespace HomelabStorage.Audit.Formats;

/// <summary>What was not judged: those of one kind below one folder in a line together, with the command that would show what they become.</summary>
internal static class NotJudgedFormat
{
    /// <summary>How many names a line gives before it only counts.</summary>
    private const int MostNames = 8;

    /// <summary>Writes the lines; each on its own where everything is wanted.</summary>
    public static void Write(AuditReport report, bool isWhole, Page page)
    {
        foreach (var aside in report.NotJudged.Where(n => isWhole || n.Group.Length == 0))
        {
            page.Line($"{Styled.Grey("not judged")}  {aside.File}:{aside.Position.Line}  {aside.Reason}");
        }

        foreach (var kind in report.NotJudged
            .Where(n => !isWhole && n.Group.Length > 0)
            .GroupBy(n => n.Group, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var top = Common([.. kind.Select(n => Folder(n.File))]);
            foreach (var folder in kind.GroupBy(n => Below(Folder(n.File), top), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                Write(folder.Key, kind.Key, [.. folder], page);
            }
        }
    }

    /// <summary>Says on the error stream that something was not judged; whether it was so.</summary>
    public static bool Say(AuditReport report, Terminal terminal)
    {
        if (report.NotJudged.Count == 0)
        {
            return false;
        }

        terminal.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"--strict: {report.NotJudged.Count} {(report.NotJudged.Count == 1 ? "document was" : "documents were")} not judged"));
        return true;
    }

    private static void Write(string folder, string group, ManifestReading.NotJudged[] asides, Page page)
    {
        var names = asides.Select(a => a.Name).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var more = names.Length > MostNames
            ? string.Create(CultureInfo.InvariantCulture, $" and {names.Length - MostNames} more (--all shows them)")
            : string.Empty;
        var said = names.Length == 0 ? string.Empty : $": {string.Join(", ", names.Take(MostNames))}{more}";
        var count = asides.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"{asides.Length} ") : string.Empty;
        var place = asides.Length == 1 ? string.Create(CultureInfo.InvariantCulture, $"{asides[0].File}:{asides[0].Position.Line}")
            : folder.Length > 0 ? $"{folder}/"
            : "./";
        page.Line($"{Styled.Grey("not judged")}  {place}  {count}{group}{said}");
        if (asides[0].Command.Length > 0)
        {
            page.Line($"  {Styled.Grey("show:")} {asides[0].Command}");
        }
    }

    private static string Folder(string file) => file.LastIndexOf('/') is >= 0 and var slash ? file[..slash] : string.Empty;

    private static string Common(IReadOnlyList<string> folders)
    {
        var common = folders[0].Split('/');
        foreach (var folder in folders)
        {
            common = [.. common.Zip(folder.Split('/')).TakeWhile(p => string.Equals(p.First, p.Second, StringComparison.Ordinal)).Select(p => p.First)];
        }

        return string.Join('/', common);
    }

    /// <summary>The folder one below the common one.</summary>
    private static string Below(string folder, string top)
    {
        var start = top.Length == 0 ? 0 : top.Length + 1;
        return folder.Length <= start ? top : folder.IndexOf('/', start) is >= 0 and var slash ? folder[..slash] : folder;
    }
}
