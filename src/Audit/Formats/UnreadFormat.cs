using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Formats;

/// <summary>Says on the error stream what could not be read, for verbs whose output is something else.</summary>
internal static class UnreadFormat
{
    /// <summary>Writes a line for each; whether anything was broken.</summary>
    public static bool Write(IEnumerable<ManifestReading> readings, Terminal terminal)
    {
        var isBroken = false;
        foreach (var reading in readings)
        {
            switch (reading)
            {
                case ManifestReading.Broken broken:
                    isBroken = true;
                    terminal.Error.WriteLine($"broken  {broken.File}:{broken.Position.Line}:{broken.Position.Column}  {broken.Message}");
                    break;
                case ManifestReading.NotJudged aside:
                    terminal.Error.WriteLine($"not judged  {aside.File}:{aside.Position.Line}  {aside.Reason}");
                    break;
            }
        }

        return isBroken;
    }
}
