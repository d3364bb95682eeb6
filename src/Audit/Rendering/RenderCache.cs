using System.Security.Cryptography;
using System.Text;

namespace HomelabStorage.Audit.Rendering;

/// <summary>What was rendered before, by the content of everything that went into it. What cannot be kept is rendered again.</summary>
internal sealed class RenderCache
{
    /// <summary>How long an entry is kept that nobody asked for.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private readonly string? _folder;

    private RenderCache(string? folder) => _folder = folder;

    /// <summary>The one of this user; one that keeps nothing where there is no place for it.</summary>
    public static RenderCache OfUser(TimeProvider time)
    {
        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
            : Environment.GetEnvironmentVariable("HOME") is { Length: > 0 } user ? Path.Combine(user, ".cache") : null;
        if (home is null)
        {
            return new RenderCache(null);
        }

        try
        {
            var folder = Path.Combine(home, "homelab-storage", "rendered");
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder)
                : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            foreach (var old in new DirectoryInfo(folder).EnumerateFiles().Where(f => time.GetUtcNow().UtcDateTime - f.LastWriteTimeUtc > Kept))
            {
                old.Delete();
            }

            return new RenderCache(folder);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return new RenderCache(null);
        }
    }

    /// <summary>
    /// The key of a root: the program, what is added, and every file it takes in, named from the top of the repository. So an older tree of the same
    /// repository, which lies in a temporary folder, is not rendered again where nothing is different.
    /// </summary>
    public static string Key(Root root, string repository, KustomizeProgram program, RenderSettings settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(
            hash,
            $"2\n{program.Path}\n{program.Version}\n{new FileInfo(program.Path).Length}\n{settings.EnablesHelm}\n"
                + $"{Path.GetRelativePath(repository, RealPath.Of(root.Folder))}\n{root.TargetNamespace}\n{string.Join('\n', root.Components)}");
        foreach (var (field, value) in root.Edits)
        {
            Add(hash, $"{field}\n{value.GetRawText()}");
        }

        foreach (var file in root.Reach.Files.Order(StringComparer.Ordinal))
        {
            Add(hash, Path.GetRelativePath(repository, Path.GetFullPath(file)));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What was rendered under a key; null where nothing is kept.</summary>
    public string? Find(string key)
    {
        try
        {
            var path = _folder is null ? null : Path.Combine(_folder, key);
            if (path is null || !File.Exists(path))
            {
                return null;
            }

            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return File.ReadAllText(path);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a rendering, unless there are secrets in it that nothing encrypts.</summary>
    public void Keep(string key, string rendered)
    {
        if (_folder is null || (rendered.Contains("\nkind: Secret\n", StringComparison.Ordinal) && !rendered.Contains("\nsops:\n", StringComparison.Ordinal)))
        {
            return;
        }

        try
        {
            var draft = Path.Combine(_folder, Path.GetRandomFileName());
            File.WriteAllText(draft, rendered, new UTF8Encoding(false));
            File.Move(draft, Path.Combine(_folder, key), overwrite: true);
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            // It is rendered again next time.
        }
    }

    private static void Add(IncrementalHash hash, string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
}
