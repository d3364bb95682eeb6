using System.Text.Json.Serialization;
using HomelabStorage.Backup.Restoring;
using HomelabStorage.Backup.Runs;

namespace HomelabStorage.Backup.Archives;

/// <summary>How the records of the format are written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(FileFacts))]
[JsonSerializable(typeof(FileList))]
[JsonSerializable(typeof(Verification))]
[JsonSerializable(typeof(Acceptance))]
[JsonSerializable(typeof(RestoreJournal))]
[JsonSerializable(typeof(Outcome))]
[JsonSerializable(typeof(BackupListing))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
