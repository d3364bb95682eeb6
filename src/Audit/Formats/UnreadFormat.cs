using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Formats;

/// <summary>Says on the error stream what could not be read, for verbs whose output is something else.</summary>
internal static class UnreadFormat
{
    /// <summary>Writes a line for each, and one where nothing was judged; whether anything is wrong with the input.</summary>
    public static bool Write(IReadOnlyCollection<ManifestReading> readings, Terminal terminal)
    {
        foreach (var aside in readings.OfType<ManifestReading.NotJudged>())
        {
            terminal.Error.WriteLine($"not judged  {aside.File}:{aside.Position.Line}  {aside.Reason}");
        }

        return Broken(readings, terminal);
    }

    /// <summary>The same without what could be read and was not judged, for outputs that list it themselves.</summary>
    public static bool Broken(IReadOnlyCollection<ManifestReading> readings, Terminal terminal)
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
                case ManifestReading.Unreadable unreadable:
                    isBroken = true;
                    var place = unreadable.File.Length > 0 ? $"{unreadable.File}:{unreadable.Position.Line}:{unreadable.Position.Column}  " : string.Empty;
                    terminal.Error.WriteLine($"not judged  {place}{unreadable}");
                    break;
            }
        }

        return Blind(readings, terminal) || isBroken;
    }

    /// <summary>Says it where nothing was judged although something should have been.</summary>
    public static bool Blind(IReadOnlyCollection<ManifestReading> readings, Terminal terminal)
    {
        if (Sight.Obstacle(readings) is not { Length: > 0 } obstacle)
        {
            return false;
        }

        terminal.Error.WriteLine(obstacle);
        return true;
    }
}
