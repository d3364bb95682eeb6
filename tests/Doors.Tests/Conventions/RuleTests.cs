using System.Reflection;
using HomelabStorage.Policies.Inventories;
using Xunit;

namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>What the parts of the engine may ask, as the compiled assembly tells.</summary>
public sealed class RuleTests
{
    private const string Engine = "HomelabStorage.Policies";

    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What finds facts. A rule may share a question with it, which must not lead to an inventory either.</summary>
    private static readonly string[] Finders = [$"{Engine}.Resolution.", $"{Engine}.Protection.", $"{Engine}.Mutation."];

    private static readonly Lazy<IReadOnlyList<Use>> Used = new(() => CompiledAssembly.Uses(Engine));

    /// <summary>Members that take an inventory or give one, whatever the type they are of.</summary>
    private static readonly Lazy<HashSet<(string Type, string Member)>> OfInventories = new(() =>
    [
        .. typeof(Inventory).Assembly.GetTypes()
            .SelectMany(type => type.GetMembers(All).OfType<MethodBase>().GroupBy(method => (Type: type.FullName!, Member: method.Name)))
            .Where(overloads => overloads.All(NamesInventory))
            .Select(overloads => overloads.Key),
    ]);

    [Theory]
    [InlineData("Rules")]
    [InlineData("Reports")]
    [InlineData("Answers")]
    public void Rules_and_reports_read_facts_and_never_an_inventory(string folder) =>
        Assert.DoesNotContain(
            Reached(Uses(folder)),
            use => use.To.StartsWith($"{Engine}.Inventories.", StringComparison.Ordinal) || OfInventories.Value.Contains((use.To, use.Member)));

    /// <summary>The test itself must tell: who finds out about jobs asks an inventory, by facts and by itself.</summary>
    [Fact]
    public void Who_asks_an_inventory_is_seen_to()
    {
        Assert.Contains(Uses("Protection"), use => OfInventories.Value.Contains((use.To, use.Member)));
        Assert.Contains(
            Reached([new Use("Somebody", string.Empty, $"{Engine}.Protection.Sources.ClaimPlans", "Of")]),
            use => use.To.StartsWith($"{Engine}.Inventories.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Rules")]
    [InlineData("Facts")]
    [InlineData("Resolution")]
    [InlineData("Protection")]
    public void Nothing_depends_on_where_a_manifest_came_from(string folder) =>
        Assert.DoesNotContain(Uses(folder), use => use.To.StartsWith($"{Engine}.Manifests.ManifestSource+", StringComparison.Ordinal));

    private static Use[] Uses(string folder)
    {
        var uses = Used.Value.Where(use => use.From.StartsWith($"{Engine}.{folder}.", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(uses);
        return uses;
    }

    /// <summary>Some uses, and those of every finder's method that they lead to.</summary>
    private static HashSet<Use> Reached(IReadOnlyList<Use> uses)
    {
        var reached = uses.ToHashSet();
        var ahead = new Queue<Use>(uses);
        var byType = Used.Value.ToLookup(use => use.From);
        while (ahead.TryDequeue(out var use))
        {
            if (use.Member.Length > 0 && Array.Exists(Finders, finder => use.To.StartsWith(finder, StringComparison.Ordinal)))
            {
                foreach (var next in byType[use.To.Split('+')[0]].Where(next => IsOf(next.Method, use.Member) && reached.Add(next)))
                {
                    ahead.Enqueue(next);
                }
            }
        }

        return reached;
    }

    /// <summary>Whether compiled code is of a method: the method, a lambda or a local function in it, or what an iterator became.</summary>
    private static bool IsOf(string compiled, string method) =>
        string.Equals(compiled, method, StringComparison.Ordinal)
        || compiled.StartsWith($"<{method}>", StringComparison.Ordinal)
        || compiled is "MoveNext";

    private static bool NamesInventory(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType).Append((method as MethodInfo)?.ReturnType ?? typeof(void)).Any(OfAnInventory);

    private static bool OfAnInventory(Type type) =>
        string.Equals(type.Namespace, typeof(Inventory).Namespace, StringComparison.Ordinal)
        || (type.HasElementType && OfAnInventory(type.GetElementType()!))
        || type.GetGenericArguments().Any(OfAnInventory);
}
