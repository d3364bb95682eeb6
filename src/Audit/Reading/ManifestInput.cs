using System.Diagnostics;
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
    /// <param name="limit">How many bytes of each are read at most.</param>
    /// <param name="done">Called after each file, from any thread.</param>
    public static IReadOnlyList<ManifestReading> Read(IReadOnlyList<string> files, TextReader input, int limit, Action done)
    {
        var readings = new List<ManifestReading>[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            readings[i] = string.Equals(files[i], Stream, StringComparison.Ordinal)
                ? Read(BoundedText.OfStream(input, limit), "<stdin>")
                : Read(BoundedText.OfFile(files[i], limit), files[i]);
            done();
        });
        return [.. readings.SelectMany(r => r)];
    }

    private static List<ManifestReading> Read(BoundedText text, string file) => text switch
    {
        BoundedText.Whole whole => [.. ManifestReader.ReadAll(whole.Text, file)],
        BoundedText.Unread unread => [new ManifestReading.Broken(file, new(1, 1), unread.Reason)],
        _ => throw new UnreachableException(),
    };
}
