namespace HomelabStorage.Cluster.Restoring;

/// <summary>A step of a restore.</summary>
/// <param name="Spoken">What it is, said before it is done.</param>
/// <param name="Do">Does it; told how to say where it is.</param>
internal sealed record RestoreStep(string Spoken, Func<Action<string>, CancellationToken, Task<StepEnd>> Do);
