namespace HomelabStorage.TestKit;

/// <summary>A C# file of the project, for tests that hold the code to its conventions.</summary>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>Every file below a folder of the repository, by its path from there.</summary>
    public static IEnumerable<SourceFile> Below(params string[] folder) =>
        Directory.EnumerateFiles(Repository.Path(folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path))
            .Where(path => !path.Split(System.IO.Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(path, File.ReadAllText(Repository.Path(path))));

    /// <summary>A place in it, as compilers write one.</summary>
    public string At(int offset) => $"{Path}:{Text.AsSpan(0, offset).Count('\n') + 1}";
}
