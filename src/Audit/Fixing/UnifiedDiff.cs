using DiffPlex;
using DiffPlex.Renderer;

namespace HomelabStorage.Audit.Fixing;

/// <summary>The changes of a file as <c>git apply</c>, <c>patch -p1</c> and reviewers read them.</summary>
internal sealed class UnifiedDiff : IChunker
{
    private static readonly UnifiedDiff Lines = new();

    public static string Of(FixedFile file)
    {
        var name = file.Path.TrimStart('/');
        var result = Differ.Instance.CreateDiffs(file.Before, file.After, ignoreWhiteSpace: false, ignoreCase: false, Lines);
        return new UnidiffRenderer().Generate(result, $"a/{name}", $"b/{name}").TrimEnd('\n') + "\n";
    }

    /// <summary>Lines with the carriage returns they have; one without an end says so, as the format wants it.</summary>
    IReadOnlyList<string> IChunker.Chunk(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : [.. lines[..^1], lines[^1] + "\n\\ No newline at end of file"];
    }
}
