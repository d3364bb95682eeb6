using System.Runtime.InteropServices;

namespace HomelabStorage.Policies.Yaml;

/// <summary>A part of a text, on one line: a key with its value, or the key alone where the value goes on below.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">The place after its last character.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Region(Position Start, Position End);
