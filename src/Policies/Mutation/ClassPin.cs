using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>
/// Keeps the class we chose. A manifest in Git asks for its own class, or for none, again at every apply; the claim's class cannot change any more, so
/// the question is put back to what the claim has. The record of what was asked, empty where none was, is read from the stored claim only: what the
/// new one says is a wish.
/// </summary>
internal static class ClassPin
{
    public static Mutation Of(Claim claim, Claim before)
    {
        if (before.Spec.Class is not ClassRequest.Named { Name: var has }
            || !before.Metadata.Annotations.TryGetValue(Annotation.RequestedStorageClass, out var asked))
        {
            return Mutation.None;
        }

        var isAsItIs = claim.Spec.Class is ClassRequest.Named now && string.Equals(now.Name, has, StringComparison.Ordinal);
        var isAskedAgain = !isAsItIs && claim.Spec.Class switch
        {
            ClassRequest.Named wanted => string.Equals(wanted.Name, asked, StringComparison.Ordinal),
            ClassRequest.Default => asked.Length == 0,
            _ => false,
        };
        if (!isAskedAgain && !isAsItIs)
        {
            return Mutation.None;
        }

        var edits = new List<Edit>();
        if (isAskedAgain)
        {
            edits.Add(new Edit("/spec/storageClassName", has));
        }

        foreach (var record in new[] { Annotation.RequestedStorageClass, Annotation.ChosenBy })
        {
            if (before.Metadata.Annotations.TryGetValue(record, out var written)
                && !(claim.Metadata.Annotations.TryGetValue(record, out var kept) && string.Equals(written, kept, StringComparison.Ordinal)))
            {
                edits.Add(new Edit(ClassRewrite.Place(record), written, IsRecord: true));
            }
        }

        var rule = before.Metadata.Annotations.TryGetValue(Annotation.ChosenBy, out var by)
            && RuleCatalog.All.Any(r => string.Equals(r.Info.Id, by, StringComparison.Ordinal))
            ? by
            : "storage-class-not-chosen";
        return edits.Count == 0
            ? Mutation.None
            : new Mutation
            {
                Edits = edits,
                Warnings = isAskedAgain
                    ? [$"[{rule}] claim {claim.Name} keeps storageClassName {has}; write it{(asked.Length > 0 ? $" in place of {asked}" : string.Empty)}"]
                    : [],
            };
    }
}
