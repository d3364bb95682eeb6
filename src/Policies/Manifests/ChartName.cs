using System.Globalization;

namespace HomelabStorage.Policies.Manifests;

/// <summary>Which chart of which version.</summary>
/// <param name="Name">The chart's own name; empty where another object says it.</param>
/// <param name="Version">The version, or the range of versions, as written; empty where none is.</param>
public sealed record ChartName(string Name, string Version)
{
    /// <summary>The object that says which chart it is; null where the release does.</summary>
    public ObjectReference? SaidBy { get; init; }

    /// <summary>The chart at an address such as <c>oci://registry/charts/name</c>, or in a folder.</summary>
    public static ChartName At(string address, string version) => new(address.TrimEnd('/') is var path ? path[(path.LastIndexOf('/') + 1)..] : path, version);

    /// <summary>The first number of the version; zero where it says none.</summary>
    public int Major => Number(0);

    /// <summary>The second number of the version; -1 where it says none.</summary>
    public int Minor => Major > 0 ? Number(1) is var minor && Parts.Length > 1 ? minor : -1 : -1;

    private string[] Parts => Version.TrimStart('v', '^', '~', '=', '>', '<', ' ').Split(['.', '-', ' ', '+']);

    private int Number(int place) =>
        Parts is var parts && place < parts.Length && int.TryParse(parts[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
