using System.Runtime.InteropServices;

namespace HomelabStorage.Policies.Manifests;

/// <summary>The user and group a container's security context says; null where the image decides.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RunsAs(long? User, long? Group);
