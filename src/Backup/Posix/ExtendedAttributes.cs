using System.Runtime.InteropServices;
using System.Text;

namespace HomelabStorage.Backup.Posix;

/// <summary>Extended attributes of an entry, in the pax words that tar programs know: SCHILY.xattr for text, LIBARCHIVE.xattr with base64 for bytes.</summary>
internal static class ExtendedAttributes
{
    private const string Text = "SCHILY.xattr.";
    private const string Binary = "LIBARCHIVE.xattr.";
    private const int NotSupported = 95;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>What an entry has, as pax attributes. SELinux labels and the like belong to the machine, not to the data.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(string path)
    {
        foreach (var name in Names(path).Where(n => n.StartsWith("user.", StringComparison.Ordinal)
            || n.StartsWith("system.posix_acl_", StringComparison.Ordinal)
            || n is "security.capability"))
        {
            var value = Value(path, name);
            yield return IsPlain(name) && Spell(value) is { } text
                ? new(Text + name, text)
                : new(Binary + Uri.EscapeDataString(name), Convert.ToBase64String(value));
        }
    }

    /// <summary>Gives an entry the attributes of an archive's entry; what could not be set.</summary>
    public static IEnumerable<string> Apply(string path, IReadOnlyDictionary<string, string> attributes)
    {
        foreach (var (key, written) in attributes)
        {
            var (name, value) = key switch
            {
                _ when key.StartsWith(Text, StringComparison.Ordinal) => (key[Text.Length..], Encoding.UTF8.GetBytes(written)),
                _ when key.StartsWith(Binary, StringComparison.Ordinal) => (Uri.UnescapeDataString(key[Binary.Length..]), Convert.FromBase64String(written)),
                _ => (string.Empty, []),
            };
            if (name.Length > 0 && Native.SetAttribute(path, name, value, value.Length, 0) != 0)
            {
                yield return $"the extended attribute {name} cannot be set: {Native.LastError()}";
            }
        }
    }

    /// <summary>Whether a name is one of a pax record: nothing that ends a record or its key. Others are escaped as libarchive does it.</summary>
    private static bool IsPlain(string name) => !name.AsSpan().ContainsAny("=%\n");

    private static string[] Names(string path)
    {
        var size = Native.ListAttributes(path, null, 0);
        if (size <= 0)
        {
            return size == 0 || Marshal.GetLastPInvokeError() == NotSupported
                ? []
                : throw new IOException($"{path}: extended attributes: {Native.LastError()}");
        }

        var names = new byte[size];
        var read = Native.ListAttributes(path, names, size);
        return read < 0
            ? throw new IOException($"{path}: extended attributes: {Native.LastError()}")
            : Encoding.UTF8.GetString(names, 0, (int)read).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    private static byte[] Value(string path, string name)
    {
        var size = Native.GetAttribute(path, name, null, 0);
        var value = new byte[Math.Max(size, 0)];
        var read = size <= 0 ? size : Native.GetAttribute(path, name, value, size);
        return read < 0 ? throw new IOException($"{path}: extended attribute {name}: {Native.LastError()}") : value[..(int)read];
    }

    private static string? Spell(byte[] value)
    {
        try
        {
            return Array.TrueForAll(value, b => b is not (0 or (byte)'\n')) ? Strict.GetString(value) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
