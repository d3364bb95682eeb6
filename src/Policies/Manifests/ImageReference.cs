namespace HomelabStorage.Policies.Manifests;

/// <summary>A container image: the name without tag and digest, as catalogs list it, and the whole as it was written.</summary>
public sealed record ImageReference(string Written, string Repository)
{
    // Where Docker Hub has its own images for one architecture each: https://github.com/docker-library/official-images#architectures-other-than-amd64
    private static readonly string[] Architectures =
        ["amd64/", "arm32v5/", "arm32v6/", "arm32v7/", "arm64v8/", "i386/", "mips64le/", "ppc64le/", "riscv64/", "s390x/"];

    /// <summary>No image was written, as in a patch.</summary>
    public static ImageReference None { get; } = new(string.Empty, string.Empty);

    /// <summary>The last part of the name.</summary>
    public string Leaf => Repository[(Repository.LastIndexOf('/') + 1)..];

    /// <summary>Whether that is the last part of its name.</summary>
    public bool IsCalled(string leaf) => Repository.AsSpan(Repository.LastIndexOf('/') + 1).SequenceEqual(leaf);

    /// <summary>Its tag; empty where it has none.</summary>
    public string Tag
    {
        get
        {
            var name = Written.AsSpan().Trim();
            name = name.IndexOf('@') is >= 0 and var digest ? name[..digest] : name;
            return name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[(colon + 1)..].ToString() : string.Empty;
        }
    }

    /// <summary>The name as it was written, without tag and digest: what a kustomization calls it.</summary>
    public string Name
    {
        get
        {
            var name = Written.Trim();
            name = name.IndexOf('@', StringComparison.Ordinal) is >= 0 and var digest ? name[..digest] : name;
            return name.LastIndexOf(':') is var colon && colon > name.LastIndexOf('/') ? name[..colon] : name;
        }
    }

    /// <summary>Reads an image as a container runtime does; Docker Hub's own prefixes are left out.</summary>
    public static ImageReference Parse(string written)
    {
        var name = written.AsSpan().Trim();
        var digest = name.IndexOf('@');
        name = digest >= 0 ? name[..digest] : name;
        var colon = name.LastIndexOf(':');
        name = colon > name.LastIndexOf('/') ? name[..colon] : name;
        name = Without(Without(Without(name, "docker.io/"), "index.docker.io/"), "registry-1.docker.io/");
        name = Without(name, "library/");
        foreach (var architecture in Architectures)
        {
            name = Without(name, architecture);
        }

        return new ImageReference(written, name.ToString().ToLowerInvariant());
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> name, string prefix) =>
        name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
}
