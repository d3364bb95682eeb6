using System.Diagnostics;
using System.Text;

namespace HomelabStorage.Policies.Yaml;

/// <summary>The text of a document, kept for the places in it. As UTF-8 it takes half of the memory.</summary>
internal sealed class SourceText(string text)
{
    private readonly byte[] _utf8 = Encoding.UTF8.GetBytes(text);

    private WeakReference<YamlValue>? _tree;

    /// <summary>How long it is.</summary>
    public int Length => _utf8.Length;

    /// <summary>Its value, for whoever asks about one place: objects of a list ask one after the other, and while there is memory it is read once.</summary>
    public YamlValue Tree
    {
        get
        {
            if (_tree is { } known && known.TryGetTarget(out var kept))
            {
                return kept;
            }

            var read = Read();
            _tree = new WeakReference<YamlValue>(read);
            return read;
        }
    }

    /// <summary>Its value, read anew.</summary>
    public YamlValue Read() => YamlReader.Tree(ToString()) ?? throw new UnreachableException();

    /// <summary>The text itself.</summary>
    public override string ToString() => Encoding.UTF8.GetString(_utf8);
}
