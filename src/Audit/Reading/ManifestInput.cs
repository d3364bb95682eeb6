using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Audit.Reading;

/// <summary>Reads manifests from files and from a stream.</summary>
public static class ManifestInput
{
    /// <summary>The argument that means standard input, and the name it goes by in reports.</summary>
    public const string Stream = "-";

    /// <summary>Reads every file. A file that cannot be read is a broken document at its first line; the others go on.</summary>
    /// <param name="files">Files, or <see cref="Stream"/>.</param>
    /// <param name="input">What <see cref="Stream"/> stands for.</param>
    /// <param name="done">Called after each file, from any thread.</param>
    public static IReadOnlyList<ManifestReading> Read(IReadOnlyList<string> files, TextReader input, Action done)
    {
        var readings = new List<ManifestReading>[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            readings[i] = string.Equals(files[i], Stream, StringComparison.Ordinal) ? [.. ManifestReader.ReadAll(input.ReadToEnd(), "<stdin>")] : ReadFile(files[i]);
            done();
        });
        return [.. readings.SelectMany(r => r)];
    }

    private static List<ManifestReading> ReadFile(string file)
    {
        try
        {
            return [.. ManifestReader.ReadAll(File.ReadAllText(file), file)];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [new ManifestReading.Broken(file, new(1, 1), $"cannot be read: {unreadable.Message}")];
        }
    }
}
