namespace HomelabStorage.Policies.Foresight;

/// <summary>What a loss does to an app, the mildest first.</summary>
public enum AppState
{
    /// <summary>It goes on, or is started elsewhere by Kubernetes.</summary>
    Runs,

    /// <summary>It is not known whether it stops.</summary>
    MayStop,

    /// <summary>It stops until somebody does something.</summary>
    Stops,
}
