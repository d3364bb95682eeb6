namespace HomelabStorage.Webhook.Admission;

/// <summary>The operations of the admission API.</summary>
internal enum AdmissionOperation
{
    Create,
    Update,
    Delete,
    Connect,
}
