using System.Text;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Fixing;

/// <summary>A file and the changes that are to be made in it, in their order.</summary>
internal sealed record FixedFile(string Path, string Before, IReadOnlyList<YamlChange> Changes)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file with its changes.</summary>
    public string After { get; } = YamlChange.Apply(Before, Changes);

    /// <summary>A file's text as it is; null when it is in another encoding, which writing it would lose.</summary>
    public static string? Read(string path)
    {
        try
        {
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
            return Strict.GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
