namespace HomelabStorage.Policies.Migrating;

/// <summary>What is said to somebody who asks for the move of a claim.</summary>
public abstract record MoveAnswer
{
    private MoveAnswer()
    {
    }

    /// <summary>It can be done.</summary>
    public sealed record Possible(ClaimMove Move) : MoveAnswer;

    /// <summary>It is not a move that can be asked for, such as one to a class that is not there.</summary>
    public sealed record Wrong(string Reason) : MoveAnswer;

    /// <summary>The policy refuses the claim on that class, or the claim cannot be copied; each reason is a line.</summary>
    public sealed record Refused(IReadOnlyList<string> Reasons) : MoveAnswer;
}
