using System.Runtime.InteropServices;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>A field that holds something other than its type.</summary>
/// <param name="Pointer">The field.</param>
/// <param name="Written">What it holds.</param>
/// <param name="Wanted">What it takes.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Misfit(string Pointer, string Written, string Wanted)
{
    /// <summary>The misfit in words.</summary>
    public string Spoken => $"{JsonPointer.Spell(Pointer)} is {Written}, and Kubernetes takes {Wanted} there";

    /// <summary>The same, seen from the object or list around it.</summary>
    public Misfit Below(string segment) => this with { Pointer = $"/{JsonPointer.Escape(segment)}{Pointer}" };
}
