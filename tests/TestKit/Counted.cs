using System.Collections;

namespace HomelabStorage.TestKit;

/// <summary>
/// A list that counts how often one of its elements is looked at: a step. Searching a list for every element of another allocates nothing, and
/// time is not the same twice; steps are.
/// </summary>
public sealed class Counted<T>(IReadOnlyList<T> items, Steps steps) : IReadOnlyList<T>
{
    public int Count => items.Count;

    public T this[int index]
    {
        get
        {
            steps.Add();
            return items[index];
        }
    }

    public IEnumerator<T> GetEnumerator()
    {
        foreach (var item in items)
        {
            steps.Add();
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
