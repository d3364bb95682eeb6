using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>The charts that Applications of Argo CD install.</summary>
internal static class ArgoReleases
{
    /// <summary>The releases of an application: charts of a registry, and charts in folders of the repository.</summary>
    public static IEnumerable<ChartRelease> Of(ArgoApplication application, ChartsInSight sight)
    {
        foreach (var source in application.Sources.Where(s => s.Chart.Name.Length > 0 || sight.Local(s.Path, application.Source.Folder) is not null))
        {
            var own = source.Helm.Text("releaseName"u8);
            yield return new ChartRelease
            {
                Reference = application.Reference,
                Metadata = application.Metadata,
                Source = application.Source,
                Chart = source.Chart,
                Folder = source.Chart.Name.Length > 0 ? string.Empty : source.Path,
                ReleaseName = own.Length > 0 ? own : application.Name,
                TargetNamespace = application.TargetNamespace,
                IsUnapplied = application.IsUnapplied,
                Values = [.. Values(source, application)],
            };
        }
    }

    /// <summary>Files first, then the values in the object, then single parameters. Of valuesObject and values the first counts, as Argo has it.</summary>
    private static IEnumerable<ChartValues> Values(ArgoSource source, ArgoApplication application)
    {
        foreach (var file in source.Helm.Texts("valueFiles"u8))
        {
            var isElsewhere = file is ['$', ..] && file.Contains('/', StringComparison.Ordinal);
            var folder = isElsewhere || source.Path is "." ? string.Empty : source.Path;
            if (!isElsewhere || application.Sources.Any(s => file.StartsWith($"${s.Ref}/", StringComparison.Ordinal)))
            {
                yield return new ChartValues.File(isElsewhere ? file[(file.IndexOf('/', StringComparison.Ordinal) + 1)..] : file, folder);
            }
        }

        if (source.Helm.Field("valuesObject"u8) is { ValueKind: JsonValueKind.Object } values)
        {
            yield return new ChartValues.Written(values, $"{source.Pointer}/helm/valuesObject");
        }
        else if (source.Helm.Text("values"u8) is { Length: > 0 } yaml)
        {
            yield return new ChartValues.Text(yaml, $"{source.Pointer}/helm/values");
        }

        foreach (var parameter in source.Helm.Items("parameters"u8))
        {
            yield return new ChartValues.Single(parameter.Text("name"u8), parameter.Text("value"u8));
        }
    }
}
