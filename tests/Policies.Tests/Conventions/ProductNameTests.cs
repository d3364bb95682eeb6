using System.Text.RegularExpressions;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Conventions;

/// <summary>Products are data: what the catalog names, the code does not.</summary>
public sealed partial class ProductNameTests
{
    /// <summary>Names that are more than a product's, or stand for no judgement; each with the file that may write it, or none for all.</summary>
    private static readonly (string Name, string File)[] Granted =
    [
        ("postgres", string.Empty), // a protocol of addresses, too
        ("mysql", string.Empty),
        ("mariadb", string.Empty),
        ("mongodb", string.Empty),
        ("sure", string.Empty), // a word of English, too
        ("linkding", "Greeting.cs"), // the sample that serve suggests to a person at a terminal
        ("cloudnative-pg", "PostgresClusterReader.cs"), // the default image of a kind that runs no other
        ("gitlab", "GitLabFormat.cs"), // whom a report is for
        ("etcd", "InSight.cs"), // a role of nodes, and what every API server stores its objects in
        ("rancher", "Kubeconfig.cs"), // in the path of the kubeconfig that K3s writes
        ("ceph", "ApplicationDataOnCeph.cs"), // a text that tells what the shipped policy says
        ("litestream", "Words.cs"), // a strategy and a key of the policy file, and what is put into pods for it
        ("litestream", "ProtectionSection.cs"),
        ("litestream", "PolicyChecks.cs"),
        ("litestream", "LitestreamValidator.cs"),
        ("litestream", "LitestreamSidecar.cs"),
        ("litestream", "BackupIntent.cs"),
    ];

    private static readonly HashSet<string> Names = new(CatalogNames(), StringComparer.Ordinal);

    [Fact]
    public void No_code_names_what_the_catalog_names()
    {
        string[] named = [.. Named().Where(n => !IsGranted(n.File, n.Name)).Select(n => $"{n.At}: {n.Name} is a name of the catalog: ask for a property")];
        Assert.True(named.Length == 0, string.Join('\n', named));
    }

    [Fact]
    public void Every_grant_is_used() =>
        Assert.Empty(Granted.Where(grant => !Named().Any(n => n.Name.Equals(grant.Name, StringComparison.OrdinalIgnoreCase) && Fits(grant.File, n.File)))
            .Select(grant => grant.Name));

    private static bool IsGranted(string file, string name) =>
        Granted.Any(grant => name.Equals(grant.Name, StringComparison.OrdinalIgnoreCase) && Fits(grant.File, file));

    private static bool Fits(string granted, string file) => granted.Length == 0 || string.Equals(granted, file, StringComparison.Ordinal);

    /// <summary>
    /// Apps, backends, their families, drivers and the names installers give. The API's own plugins and protocols are Kubernetes' words, not
    /// products.
    /// </summary>
    private static IEnumerable<string> CatalogNames()
    {
        var catalog = ShippedCatalog.Index;
        return catalog.Apps.Select(app => app.Name)
            .Concat(catalog.Backends.SelectMany(backend => backend.Provisioners.Concat(backend.ClassNames).Append(backend.Name).Append(backend.Family)))
            .Concat(catalog.Hints.Runners.Select(runner => runner.Name))
            .Concat(ShippedOperators.All.Where(maker => maker.Copiers.Count == 0).Select(maker => maker.Name)) // copiers are called by commands, not products
            .Where(name => name.Length > 3 && !name.Contains('*', StringComparison.Ordinal))
            .Where(name => !name.StartsWith("kubernetes.io/", StringComparison.Ordinal) && !name.EndsWith("-volume", StringComparison.Ordinal))
            .Where(name => !Words.Protocols.Spellings.Contains(name, StringComparer.Ordinal));
    }

    private static IEnumerable<(string At, string File, string Name)> Named() =>
        from file in SourceFile.Below("src")
        where Path.GetFileName(file.Path) is not "VolumeSourceReader.cs" // the fields of the API are named after plugins
        from literal in Literal().Matches(Comment().Replace(file.Text, comment => new string(' ', comment.Length)))
        from word in Word().Matches(literal.Value)
        where !word.Value.StartsWith("kubernetes.io/", StringComparison.Ordinal)
        from name in word.Value.Split('/').Append(word.Value)
        where Names.Contains(name) || (char.IsUpper(name.FirstOrDefault()) && Names.Contains(name.ToLowerInvariant()))
        select (file.At(literal.Index + word.Index), Path.GetFileName(file.Path), name);

    [GeneratedRegex(@"^\s*//[^\n]*", RegexOptions.Multiline | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Comment();

    [GeneratedRegex("\"([^\"\\\\\\n]|\\\\.)*\"", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Literal();

    /// <summary>A name with its dots and slashes.</summary>
    [GeneratedRegex(@"[\w-]+([./][\w-]+)*", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Word();
}
