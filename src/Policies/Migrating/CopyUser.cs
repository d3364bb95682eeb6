namespace HomelabStorage.Policies.Migrating;

/// <summary>Whom a container of the Job that copies runs as.</summary>
/// <param name="User">The user's number.</param>
/// <param name="Group">The group's number; null for what the image says.</param>
/// <param name="Capabilities">What it may do besides.</param>
public sealed record CopyUser(long User, long? Group, IReadOnlyList<string> Capabilities);
