using Xunit;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>How messages name who makes backups.</summary>
public sealed class BackupWordsTests
{
    [Theory]
    [InlineData("ReplicationSource home/app", "a ReplicationSource")]
    [InlineData("Application argocd/app", "an Application")]
    [InlineData("CronJob home/copy", "CronJob home/copy")]
    public void One_of_many_alike_has_its_article(string source, string expected) =>
        Assert.Equal(expected, new Policies.Protection.Backup { Source = source }.OneOf);
}
