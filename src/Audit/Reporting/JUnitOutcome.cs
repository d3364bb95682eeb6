namespace HomelabStorage.Audit.Reporting;

/// <summary>What became of a test. There is no warning among them: one that is no failure is a test that passed with a remark.</summary>
internal abstract record JUnitOutcome
{
    private JUnitOutcome()
    {
    }

    /// <summary>Nothing to say.</summary>
    public sealed record Passed : JUnitOutcome
    {
        /// <summary>The one instance.</summary>
        public static Passed Instance { get; } = new();
    }

    /// <summary>Nothing that fails.</summary>
    public sealed record Remark(string Text) : JUnitOutcome;

    /// <summary>A finding that makes the exit code 1.</summary>
    public sealed record Failure(string Type, string Message, string Text) : JUnitOutcome;

    /// <summary>Nobody can tell, or somebody lives with it.</summary>
    public sealed record Skipped(string Reason) : JUnitOutcome;

    /// <summary>It cannot be read.</summary>
    public sealed record Error(string Reason) : JUnitOutcome;
}
