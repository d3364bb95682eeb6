namespace HomelabStorage.Policies.Catalog;

/// <summary>What a condition asks about.</summary>
public enum ConditionSubject
{
    /// <summary>The access modes; holds if one of them does.</summary>
    AccessMode,

    /// <summary>Filesystem or Block.</summary>
    VolumeMode,

    /// <summary>A parameter of the StorageClass.</summary>
    Parameter,

    /// <summary>The known StorageClass, by its name.</summary>
    Class,

    /// <summary>A volume attribute of the PersistentVolume.</summary>
    Attribute,

    /// <summary>The provisioner's or driver's own name.</summary>
    Provisioner,
}
