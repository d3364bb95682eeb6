using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A small number made of a text, the same on every machine and in every version (FNV-1a, 32 bits).</summary>
public static class ShortHash
{
    /// <summary>The number.</summary>
    public static uint Of(string text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 16777619u);
        }

        return hash;
    }

    /// <summary>Eight letters of it.</summary>
    public static string Spelled(string text) => Of(text).ToString("x8", CultureInfo.InvariantCulture);
}
