using System.Text;

namespace HomelabStorage.Audit.Fixing;

/// <summary>A file with its changes.</summary>
internal sealed record FixedFile(string Path, string Before, string After)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file as it is; null when it is in another encoding, which writing it would lose.</summary>
    public static FixedFile? Read(string path)
    {
        try
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            var text = Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
            return new FixedFile(path, text, text);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
