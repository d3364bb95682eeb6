namespace HomelabStorage.Audit.Rendering;

/// <summary>How kustomizations are rendered.</summary>
/// <param name="Mode">Whether at all.</param>
/// <param name="Program">The kustomize or kubectl to do it; null for the first on the PATH.</param>
/// <param name="AllowsRemote">Whether what a kustomization refers to may be fetched.</param>
/// <param name="EnablesHelm">Whether kustomize may run helm for its helmCharts.</param>
internal sealed record RenderSettings(RenderMode Mode, string? Program, bool AllowsRemote, bool EnablesHelm);
