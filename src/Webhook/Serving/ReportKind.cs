namespace HomelabStorage.Webhook.Serving;

/// <summary>The custom resource that the continuous audit writes its results into.</summary>
internal enum ReportKind
{
    /// <summary>No reports; metrics and events only.</summary>
    None,

    /// <summary>openreports.io/v1alpha1.</summary>
    OpenReports,

    /// <summary>wgpolicyk8s.io/v1alpha2.</summary>
    PolicyReport,
}
