namespace HomelabStorage.Policies.Catalog;

/// <summary>The variables by which a program that makes volumes is told what it is and where it makes them.</summary>
/// <param name="Provisioner">The one for the name that classes ask for.</param>
/// <param name="Server">The one for the server.</param>
/// <param name="Share">The one for the folder of the server.</param>
public sealed record ProvisionerVariable(string Provisioner, string Server, string Share);
