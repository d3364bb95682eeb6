using System.Security.Cryptography;
using System.Text;

namespace HomelabStorage.Audit.Html;

/// <summary>A part of the page that is a file of ours.</summary>
/// <param name="Text">What is in it.</param>
internal sealed record PageAsset(string Text)
{
    /// <summary>By what a Content Security Policy knows it.</summary>
    public string Digest { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}";

    /// <summary>The files of some names, one after the other.</summary>
    public static PageAsset Of(IEnumerable<string> names) => new(string.Concat(names.Select(Read)));

    private static string Read(string name)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream($"page/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}
