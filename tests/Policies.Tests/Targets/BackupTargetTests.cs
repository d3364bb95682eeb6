using HomelabStorage.Policies.Targets;
using Xunit;

namespace HomelabStorage.Policies.Tests.Targets;

/// <summary>Targets as people write them.</summary>
public sealed class BackupTargetTests
{
    [Theory]
    [InlineData("nfs://10.0.0.2/pool/backups", "nfs://10.0.0.2/pool/backups")]
    [InlineData("nfs://nas.home/pool/backups/", "nfs://nas.home/pool/backups")]
    [InlineData("nfs://[fd00::2]/pool", "nfs://fd00::2/pool")]
    [InlineData("claim://backups", "claim://backups")]
    [InlineData("claim://backups/apps/", "claim://backups/apps")]
    [InlineData("s3://bucket/of/house?endpoint=https://minio:9000&secret=key", "s3://bucket/of/house")]
    [InlineData("s3://bucket?secret=key&region=eu-central-1", "s3://bucket")]
    public void What_is_a_target(string text, string spoken)
    {
        var target = BackupTarget.Read(text, out var complaint);
        Assert.Equal((spoken, string.Empty), ($"{target}", complaint));
    }

    [Fact]
    public void The_Secret_is_no_part_of_what_the_program_is_told()
    {
        var s3 = Assert.IsType<BackupTarget.S3>(BackupTarget.Read("s3://bucket/p?secret=key&endpoint=https://minio:9000", out _));
        Assert.Equal(("s3://bucket/p?endpoint=https://minio:9000", "key"), (s3.Text, s3.Secret));
    }

    [Fact]
    public void A_dollar_sign_that_is_escaped_is_part_of_the_prefix()
    {
        var s3 = Assert.IsType<BackupTarget.S3>(BackupTarget.Read("s3://bucket/%24(x)?secret=key&endpoint=https://minio:9000", out _));
        Assert.Equal("$(x)/", s3.Address.Prefix);
        Assert.DoesNotContain("$(", s3.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not a target")]
    [InlineData("/pool/backups", "is not a target")]
    [InlineData("file:///pool", "is not a target")]
    [InlineData("nfs:10.0.0.2:/pool", "is not a target")]
    [InlineData("nfs://10.0.0.2", "write nfs://HOST/PATH")]
    [InlineData("nfs:///pool", "write nfs://HOST/PATH")]
    [InlineData("nfs://10.0.0.2/", "write nfs://HOST/PATH")]
    [InlineData("nfs://10.0.0.2:2049/pool", "is not a host name")]
    [InlineData("nfs://me@nas/pool", "is not a host name")]
    [InlineData("nfs://nas/pool/../etc", "plain folder names")]
    [InlineData("nfs://nas//pool", "plain folder names")]
    [InlineData("claim://", "is not a name of a claim")]
    [InlineData("claim://Backups", "is not a name of a claim")]
    [InlineData("claim://backups/../x", "plain names")]
    [InlineData("s3://bucket?endpoint=https://minio:9000", "names no Secret")]
    [InlineData("s3://bucket?endpoint=https://minio:9000&secret=", "one name of a Secret")]
    [InlineData("s3://bucket?endpoint=https://minio:9000&secret=a&secret=b", "one name of a Secret")]
    [InlineData("s3://bucket/a/../b?endpoint=https://minio:9000&secret=a", "without '.' and '..'")]
    [InlineData("s3://bucket/%2e%2e/b?endpoint=https://minio:9000&secret=a", "without '.' and '..'")]
    [InlineData("s3://bucket?secret=a", "name the server")]
    [InlineData("s3://bucket/$(AWS_SECRET_ACCESS_KEY)?endpoint=https://minio:9000&secret=a", "write it %24(")]
    [InlineData("s3://bucket/x?endpoint=https://$(AWS_ACCESS_KEY_ID).home:9000&secret=a", "is not a server")]
    [InlineData("s3://key:hidden@bucket?endpoint=https://minio:9000&secret=a", "credentials come from")]
    public void What_is_none(string text, string complaint)
    {
        Assert.Null(BackupTarget.Read(text, out var said));
        Assert.Contains(complaint, said, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", said, StringComparison.Ordinal);
    }
}
