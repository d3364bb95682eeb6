using HomelabStorage.Policies.Facts;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What the containers of a workload tell.</summary>
/// <param name="Containers">Every container, with its app and its mounts.</param>
/// <param name="Programs">Those whose app is known.</param>
/// <param name="HasDatabaseServer">Whether a database server runs among them.</param>
internal sealed record WorkloadPrograms(IReadOnlyList<ContainerMounts> Containers, IReadOnlyList<Program> Programs, bool HasDatabaseServer);
