namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Whose tools dump the databases of a server.</summary>
public enum DumpMaker
{
    /// <summary>PostgreSQL's.</summary>
    Postgresql,

    /// <summary>MariaDB's, and MySQL's where an image has those.</summary>
    Mariadb,
}
