using System.Text.Json;
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
        return await JsonSerializer.DeserializeAsync(content, ArchiveJson.Default.Manifest, stop) ?? throw new JsonException("it is null");
    }

    /// <summary>Reads the list of files of a manifest.</summary>
    public static async Task<IReadOnlyList<FileFacts>> ReadFiles(Target target, ArchiveName name, CancellationToken stop)
    {
        await using var content = await target.Open(name.Manifest, stop);
        return (await JsonSerializer.DeserializeAsync(content, ArchiveJson.Default.FileList, stop))?.Files ?? [];
    }
}
