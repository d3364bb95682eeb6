namespace HomelabStorage.Policies.Catalog;

/// <summary>Where on a node a provisioner makes volumes, where nobody tells it another place.</summary>
/// <param name="Provisioner">The provisioner.</param>
/// <param name="Folders">The folders, one of which it is.</param>
public sealed record NodeFolders(string Provisioner, IReadOnlyList<string> Folders);
