using System.Globalization;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Benchmarks;

/// <summary>Makes as many manifests as wanted out of real ones: copies of whole repositories, each in a folder of its own.</summary>
internal static class ManyManifests
{
    public static int Write(int count, string from, string to)
    {
        var (files, _, _) = ManifestFiles.Find(Directory.GetDirectories(from).Order(StringComparer.Ordinal));
        var sizes = files.ToDictionary(
            f => f,
            f => ManifestInput.Read([f], TextReader.Null, BoundedText.UsualLimit, () => { })
                .Count(r => r is ManifestReading.Understood or ManifestReading.Foreign),
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
