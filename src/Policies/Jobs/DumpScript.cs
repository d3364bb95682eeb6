using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Jobs;

/// <summary>What a database's own image runs to dump its databases into a folder, for <c>backup run --strategy dump</c>.</summary>
public static class DumpScript
{
    /// <summary>The script for a shell.</summary>
    public static string Of(DumpMaker maker)
    {
        using var text = new StreamReader(typeof(DumpScript).Assembly.GetManifestResourceStream($"scripts/{Words.DumpMakers.Spell(maker)}.sh")!);
        return text.ReadToEnd();
    }
}
