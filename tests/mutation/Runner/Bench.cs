using System.Reflection;
using System.Runtime.Loader;

namespace HomelabStorage.Runner;

/// <summary>The mutated engine and the tests, loaded afresh: nothing of theirs that is static has run yet.</summary>
internal sealed class Bench : AssemblyLoadContext
{
    private const int MostMutants = 100_000;

    private static readonly string[] Suites = ["HomelabStorage.Policies.Tests", "HomelabStorage.Doors.Tests"];

    private readonly string _engine;
    private readonly Type _control;
    private readonly bool[] _awake = new bool[MostMutants];

    /// <param name="engine">An engine with <see cref="Switches"/>.</param>
    /// <param name="awake">The mutants that are awake from the beginning.</param>
    public Bench(string engine, params IEnumerable<Mutant> awake)
        : base(isCollectible: true)
    {
        _engine = engine;
        _control = LoadFromAssemblyName(new AssemblyName("HomelabStorage.Policies")).GetTypes().Single(t => t.Name is "MutantControl");
        Test[] tests = [];
        Mutant[] mutants = [.. awake];
        if (mutants.Length == 0)
        {
            Listed = [.. Reached(() => tests = List()).SelectMany(ids => ids).Distinct()];
        }
        else
        {
            Wake(mutants);
            tests = List();
        }

        Tests = tests;

        Test[] List() => [.. Suites.SelectMany(suite => Test.Of(LoadFromAssemblyName(new AssemblyName(suite))))];
    }

    public IReadOnlyList<Test> Tests { get; }

    /// <summary>
    /// The mutants that are reached while the tests are listed, where none is awake: the rows of a theory are often made of what the engine has, such as its
    /// rules.
    /// </summary>
    public IReadOnlyList<int> Listed { get; } = [];

    /// <summary>Wakes mutants, and puts all others to sleep.</summary>
    public void Wake(params IEnumerable<Mutant> mutants)
    {
        Array.Clear(_awake);
        foreach (var mutant in mutants)
        {
            _awake[mutant.Id] = true;
        }

        Field(Switches.Field).SetValue(null, _awake);
    }

    /// <summary>The mutants whose place something reaches while all are asleep; those that are reached while something static is made come second.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Reached(Action something)
    {
        Call("ResetCoverage");
        Field(Switches.Field).SetValue(null, null);
        Field("ActiveMutant").SetValue(null, -1);
        Field("CaptureCoverage").SetValue(null, true);
        try
        {
            something();
        }
        finally
        {
            Field("CaptureCoverage").SetValue(null, false);
            Wake();
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
