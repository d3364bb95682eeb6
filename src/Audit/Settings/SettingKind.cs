namespace HomelabStorage.Audit.Settings;

/// <summary>What the values of a setting are.</summary>
internal enum SettingKind
{
    /// <summary>A word or a number, as the flag takes it.</summary>
    Word,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A file of the repository.</summary>
    File,

    /// <summary>Formats, some with a file of the repository.</summary>
    Formats,
}
