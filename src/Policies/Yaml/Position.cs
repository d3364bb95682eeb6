using System.Runtime.InteropServices;

namespace HomelabStorage.Policies.Yaml;

/// <summary>A place in a text; both numbers count from one.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Position(int Line, int Column);
