using System.Security.Cryptography;

namespace HomelabStorage.Backup.Restoring;

/// <summary>Writes restored content and hashes it; where the source had holes, blocks of zeros become holes again.</summary>
internal static class SparseFile
{
    private const int Block = 4096;
    private const int Buffer = 32 * Block;

    /// <summary>Writes a new file; its size and hash.</summary>
    public static async Task<(long Bytes, string Sha256)> Write(string path, Stream content, bool withHoles, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        var buffer = new byte[Buffer];
        var bytes = 0L;
        for (int read; (read = await content.ReadAtLeastAsync(buffer, Buffer, throwOnEndOfStream: false, stop)) > 0; bytes += read)
        {
            hash.AppendData(buffer, 0, read);
            if (withHoles)
            {
                WriteBlocks(file, buffer.AsSpan(0, read));
            }
            else
            {
                await file.WriteAsync(buffer.AsMemory(0, read), stop);
            }
        }

        file.SetLength(bytes);
        return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private static void WriteBlocks(FileStream file, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length; at += Block)
        {
            var block = bytes[at..Math.Min(at + Block, bytes.Length)];
            if (block.ContainsAnyExcept((byte)0))
            {
                file.Write(block);
            }
            else
            {
                file.Seek(block.Length, SeekOrigin.Current);
            }
        }
    }
}
