namespace HomelabStorage.Doors.Tests.Conventions;

/// <summary>Code that names a type or a member of one.</summary>
/// <param name="From">The full name of the type that the code is in; of the outermost, where types are nested.</param>
/// <param name="Method">The method; empty where the type itself names it.</param>
/// <param name="To">The full name of the type that is named.</param>
/// <param name="Member">The member that is named; empty where it is the type itself.</param>
internal sealed record Use(string From, string Method, string To, string Member);
