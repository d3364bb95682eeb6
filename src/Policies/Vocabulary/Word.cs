using System.Collections.Frozen;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>The spelling of an enumeration in files and messages.</summary>
public sealed class Word<T>
    where T : struct, Enum
{
    private readonly FrozenDictionary<string, T> _values;
    private readonly FrozenDictionary<T, string> _spellings;

    /// <summary>Builds the two directions from one list.</summary>
    public Word(params (string Spelling, T Value)[] words)
    {
        _values = words.ToFrozenDictionary(w => w.Spelling, w => w.Value, StringComparer.Ordinal);
        _spellings = words.ToFrozenDictionary(w => w.Value, w => w.Spelling);
        Spellings = [.. words.Select(w => w.Spelling)];
    }

    /// <summary>Every accepted spelling, in the order of the list.</summary>
    public IReadOnlyList<string> Spellings { get; }

    /// <summary>The value of a spelling.</summary>
    public bool TryRead(string spelling, out T value) => _values.TryGetValue(spelling, out value);

    /// <summary>The value of what is known to be a spelling; null where nothing was written.</summary>
    public T? Read(string? spelling) => spelling is not null && _values.TryGetValue(spelling, out var value) ? value : null;

    /// <summary>The value of what is known to be a spelling, or what holds where nothing was written.</summary>
    public T Read(string? spelling, T otherwise) => Read(spelling) ?? otherwise;

    /// <summary>The spelling of a value.</summary>
    public string Spell(T value) => _spellings[value];
}
