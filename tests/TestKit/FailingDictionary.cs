using System.Collections;

namespace HomelabStorage.TestKit;

/// <summary>Annotations that break whoever looks at them, as a bug of ours would.</summary>
public sealed class FailingDictionary : IReadOnlyDictionary<string, string>
{
    public int Count => throw Sprung();

    public IEnumerable<string> Keys => throw Sprung();

    public IEnumerable<string> Values => throw Sprung();

    public string this[string key] => throw Sprung();

    public bool ContainsKey(string key) => throw Sprung();

    public bool TryGetValue(string key, out string value) => throw Sprung();

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => throw Sprung();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static InvalidOperationException Sprung() => new("the trap snapped");
}
