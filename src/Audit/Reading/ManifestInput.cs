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
    public static IReadOnlyList<ManifestReading> Read(IReadOnlyList<string> files, TextReader input, int limit, Action done) =>
        [.. ReadEach(files, input, limit, done).SelectMany(r => r)];

    /// <summary>The same, by file.</summary>
    public static IReadOnlyList<IReadOnlyList<ManifestReading>> ReadEach(IReadOnlyList<string> files, TextReader input, int limit, Action done) => ReadEach(
        files,
        file => string.Equals(file, Stream, StringComparison.Ordinal) ? BoundedText.OfStream(input, limit) : BoundedText.OfFile(file, limit),
        done);

    /// <summary>The same with any reader of texts.</summary>
    public static IReadOnlyList<ManifestReading> Read(IReadOnlyList<string> files, Func<string, BoundedText> text, Action done) =>
        [.. ReadEach(files, text, done).SelectMany(r => r)];

    private static List<ManifestReading>[] ReadEach(IReadOnlyList<string> files, Func<string, BoundedText> text, Action done)
    {
        var readings = new List<ManifestReading>[files.Count];
        Parallel.For(0, files.Count, i =>
        {
            readings[i] = Read(files[i], text);
            done();
        });
        return readings;
    }

    /// <summary>What a file holds. What breaks while it is read costs the rest of this file, and none of the others.</summary>
    private static List<ManifestReading> Read(string file, Func<string, BoundedText> text)
    {
        var name = string.Equals(file, Stream, StringComparison.Ordinal) ? "<stdin>" : file;
        var readings = new List<ManifestReading>();
        try
        {
            switch (text(file))
            {
                case BoundedText.Whole whole:
                    readings.AddRange(ManifestReader.ReadAll(whole.Text, name));
                    break;
                case BoundedText.Unread unread:
                    readings.Add(new ManifestReading.Broken(name, new(1, 1), unread.Reason));
                    break;
                default:
                    throw new UnreachableException();
            }
        }
#pragma warning disable CA1031 // The door of one file: whatever breaks while it is read must not keep the verdicts about all others from whoever asked.
        catch (Exception bug) when (bug is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            readings.Add(new ManifestReading.Broken(name, new(1, 1), $"cannot be read: {bug.Message.TrimEnd('.')}"));
        }

        return readings;
    }
}
