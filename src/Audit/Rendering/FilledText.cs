using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Texts with values for the variables in them.</summary>
internal static class FilledText
{
    private const string IsOff = "kustomize.toolkit.fluxcd.io/substitute: disabled";

    private const string Between = "\n---\n";

    /// <summary>
    /// A rendered text with values for its variables, one document at a time, as kustomize-controller does it; those that it fails at are left out.
    /// </summary>
    public static (string Text, IReadOnlyList<(string Document, string Complaint)> Failed) Of(string text, Variables? variables)
    {
        if (variables is null)
        {
            return (text, []);
        }

        var (filled, failed) = (new List<string>(), new List<(string Document, string Complaint)>());
        foreach (var document in text.Split(Between))
        {
            var (own, complaint) = document.Contains(IsOff, StringComparison.Ordinal)
                ? (document, string.Empty)
                : Substitutions.Fill(document, variables.Values, variables.IsWhole);
            if (complaint.Length == 0)
            {
                filled.Add(own);
            }
            else
            {
                failed.Add((document, complaint));
            }
        }

        return (string.Join(Between, filled), failed);
    }

    /// <summary>A file with values for its variables; as it is where it holds what Flux would not read, be it in a comment.</summary>
    public static string OfFile(string text, Variables variables) => string.Join(
        Between,
        text.Split(Between).Select(d => d.Contains(IsOff, StringComparison.Ordinal)
            ? d
            : Substitutions.Fill(d, variables.Values, variables.IsWhole).Text));
}
