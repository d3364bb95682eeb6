using System.Globalization;

namespace HomelabStorage.Audit.Fixing;

/// <summary>Shows the changes, or makes them, and says what was left alone.</summary>
internal static class FixFormat
{
    /// <summary>The changes as unified diffs.</summary>
    public static void Show(Fixes fixes, Terminal terminal)
    {
        foreach (var file in fixes.Files)
        {
            terminal.Output.Write(UnifiedDiff.Of(file));
        }
    }

    /// <summary>Writes the files; false when one could not be written, which leaves that one as it was.</summary>
    public static bool Write(Fixes fixes, Terminal terminal)
    {
        var written = 0;
        foreach (var file in fixes.Files)
        {
            try
            {
                FileWriter.Write(file);
                terminal.Output.WriteLine($"changed {file.Path}");
                written++;
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                terminal.Error.WriteLine($"{file.Path}: not changed: {refused.Message}");
            }
        }

        var failed = fixes.Files.Count - written;
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{written} changed, {(failed > 0 ? $"{failed} not changed, " : string.Empty)}{fixes.LeftAlone.Count} left alone"));
        return written == fixes.Files.Count;
    }

    /// <summary>What a rule wants changed and nobody changes, a line each.</summary>
    public static void Rest(Fixes fixes, Terminal terminal)
    {
        foreach (var line in fixes.LeftAlone)
        {
            terminal.Error.WriteLine(line);
        }
    }
}
