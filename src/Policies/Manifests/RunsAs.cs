using System.Runtime.InteropServices;

namespace HomelabStorage.Policies.Manifests;

/// <summary>Whom a container's security context says it runs as; null where the image decides.</summary>
/// <param name="User">The user's number.</param>
/// <param name="Group">The group's number.</param>
/// <param name="IsNeverRoot">Whether the kubelet refuses to start it as root.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RunsAs(long? User, long? Group, bool IsNeverRoot);
