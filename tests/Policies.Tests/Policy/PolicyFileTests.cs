using CsCheck;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Policies.Tests.Policy;

public sealed class PolicyFileTests
{
    private const string Head = "apiVersion: homelab-storage.io/v1alpha1\nkind: StoragePolicy\nmetadata:\n  name: test\n";

    [Fact]
    public void The_shipped_policy_is_valid_and_names_every_criticality() =>
        Assert.Equal(3, ShippedPolicy.Read().Tiers.Count);

    [Theory]
    [InlineData("tiers:\n  - criticality: low\n    rpo: soon\n    rto: 1h\n", "p.yaml(7,5): tiers[0].rpo: 'soon' is not a duration such as 1h or 7d.")]
    [InlineData(
        "tiers:\n  - {criticality: low, rpo: 1d, rto: 1h, schedule: '0 3 31 2 *'}\n",
        "p.yaml(6,42): tiers[0].schedule: '0 3 31 2 *' never comes: there is no such day.")]
    [InlineData(
        "tiers:\n  - {criticality: low, rpo: 1d, rto: 1h, keep: 'last=3,last=4'}\n",
        "p.yaml(6,42): tiers[0].keep: 'last=3,last=4' has last twice; write it once.")]
    [InlineData(
        "tiers:\n  - {criticality: low, rpo: 1d, rto: 1h, verify: 'weekly'}\n",
        "p.yaml(6,42): tiers[0].verify: 'weekly' is not a cron expression such as '0 */6 * * *'.")]
    [InlineData(
        "protection:\n  timeZone: Europe/Berlim\n",
        "p.yaml(6,3): protection.timeZone: 'Europe/Berlim' is not a time zone of the IANA database, such as Europe/Berlin.")]
    [InlineData(
        "protection:\n  cluster: My Home\n",
        "p.yaml(6,3): protection.cluster: 'My Home' is not a name of at most 63 small letters, digits and dashes.")]
    [InlineData(
        "protection:\n  target: s3://backups?endpoint=https://minio.home:9000\n",
        "p.yaml(6,3): protection.target: 's3://backups?…' names no Secret: add secret=NAME, a Secret in the claim's namespace with AWS_ACCESS_KEY_ID "
            + "and AWS_SECRET_ACCESS_KEY.")]
    [InlineData(
        "namespaces:\n  - {names: [a], target: 'nfs://nas'}\n",
        "p.yaml(6,18): namespaces[0].target: 'nfs://nas': write nfs://HOST/PATH, such as nfs://10.0.0.2/pool/backups.")]
    [InlineData("matrx: []\n", "p.yaml(5,1): matrx: 'matrx' is not a key here; did you mean 'matrix'?")]
    [InlineData(
        "rules:\n  - rule: sqlite-on-network-filesytem\n    action: deny\n",
        "p.yaml(6,5): rules[0].rule: 'sqlite-on-network-filesytem' is not known here; did you mean 'sqlite-on-network-filesystem'?")]
    [InlineData(
        "rules:\n  - rule: host-path-volume\n    action: forbid\n",
        "p.yaml(7,5): rules[0].action: 'forbid' is not one of off, audit, warn, fix, deny.")]
    [InlineData(
        "matrix:\n  - data: [sqlite]\n    critical: [longhorm]\nclasses:\n  - name: longhorn\n    backend: longhorn\n",
        "p.yaml(7,16): matrix[0].critical[0]: 'longhorm' is not known here; did you mean 'longhorn'?")]
    [InlineData(
        "classes:\n  - name: a\n    backend: longhorn\n  - name: a\n    backend: longhorn\n",
        "p.yaml(8,5): classes[1].name: there is a class 'a' already.")]
    [InlineData(
        "exemptions:\n  - rules: [host-path-volume]\n    until: tomorrow\n",
        "p.yaml(6,5): exemptions[0].reason: is missing; write why it is acceptable, for the next reader.|p.yaml(7,5): exemptions[0].until: "
            + "'tomorrow' is not a date such as 2027-01-31.")]
    [InlineData(
        "protection:\n  litestream: {image: 'litestream/litestream:0.5.0', replica: 's3://b'}\n",
        "p.yaml(6,16): protection.litestream.image: 'litestream/litestream:0.5.0' does not know restore -if-db-not-exists -if-replica-exists, which every "
            + "pod is given: use a version from 0.3.5 on other than 0.5.0.")]
    [InlineData(
        "apps:\n  - name: notes\n    images: ['me/notes:1.2', docker.io/me/notes, 'nas.home:5000/me/notes']\n    engine: sqlite\n    criticality: low\n",
        "p.yaml(7,14): apps[0].images[0]: 'me/notes:1.2' would never be found; write it without tag, digest, docker.io/ and library/.|"
            + "p.yaml(7,30): apps[0].images[1]: 'docker.io/me/notes' would never be found; write it without tag, digest, docker.io/ and library/.")]
    [InlineData(
        "backends:\n  - name: disks\n    provisioners: [disks.home]\n    protocol: block\n    where: node\n    parameters: {known: [type], required: [pool]}\n",
        "p.yaml(10,44): backends[0].parameters.required[0]: 'pool' is not in known, so a class that has it would be told to remove it; add it there.")]
    [InlineData("tiers: many\n", "p.yaml(5,1): tiers: 'many' is not a list.")]
    [InlineData(
        "nas:\n  - name: nas\n    addresses: [\"10.0.0.1:99 x\"]\n    paths: [mnt]\n",
        "p.yaml(7,17): nas[0].addresses[0]: '10.0.0.1:99 x' is not a host name or an address.|p.yaml(8,13): nas[0].paths[0]: 'mnt' is not an "
            + "absolute path such as /mnt/nas.")]
    public void A_mistake_is_named_with_its_place(string text, string errors)
    {
        var invalid = Assert.IsType<PolicyReading.Invalid>(PolicyFile.Read(Head + text, "p.yaml"));
        Assert.Equal(errors, string.Join('|', invalid.Errors));
    }

    [Theory]
    [InlineData("s3://backups?endpoint=http://minio:9000&secret=s", "its endpoint is http://|for all namespaces each of them needs a Secret")]
    [InlineData("s3://backups?endpoint=https://minio:9000&secret=s", "for all namespaces each of them needs a Secret")]
    [InlineData("nfs://10.0.0.2/pool/backups", "")]
    public void A_risk_is_named_and_taken(string target, string expected)
    {
        var valid = Assert.IsType<PolicyReading.Valid>(PolicyFile.Read($"{Head}protection:\n  target: {target}\n", "p.yaml"));
        var words = expected.Length == 0 ? [] : expected.Split('|');
        Assert.Equal(words.Length, valid.Warnings.Count);
        Assert.All(words.Zip(valid.Warnings), both => Assert.Contains(both.First, both.Second.Message, StringComparison.Ordinal));
        Assert.All(valid.Warnings, w => Assert.StartsWith("p.yaml(6,3): warning: protection.target: ", w.AsWarning, StringComparison.Ordinal));
        Assert.Equal(target, valid.Policy.Protection.Target);
    }

    [Fact]
    public void A_risk_is_named_beside_a_mistake()
    {
        var text = $"{Head}tiers: many\nprotection:\n  target: s3://backups?endpoint=http://minio:9000&secret=s\n";
        var invalid = Assert.IsType<PolicyReading.Invalid>(PolicyFile.Read(text, "p.yaml"));
        Assert.Equal("p.yaml(5,1): tiers: 'many' is not a list.", Assert.Single(invalid.Errors).ToString());
        Assert.Contains(invalid.Warnings, w => w.Message.Contains("its endpoint is http://", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[{names: [books], target: 's3://books?secret=s'}, {names: [films], target: 's3://films?secret=s'}]", "", "a bucket each")]
    [InlineData("[{names: [books], target: 's3://backups?secret=books'}, {names: [films], target: 's3://backups?secret=films'}]", "", "a key each")]
    [InlineData("[{names: [books, films], target: 'nfs://10.0.0.2/pool'}, {names: ['*'], target: 'claim://backups'}]", "", "no key at all")]
    [InlineData("[{names: [books, films], target: 's3://backups?secret=s'}]", "for namespaces books, films: where that is one access key", "two in an entry")]
    [InlineData("[{names: ['home-*'], target: 's3://backups?secret=s'}]", "for namespaces home-*: ", "any that begins so")]
    [InlineData("[{labels: [{name: tier, value: home}], target: 's3://backups?secret=s'}]", "for every namespace with tier=home: ", "any with a label")]
    [InlineData(
        "[{names: [books], target: 's3://backups/books?secret=s'}, {names: [films], target: 's3://backups/films?secret=s'}]",
        "is one bucket with one Secret name for namespace films and namespace books: ",
        "a prefix keeps nobody out")]
    [InlineData(
        "[{names: [books], target: 's3://one?secret=s'}, {names: [films], target: 's3://one?region=x&endpoint=https://MINIO:9000&secret=s'}]",
        "is one bucket with one Secret name for namespace films and namespace books: ",
        "a region beside an endpoint is no other server")]
    [InlineData(
        "[{names: [books], target: 's3://one?region=eu-central-1&secret=s'}, "
            + "{names: [films], target: 's3://one?endpoint=https://s3.eu-central-1.amazonaws.com&secret=s'}]",
        "is one bucket with one Secret name for namespace films and namespace books: ",
        "AWS by its region and by its endpoint")]
    public void Namespaces_that_share_a_bucket_and_a_key_are_named(string namespaces, string said, string why)
    {
        var valid = Assert.IsType<PolicyReading.Valid>(PolicyFile.Read(Head + AtHome($"namespaces: {namespaces}\n"), "p.yaml"));
        Assert.True(valid.Warnings.Count == (said.Length > 0 ? 1 : 0), $"{why}: {string.Join('|', valid.Warnings)}");
        Assert.All(valid.Warnings, w => Assert.Contains(said, w.AsWarning, StringComparison.Ordinal));
        Assert.All(valid.Warnings, w => Assert.Contains("give each namespace a bucket and a key of its own", w.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_bucket_for_all_is_shared_by_the_namespace_that_names_it_again()
    {
        var valid = Assert.IsType<PolicyReading.Valid>(PolicyFile.Read(
            Head + AtHome("protection: {target: 's3://backups?secret=s'}\nnamespaces: [{names: [books], target: 's3://backups/books?secret=s'}]\n"),
            "p.yaml"));
        Assert.Contains("for namespace books and all namespaces (protection.target): ", valid.Warnings[^1].AsWarning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rpo: 6h, schedule: '0 */6 * * *'", "")]
    [InlineData("rpo: 0s, schedule: '0 3 * * *'", "")]
    [InlineData("rpo: 1h, strategy: none, schedule: '0 3 * * *'", "")]
    [InlineData("rpo: 1h, verify: '0 4 * * 0', schedule: '*/30 * * * *'", "")]
    [InlineData("rpo: 1h", "")]
    [InlineData(
        "rpo: 6h, schedule: '0 3 * * *'",
        "rpo: backups by schedule '0 3 * * *' are up to 1d apart, so an rpo of 6h is not met by them; write a schedule that runs more often, or a longer rpo")]
    [InlineData("rpo: 12h, schedule: '0 8,18 * * *'", "rpo: backups by schedule '0 8,18 * * *' are up to 14h apart, so an rpo of 12h is not met by them; "
        + "write a schedule that runs more often, or a longer rpo")]
    [InlineData(
        "rpo: 1d, verify: '0 4 * * 0'",
        "verify: without schedule only claims with annotation homelab-storage.io/backup-schedule have backups to verify; write schedule, such as "
            + "\"0 */6 * * *\"")]
    public void A_tier_that_does_not_keep_its_promise_is_named(string tier, string said)
    {
        var valid = Assert.IsType<PolicyReading.Valid>(PolicyFile.Read($"{Head}tiers:\n  - {{criticality: low, rto: 1h, {tier}}}\n", "p.yaml"));
        Assert.Equal(said.Length > 0 ? said + "." : said, string.Join('|', valid.Warnings.Select(w => w.AsWarning.Split("tiers[0].")[^1])));
    }

    /// <summary>The same with a server of one's own.</summary>
    private static string AtHome(string policy) => policy.Replace("?secret=", "?endpoint=https://minio:9000&secret=", StringComparison.Ordinal);

    [Theory]
    [InlineData("", "p.yaml(1,1): the file is empty; `homelab-storage policy default` prints one to start from.")]
    [InlineData("just words\n", "p.yaml(1,1): a policy is a mapping that begins with apiVersion and kind.")]
    [InlineData("a: [1\n", "p.yaml(1,4): ")]
    public void A_file_that_is_no_policy_says_so(string text, string beginning) =>
        Assert.StartsWith(
            beginning,
            Assert.IsType<PolicyReading.Invalid>(PolicyFile.Read(text, "p.yaml")).Errors.Single().ToString(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("litestream/litestream:0.3.4", false)]
    [InlineData("litestream/litestream:0.3.5", true)]
    [InlineData("litestream/litestream:0.3.13", true)]
    [InlineData("litestream/litestream:0.4.0-beta.2", true)]
    [InlineData("litestream/litestream:v0.5.0", false)]
    [InlineData("litestream/litestream:0.5.0-beta1", false)]
    [InlineData("litestream/litestream:0.5.0-scratch@sha256:0123", false)]
    [InlineData("litestream/litestream:0.5.1", true)]
    [InlineData("litestream/litestream:0.5.2", true)]
    [InlineData("registry.example.net:5000/litestream:0.5", true)]
    [InlineData("litestream/litestream:0.3", true)]
    [InlineData("litestream/litestream:latest", true)]
    [InlineData("litestream/litestream", true)]
    public void A_version_of_Litestream_has_to_run_what_is_injected(string image, bool isValid) =>
        Assert.Equal(
            isValid,
            PolicyFile.Read($"{Head}protection:\n  litestream: {{image: '{image}', replica: 's3://b'}}\n", "p.yaml") is PolicyReading.Valid);

    [Fact]
    public void The_shipped_tiers_all_have_a_schedule() =>
        Assert.All(ShippedPolicy.Read().Tiers.Values, tier => Assert.True(tier is { Schedule.Length: > 0, Keep.Length: > 0 }, $"{tier.Criticality}"));

    [Fact]
    public void An_app_of_the_catalog_needs_only_what_differs()
    {
        var policy = Assert.IsType<PolicyReading.Valid>(PolicyFile.Read(Head + "apps:\n  - name: sonarr\n    criticality: critical\n", "p.yaml")).Policy;
        var sonarr = policy.Catalog.AppNamed("sonarr")!;
        Assert.Equal(Criticality.Critical, sonarr.Criticality);
        Assert.Contains(sonarr.Data, d => d.Path == "/config");
    }

    [Fact]
    public void A_duration_survives_a_round_trip() =>
        Gen.Int[1, 100_000].Sample(seconds =>
        {
            Assert.True(Duration.TryParse(Duration.Format(TimeSpan.FromSeconds(seconds)), out var read));
            Assert.Equal(TimeSpan.FromSeconds(seconds), read);
        });

    [Fact]
    public void Any_text_gives_a_policy_or_positioned_errors() =>
        Gen.Char["{}[]:,-\" \nabckindrules01"].Array[0, 120].Select(c => Head + new string(c)).Sample(text =>
            Assert.True(PolicyFile.Read(text, "p.yaml") is PolicyReading.Valid
                || ((PolicyReading.Invalid)PolicyFile.Read(text, "p.yaml")).Errors.All(e => e.Position.Line > 0)));

    [Fact]
    public void The_schema_lists_what_the_reader_asks_for()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(PolicySchema.Text());
        var keys = schema.RootElement.GetProperty("properties").EnumerateObject().Select(p => p.Name);
        Assert.Equal(
            "apiVersion kind metadata usualCriticality matrix tiers protection classes nas platformFamilies namespaces apps backends rules exemptions",
            string.Join(' ', keys));
    }
}
