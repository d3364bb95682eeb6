using HomelabStorage.Policies.Catalog.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Catalog;

public sealed class HintsTests
{
    private const string Complete = """
        paths: [{kind: media, names: [photos]}]
        localVolumes: [openebs.io/local]
        localVolumeMarks: [volumeType]
        baseImages: []
        imageVariants: []
        namelessImages: []
        hubMirrors: []
        userVariables: [{user: PUID, group: PGID}]
        provisionerVariables: [{provisioner: PROVISIONER_NAME, server: NFS_SERVER, share: NFS_PATH}]
        serverSecrets: [{names: ["*-app"], keys: [uri], address: "postgresql://"}]
        nodeFolders: [{provisioner: openebs.io/local, folders: [/var/openebs/local]}]
        backupRunners: [{name: k8up, annotations: [{name: k8up.io/backup, value: "true"}]}]
        ownedByOthers: []
        meshLabels: []
        """;

    [Fact]
    public void Complete_hints_are_right() => Assert.Empty(Check(Complete));

    [Theory]
    [InlineData("kind: media", "kind: medium", "paths[0].kind: 'medium' is not known here; did you mean 'media'?")]
    [InlineData("names: [photos]", "names: [Photos]", "paths[0].names[0]: 'Photos' is not one part of a path in small letters")]
    [InlineData("names: [photos]", "names: []", "paths[0].names: is missing; write parts of paths, such as photos")]
    [InlineData("names: [photos]", "names: [photos, photos]", "paths[0].names: 'photos' is told already")]
    [InlineData("baseImages: []", "baseImage: []", "baseImage: 'baseImage' is not a key here; did you mean 'baseImages'?")]
    [InlineData("hubMirrors: []", "", "hubMirrors: is missing; write what registries call their mirrors of Docker Hub")]
    [InlineData("imageVariants: []", "", "imageVariants: is missing; write what images' names end with beside the program's")]
    [InlineData("namelessImages: []", "", "namelessImages: is missing; write images' names that say nothing of the program")]
    [InlineData(
        ", server: NFS_SERVER",
        "",
        "provisionerVariables[0].server: is missing; write the variable with the server's address, such as NFS_SERVER")]
    [InlineData("keys: [uri], ", "", "serverSecrets[0].keys: is missing; write keys that hold addresses, such as uri")]
    [InlineData(", group: PGID", "", "userVariables[0].group: is missing; write the variable with the group's number, such as PGID")]
    [InlineData(
        "{name: k8up, annotations: [{name: k8up.io/backup, value: \"true\"}]}",
        "{name: k8up}",
        "backupRunners[0].name: 'k8up' is told nothing; write annotations, labels or podVolumes")]
    [InlineData(
        "annotations: [{name: k8up.io/backup, value",
        "annotations: [{name: k8up.io/backup, values",
        "backupRunners[0].annotations[0].value: is missing; write its value")]
    [InlineData(
        "localVolumes: [openebs.io/local]",
        "localVolume: []",
        "localVolumes: is missing; write the provisioners of directories that make local volumes")]
    public void What_is_wrong_with_hints_is_said_as_of_a_policy(string right, string wrong, string complaint) =>
        Assert.Contains(complaint, Check(Complete.Replace(right, wrong, StringComparison.Ordinal)));

    [Theory]
    [InlineData("/db", "Sqlite")]
    [InlineData("/db-local", "Sqlite")]
    [InlineData("/app/databases", "Sqlite")]
    [InlineData("/app/database-of-films", "Unknown")]
    [InlineData("/db/backups", "Backup")]
    public void A_folder_says_by_its_name_what_it_holds(string path, string kind) => Assert.Equal(kind, $"{ShippedCatalog.Index.GuessData(path)}");

    private static string[] Check(string text) => [.. ShippedCatalog.Check("hints.yaml", text).Select(error => $"{error.Path}: {error.Message}")];
}
