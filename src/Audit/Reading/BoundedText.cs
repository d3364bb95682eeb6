using System.Buffers;
using System.Globalization;
using System.Text;

namespace HomelabStorage.Audit.Reading;

/// <summary>The text of a file or a stream, or why it is not read: nothing is read past a limit.</summary>
public abstract record BoundedText
{
    /// <summary>How many bytes of a file are read where nobody says otherwise: ten times what a list of a thousand objects takes.</summary>
    public const int UsualLimit = 16 * 1024 * 1024;

    private BoundedText()
    {
    }

    /// <summary>It was read.</summary>
    public sealed record Whole(string Text) : BoundedText;

    /// <summary>It was not.</summary>
    public sealed record Unread(string Reason) : BoundedText;

    /// <summary>Reads a file, or a pipe up to its end.</summary>
    public static BoundedText OfFile(string path, int limit)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81_920);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            using var bytes = new MemoryStream(file.CanSeek ? (int)Math.Min(file.Length, limit) : 0);
            for (int count; (count = file.Read(buffer)) > 0;)
            {
                if (bytes.Length + count > limit)
                {
                    return TooLarge(limit);
                }

                bytes.Write(buffer, 0, count);
            }

            return new Whole(Decoded(bytes));
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Unread("no such file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            return new Unread("is a folder, not a file");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new Unread($"cannot be read: {unreadable.Message.TrimEnd('.')}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>UTF-8, or what the bytes at the beginning say.</summary>
    private static string Decoded(MemoryStream bytes)
    {
        if (bytes.TryGetBuffer(out var all) && (all.Count == 0 || all[0] is > 0 and < 0xEF))
        {
            return Encoding.UTF8.GetString(all);
        }

        bytes.Position = 0;
        using var reader = new StreamReader(bytes, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Reads a stream of text up to its end.</summary>
    public static BoundedText OfStream(TextReader stream, int limit)
    {
        var text = new StringBuilder();
        var buffer = new char[32_768];
        var bytes = 0L;
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            bytes += Encoding.UTF8.GetByteCount(buffer.AsSpan(0, count));
            if (bytes > limit)
            {
                return TooLarge(limit);
            }

            text.Append(buffer, 0, count);
        }

        return new Whole(text.ToString());
    }

    private static Unread TooLarge(int limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"larger than {limit} bytes, the most that is read of a file; --max-file-size raises that"));
}
