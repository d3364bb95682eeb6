using System.Globalization;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Runs;

/// <summary>A folder of one run in the scratch folder. A killed run's is removed by a later one.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Prefix = "homelab-storage-";

    public ScratchFolder(string scratch, DateTimeOffset now)
    {
        try
        {
            foreach (var old in Directory.EnumerateDirectories(scratch, Prefix + "*")
                .Where(d => Directory.GetLastWriteTimeUtc(d) < now.UtcDateTime.AddDays(-1))
                .ToArray())
            {
                Directory.Delete(old, recursive: true);
            }

            // Copies of an app's data is stored here, and a file of theirs may be closed to others.
            Path = Native.MakeOwnFolder(System.IO.Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Guid.NewGuid():N}")));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw BackupException.Refused($"--scratch {scratch}: {trouble.Message}");
        }
    }

    public string Path { get; }

    /// <summary>A file of a name in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
