namespace HomelabStorage.Audit.Migrating;

/// <summary>A file of a plan.</summary>
/// <param name="Name">Its name, which begins with a number that says when it is needed.</param>
/// <param name="Language">What it is written in, as Markdown calls it.</param>
/// <param name="Text">What is in it.</param>
internal sealed record PlannedFile(string Name, string Language, string Text);
