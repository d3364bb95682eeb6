using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>What docs/generate.sh writes is what the code says: nobody reads a page that is older than its rule.</summary>
public sealed class GeneratedTests
{
    private static readonly string Pages = Repository.Path("docs", "rules");

    [Fact]
    public void The_pages_of_the_rules_say_what_the_rules_say()
    {
        var made = Directory.CreateTempSubdirectory("rule-pages-").FullName;
        try
        {
            Assert.Equal(0, FolderDoor.Run(["rules", "--format", "markdown", "--cases", RuleCase.Root, "--output", made]).Code);
            var stale = Directory.GetFiles(made).Concat(Directory.GetFiles(Pages))
                .Select(page => Path.GetFileName(page))
                .Distinct(StringComparer.Ordinal)
                .Where(page => !string.Equals(Text(Pages, page), Text(made, page), StringComparison.Ordinal))
                .Select(page => $"docs/rules/{page} is not what the rules say: run docs/generate.sh");
            Assert.Empty(stale);
        }
        finally
        {
            Directory.Delete(made, recursive: true);
        }
    }

    [Theory]
    [InlineData("docs/apps.md", "apps --format markdown")]
    [InlineData("docs/backends.md", "backends --format markdown")]
    [InlineData("docs/policy.schema.json", "policy schema")]
    [InlineData("docs/settings.schema.json", "settings schema")]
    [InlineData("deploy/manifests/components/pin-policy/policy.yaml", "manifests pin-policy")]
    [InlineData("deploy/manifests/base/webhooks/configurations.yaml", "manifests webhooks")]
    [InlineData("deploy/manifests/base/controller/rbac.yaml", "manifests rbac-server")]
    [InlineData("deploy/manifests/self-managed/controller/rbac.yaml", "manifests rbac-certificate")]
    [InlineData("deploy/manifests/components/backups/rbac.yaml", "manifests rbac-backups")]
    [InlineData("deploy/manifests/base/controller/policies.yaml", "policy default")]
    public void What_a_verb_prints_is_what_is_committed(string file, string verb) =>
        Assert.True(
            string.Equals(File.ReadAllText(Repository.Path(file)), FolderDoor.Run(verb.Split(' ')).Output, StringComparison.Ordinal),
            $"{file} is not what `homelab-storage {verb}` prints: run docs/generate.sh");

    private static string Text(string folder, string page) =>
        File.Exists(Path.Combine(folder, page)) ? File.ReadAllText(Path.Combine(folder, page)) : string.Empty;
}
