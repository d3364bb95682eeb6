using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>The kustomizations a file passes through, outermost first: an overlay, then its base.</summary>
internal sealed record KustomizeChain(ImmutableArray<Kustomize> Kustomizations)
{
    /// <summary>The namespace; the outermost is applied last and so wins.</summary>
    public string Namespace => Kustomizations.FirstOrDefault(k => k.TargetNamespace.Length > 0)?.TargetNamespace ?? string.Empty;

    /// <summary>Whether any image may be replaced.</summary>
    public bool HasImages => Kustomizations.Any(k => k.Images.Count > 0);

    /// <summary>The image in the end, the innermost replacing first.</summary>
    public ImageReference Image(ImageReference image)
    {
        for (var i = Kustomizations.Length - 1; i >= 0; i--)
        {
            if (Kustomizations[i].Images.TryGetValue(image.Name, out var other))
            {
                image = ImageReference.Parse(other);
            }
        }

        return image;
    }
}
