using Xunit;

namespace HomelabStorage.Doors.Tests.Conventions;

public sealed class NamespaceTests
{
    private const string Engine = "HomelabStorage.Policies";

    [Fact]
    public void Namespaces_of_the_engine_have_no_cycles()
    {
        var arrows = CompiledAssembly.Uses(Engine)
            .Where(use => Namespace(use.From) != Namespace(use.To) && IsOurs(use.From) && IsOurs(use.To))
            .ToLookup(use => Namespace(use.From));
        var cycles = arrows
            .SelectMany(from => from.Where(use => Reaches(arrows, Namespace(use.To), from.Key)))
            .Select(use => $"{use.From} names {use.To}, and there is a way back")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.True(cycles.Length == 0, string.Join('\n', cycles));
        Assert.NotEmpty(arrows);
    }

    private static bool Reaches(ILookup<string, Use> arrows, string from, string to)
    {
        var seen = new HashSet<string>();
        var ahead = new Stack<string>([from]);
        while (ahead.TryPop(out var at))
        {
            if (at == to)
            {
                return true;
            }

            foreach (var next in seen.Add(at) ? arrows[at].Select(use => Namespace(use.To)).Distinct() : [])
            {
                ahead.Push(next);
            }
        }

        return false;
    }

    private static bool IsOurs(string type) => type.StartsWith(Engine + ".", StringComparison.Ordinal);

    private static string Namespace(string type) => type[..type.Split('+')[0].LastIndexOf('.')];
}
