namespace HomelabStorage.Policies.Templates;

/// <summary>Calls of which each hands its value on to the next.</summary>
/// <param name="Variables">The variables its value goes to.</param>
/// <param name="IsNew">Whether they are new.</param>
/// <param name="Calls">The calls, each with its operands.</param>
internal sealed record Pipeline(IReadOnlyList<string> Variables, bool IsNew, IReadOnlyList<IReadOnlyList<Operand>> Calls);
