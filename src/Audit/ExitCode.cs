namespace HomelabStorage.Audit;

/// <summary>What the process says when it ends.</summary>
public static class ExitCode
{
    /// <summary>Nothing at or above the threshold.</summary>
    public const int Clean = 0;

    /// <summary>Findings at or above the threshold.</summary>
    public const int Findings = 1;

    /// <summary>The input, the policy or the usage is wrong.</summary>
    public const int Wrong = 2;

    /// <summary>The cluster could not be read.</summary>
    public const int Unreachable = 3;
}
