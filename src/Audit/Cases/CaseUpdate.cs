namespace HomelabStorage.Audit.Cases;

/// <summary>Writes what was got in the place of what was expected.</summary>
public static class CaseUpdate
{
    /// <summary>Makes a file hold what it would have to hold; one that would hold nothing is deleted.</summary>
    public static void Write(Difference difference)
    {
        if (difference.Got.Length == 0)
        {
            File.Delete(difference.File);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(difference.File)!);
        var beside = $"{difference.File}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(beside, difference.Got);
            File.Move(beside, difference.File, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
