using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace HomelabStorage.Runner;

/// <summary>A test with one row of its data.</summary>
internal sealed record Test(string Name, MethodInfo Method, object?[] Arguments)
{
    // All of Conventions read the engine's source or its compiled code, which no mutant changes. Here are those that draw their questions at random, that
    // start a server each, that are about the reading of YAML, which is not mutated, or that ask again what
    // A_case_gets_what_it_expects has asked.
    private static readonly string[] LeftOut =
    [
        "PropertyTests.", "PathSpellingTests.", "CapturedReviewTests.", "JudgeTests.", "GrownInventoryTests.",
        "YamlReaderTests.", "YamlMergeTests.", "YamlEditingTests.", "PolicyFileTests.",
        "AdviceTests.",
        "CaseTests.A_case_keeps_the_promise_of_its_name",
        "CaseTests.A_case_names_only_rules_that_it_is_about",
        "CaseTests.Every_rule_has_a_case_that_fires_and_one_that_nearly_does",
    ];

    /// <summary>
    /// Whether it asks of rules and resolvers, by another door, only what another test has asked: what may differ is how a world is put together.
    /// </summary>
    public bool IsOfDoors => Name.StartsWith("CaseTests.Both_doors_find_the_same", StringComparison.Ordinal);

    /// <summary>Every test of an assembly, always in the same order.</summary>
    public static IEnumerable<Test> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        where type.Namespace?.EndsWith(".Conventions", StringComparison.Ordinal) != true
        orderby type.FullName
        from method in type.GetMethods().OrderBy(m => m.Name, StringComparer.Ordinal)
        where method.GetCustomAttributes().Any(a => a is IFactAttribute)
            && !LeftOut.Any(part => $"{type.Name}.{method.Name}".Contains(part, StringComparison.Ordinal))
        from row in Rows(method)
        select new Test($"{type.Name}.{method.Name}({string.Join(", ", row)})", method, row);

    /// <summary>Runs it, and throws what it throws.</summary>
    public void Run()
    {
        var fixture = Activator.CreateInstance(Method.DeclaringType!);
        try
        {
            if (Method.Invoke(fixture, Arguments) is Task task)
            {
                task.GetAwaiter().GetResult();
            }
        }
        finally
        {
            (fixture as IDisposable)?.Dispose();
        }
    }

    private static IEnumerable<object?[]> Rows(MethodInfo method)
    {
        var parameters = method.GetParameters();
        if (parameters.Length == 0)
        {
            return [[]];
        }

        return method.GetCustomAttributes().OfType<IDataAttribute>().SelectMany(source => Rows(source, method))
            .Select(given => parameters.Select((p, at) => Argument(p, at, given)).ToArray());
    }

    /// <summary>What a parameter is given, as the compiler fills it: its value, its default, or all the values that are left in an array.</summary>
    private static object? Argument(ParameterInfo parameter, int at, object?[] given)
    {
        if (!parameter.IsDefined(typeof(ParamArrayAttribute), inherit: false))
        {
            return at < given.Length ? given[at] : parameter.DefaultValue;
        }

        if (given.Length == at + 1 && (given[at] is null || parameter.ParameterType.IsInstanceOfType(given[at])))
        {
            return given[at];
        }

        var rest = given.Skip(at).ToArray();
        var filled = Array.CreateInstance(parameter.ParameterType.GetElementType()!, rest.Length);
        Array.Copy(rest, filled, rest.Length);
        return filled;
    }

    private static IEnumerable<object?[]> Rows(IDataAttribute source, MethodInfo method) => source switch
    {
        MemberDataAttributeBase member =>
            ((System.Collections.IEnumerable)method.DeclaringType!.GetProperty(member.MemberName)!.GetValue(null)!)
                .Cast<ITheoryDataRow>()
                .Select(row => row.GetData()),
        _ => source.GetData(method, new DisposalTracker()).AsTask().GetAwaiter().GetResult().Select(row => row.GetData()),
    };
}
