using System.Text.Json;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Restoring;
using HomelabStorage.Backup.Targets;

namespace HomelabStorage.Backup.Archives;

/// <summary>Manifests as objects of a target.</summary>
internal static class ManifestFile
{
    /// <summary>Writes a manifest whose list of files lies in a file, one JSON object a line, so that a hundred thousand files need no memory.</summary>
    public static Task<Receipt> Store(Target target, ArchiveName name, Manifest manifest, string fileLines, CancellationToken stop) => target.Store(
        name.Manifest,
        async output =>
        {
            var head = JsonSerializer.SerializeToUtf8Bytes(manifest, ArchiveJson.Default.Manifest);
            await output.WriteAsync(head.AsMemory(0, head.Length - 1), stop);
            await output.WriteAsync(",\"files\":["u8.ToArray(), stop);
            var separator = "\n"u8.ToArray();
            await foreach (var line in File.ReadLinesAsync(fileLines, stop))
            {
                await output.WriteAsync(separator, stop);
                await output.WriteAsync(System.Text.Encoding.UTF8.GetBytes(line), stop);
                separator = ",\n"u8.ToArray();
            }

            await output.WriteAsync("]}\n"u8.ToArray(), stop);
        },
        stop);

    /// <summary>Reads a manifest without its list of files.</summary>
    public static async Task<Manifest> Read(Target target, ArchiveName name, CancellationToken stop)
    {
        await using var content = await target.Open(name.Manifest, stop);
        return await JsonSerializer.DeserializeAsync(content, ArchiveJson.Default.Manifest, stop) is { } manifest
            && manifest.Databases.All(d => d is not null)
                ? manifest
                : throw new JsonException("it, or one of its databases, is null");
    }

    /// <summary>Reads the list of files of a manifest, each of which has a name of its own inside the folder and a time.</summary>
    public static async Task<IReadOnlyList<FileFacts>> ReadFiles(Target target, ArchiveName name, CancellationToken stop)
    {
        await using var content = await target.Open(name.Manifest, stop);
        var files = (await JsonSerializer.DeserializeAsync(content, ArchiveJson.Default.FileList, stop))?.Files ?? throw new JsonException("it is null");
        var names = new HashSet<string>(files.Count, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (file is null || !names.Add(file.Path) || !string.Equals(EntryPath.Read(file.Path), file.Path, StringComparison.Ordinal))
            {
                throw new JsonException($"its file '{file?.Path}' is there twice or would leave the destination");
            }

            if (TimeSpec.Read(file.Modified) is null)
            {
                throw new JsonException($"the time '{file.Modified}' of its file '{file.Path}' is none");
            }
        }

        return files;
    }
}
