using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Audit.Settings;

/// <summary>
/// A file of settings as written: a key is a flag of <c>audit</c> without its dashes. What starts programs, reaches the network or changes files that are
/// there (<c>kustomize</c>, <c>allow-remote</c>, <c>enable-helm</c>, <c>fix</c>) is none: a repository must not decide that for whoever audits it.
/// </summary>
internal sealed record SettingsSection(IReadOnlyList<Setting> Settings)
{
    /// <summary>Reads the section key by key.</summary>
    public static SettingsSection Read(SectionReader reader) => new(
    [
        Text("policy", SettingKind.File, reader),
        new Setting("format", SettingKind.Formats, reader.Texts("format") ?? []),
        Text("fail-on", SettingKind.Word, reader),
        Flag("all", reader),
        Flag("strict", reader),
        Text("baseline", SettingKind.File, reader),
        Text("render", SettingKind.Word, reader),
        Text("max-file-size", SettingKind.Word, reader),
    ]);

    private static Setting Text(string key, SettingKind kind, SectionReader reader) => new(key, kind, reader.Text(key) is { } text ? [text] : []);

    private static Setting Flag(string key, SectionReader reader) =>
        new(key, SettingKind.Flag, reader.Flag(key) is { } flag ? [flag ? "true" : "false"] : []);
}
