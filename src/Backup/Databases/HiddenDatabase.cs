namespace HomelabStorage.Backup.Databases;

/// <summary>
/// Whether a file without SQLite's header is a SQLite database all the same: an encrypted one has none, and a damaged one may have lost it. Only names
/// and bytes can tell, so that what neither can is said, too.
/// </summary>
internal enum HiddenDatabase
{
    /// <summary>An ordinary file.</summary>
    None,

    /// <summary>A SQLite database that SQLite cannot read.</summary>
    Certain,

    /// <summary>Its name says database, and nothing is known of its format.</summary>
    Doubtful,
}
