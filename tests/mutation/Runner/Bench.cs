using System.Reflection;
using System.Runtime.Loader;

namespace HomelabStorage.Runner;

/// <summary>The mutated engine and the tests, loaded afresh: nothing of theirs that is static has run yet.</summary>
internal sealed class Bench : AssemblyLoadContext
{
    public const int NoMutant = -1;

    private static readonly string[] Suites = ["HomelabStorage.Policies.Tests", "HomelabStorage.Doors.Tests"];

    private readonly string _engine;
    private readonly Type _control;

    public Bench(string engine, int mutant)
        : base(isCollectible: true)
    {
        _engine = engine;
        _control = LoadFromAssemblyName(new AssemblyName("HomelabStorage.Policies")).GetTypes().Single(t => t.Name is "MutantControl");
        Mutant = mutant;
        Test[] tests = [];
        Listed = [.. Reached(() => tests =
        [
            .. Suites.SelectMany(suite => Test.Of(LoadFromAssemblyName(new AssemblyName(suite)))),
        ]).SelectMany(ids => ids).Distinct()];
        Tests = tests;
    }

    public IReadOnlyList<Test> Tests { get; }

    /// <summary>
    /// The mutants that are reached while the tests are listed: the rows of a theory are often made of what the engine has, such as its rules.
    /// </summary>
    public IReadOnlyList<int> Listed { get; }

    /// <summary>The mutant that is awake.</summary>
    public int Mutant { set => Field("ActiveMutant").SetValue(null, value); }

    /// <summary>The mutants whose place something reaches; those that are reached while something static is made come second.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Reached(Action something)
    {
        Call("ResetCoverage");
        Field("CaptureCoverage").SetValue(null, true);
        try
        {
            something();
        }
        finally
        {
            Field("CaptureCoverage").SetValue(null, false);
        }

        return [.. ((IList<int>[])Call("GetCoverageData")!).Select(ids => ids.ToArray())];
    }

    /// <summary>Runs a test and returns whether it passes.</summary>
    public static bool Passes(Test test)
    {
        try
        {
            test.Run();
            return true;
        }
#pragma warning disable CA1031 // A test may fail by any exception.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        var isOurs = name is "homelab-storage" || name.StartsWith("HomelabStorage.", StringComparison.Ordinal);
        return !isOurs ? null : LoadFromAssemblyPath(name is "HomelabStorage.Policies" ? _engine : Path.Combine(AppContext.BaseDirectory, $"{name}.dll"));
    }

    private FieldInfo Field(string name) => _control.GetField(name, BindingFlags.Public | BindingFlags.Static)!;

    private object? Call(string name) => _control.GetMethod(name, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null);
}
