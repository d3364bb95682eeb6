using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace HomelabStorage.Policies.Yaml;

/// <summary>Stops a text that nests deeper than anything meant for Kubernetes, before a recursive reader runs out of stack.</summary>
internal sealed class NestingGuard(IParser inner) : IParser
{
    /// <summary>The API server itself gives up far below this; JSON readers stop at 64 by default.</summary>
    public const int Deepest = 100;

    private int _depth;

    public ParsingEvent? Current => inner.Current;

    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        _depth += inner.Current!.NestingIncrease;
        return _depth <= Deepest + 2
            ? true
            : throw new YamlException(inner.Current.Start, inner.Current.End, $"nested deeper than {Deepest} levels");
    }
}
