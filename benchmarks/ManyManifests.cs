using System.Globalization;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Benchmarks;

/// <summary>Makes as many manifests as wanted out of real ones: copies of whole repositories, each in a folder of its own.</summary>
internal static class ManyManifests
{
    /// <summary>Files with all that they hold. Each copy of what applies others is a cluster of its own, in which all other files are judged, too.</summary>
    public static int Write(int count, string from, string to) => Write(count, from, to, _ => true);

    /// <summary>Files of one cluster: those without kustomizations and controllers.</summary>
    public static int WriteOfOneCluster(int count, string from, string to) => Write(
        count,
        from,
        to,
        readings => !readings.Any(r => r is ManifestReading.Understood
        {
            Manifest: Kustomize or Kustomization or ArgoApplication or ArgoApplicationSet or ResourceSet,
        }));

    private static int Write(int count, string from, string to, Func<IReadOnlyList<ManifestReading>, bool> isTaken)
    {
        var (files, _, _) = ManifestFiles.Find(Directory.GetDirectories(from).Order(StringComparer.Ordinal));
        var sizes = files.ToDictionary(
            f => f,
            f => ManifestInput.Read([f], TextReader.Null, BoundedText.UsualLimit, () => { }) is var readings && isTaken(readings)
                ? readings.Count(r => r is ManifestReading.Understood or ManifestReading.Foreign)
                : 0,
            StringComparer.Ordinal);
        var written = 0;
        for (var copy = 0; written < count; copy++)
        {
            foreach (var file in files.Where(f => sizes[f] > 0).TakeWhile(_ => written < count))
            {
                var target = Path.Combine(to, string.Create(CultureInfo.InvariantCulture, $"copy-{copy:D4}"), Path.GetRelativePath(from, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
                written += sizes[file];
            }
        }

        Console.WriteLine($"{written} manifests in {to}");
        return 0;
    }
}
