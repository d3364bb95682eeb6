using System.Security.Cryptography;
using System.Text;

namespace HomelabStorage.Audit.Html;

/// <summary>What an element is called, so that an address leads to it today and tomorrow: the same thing by the same name in every page.</summary>
internal static class ElementId
{
    /// <summary>An app of the table of apps.</summary>
    public static string App(string cluster, string workload) => Of("app", cluster, workload);

    /// <summary>A node of a drawing.</summary>
    public static string Node(string drawing, string node) => Of("node", drawing, node);

    /// <summary>An object with findings.</summary>
    public static string Object(string cluster, string reference) => Of("object", cluster, reference);

    /// <summary>A drawing.</summary>
    public static string Drawing(string cluster, string title) => Of("map", cluster, title);

    /// <summary>A loss.</summary>
    public static string Loss(string cluster, string spoken) => Of("loss", cluster, spoken);

    private static string Of(string kind, string one, string other) =>
        $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{one}\n{other}")).AsSpan(0, 5))}";
}
