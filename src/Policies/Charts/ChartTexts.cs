using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Charts;

/// <summary>The templates of charts in folders, and which of them have been filled.</summary>
internal sealed class ChartTexts
{
    private readonly ILookup<string, ManifestReading.ChartTemplate> _byChart;
    private readonly HashSet<string> _filled = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);

    public ChartTexts(IEnumerable<ManifestReading> readings, IReadOnlySet<string> charts)
    {
        _byChart = readings
            .OfType<ManifestReading.ChartTemplate>()
            .DistinctBy(t => t.File, StringComparer.Ordinal)
            .OrderBy(t => t.File, StringComparer.Ordinal)
            .Select(t => (Chart: ChartOf(t.File, charts), Template: t))
            .Where(t => t.Chart is not null)
            .ToLookup(t => t.Chart!, t => t.Template, StringComparer.Ordinal);
        All = _byChart.SelectMany(t => t).Select(t => t.File).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The files of them.</summary>
    public IReadOnlySet<string> All { get; }

    /// <summary>The templates of the chart in a folder.</summary>
    public IEnumerable<ManifestReading.ChartTemplate> Of(string folder) => _byChart[folder];

    /// <summary>Notes that a file was filled for some release.</summary>
    public void Filled(string file) => _filled.Add(file);

    /// <summary>Notes that a file could not be filled for some release.</summary>
    public void NotFilled(string file) => _left.Add(file);

    /// <summary>Whether what a file says of itself adds nothing to what releases made of it.</summary>
    public bool IsKnown(string file) => _filled.Contains(file) && !_left.Contains(file);

    /// <summary>The folder of the chart a file is a template of; null where there is none.</summary>
    private static string? ChartOf(string file, IReadOnlySet<string> charts)
    {
        const string Part = $"/{ManifestReading.ChartTemplate.FolderName}/";
        for (var at = file.IndexOf(Part, StringComparison.Ordinal); at >= 0; at = file.IndexOf(Part, at + 1, StringComparison.Ordinal))
        {
            if (charts.Contains(file[..at]))
            {
                return file[..at];
            }
        }

        return file.StartsWith(Part[1..], StringComparison.Ordinal) && charts.Contains(string.Empty) ? string.Empty : null;
    }
}
