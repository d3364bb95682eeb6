using Amazon.Runtime;

namespace HomelabStorage.Backup.Targets;

/// <summary>
/// Credentials out of the environment, or out of files that the environment names, as a mounted Secret gives them. They are never arguments and never logged.
/// </summary>
internal static class S3Credentials
{
    private const string Key = "AWS_ACCESS_KEY_ID";
    private const string Secret = "AWS_SECRET_ACCESS_KEY";
    private const string Token = "AWS_SESSION_TOKEN";

    public static AWSCredentials Read(Func<string, string?> variable)
    {
        var (key, secret, token) = (Find(Key, variable), Find(Secret, variable), Find(Token, variable));
        if (key is null || secret is null)
        {
            throw BackupException.Target(
                $"{(key is null ? Key : Secret)} is not set: put the credentials into {Key} and {Secret}, "
                + $"or the files that hold them into {Key}_FILE and {Secret}_FILE");
        }

        return token is null ? new BasicAWSCredentials(key, secret) : new SessionAWSCredentials(key, secret, token);
    }

    private static string? Find(string name, Func<string, string?> variable)
    {
        if (variable(name) is { Length: > 0 } value)
        {
            return value;
        }

        if (variable($"{name}_FILE") is not { Length: > 0 } path)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } written ? written : throw BackupException.Target($"{name}_FILE: {path} is empty");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw BackupException.Target($"{name}_FILE: {trouble.Message}", trouble);
        }
    }
}
