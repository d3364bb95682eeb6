namespace HomelabStorage.Audit.Reporting;

/// <summary>The action from which on a finding makes the exit code 1.</summary>
internal enum FailOn
{
    /// <summary>No finding does.</summary>
    Never,

    /// <summary>Warnings and denials do.</summary>
    Warn,

    /// <summary>Denials do.</summary>
    Deny,
}
