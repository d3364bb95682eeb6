namespace HomelabStorage.EndToEnd.Tests;

/// <summary>The programs of a cluster, from where KUBEBUILDER_ASSETS says.</summary>
internal static class Assets
{
    public const string Missing = "KUBEBUILDER_ASSETS names no folder with etcd, kube-apiserver and kubectl (setup-envtest makes one)";

    private static string Folder => Environment.GetEnvironmentVariable("KUBEBUILDER_ASSETS") ?? string.Empty;

    public static bool AreThere =>
        Folder.Length > 0 && Array.TrueForAll(["etcd", "kube-apiserver", "kubectl"], name => File.Exists(Path.Combine(Folder, name)));

    public static bool HasControllers => File.Exists(Program("kube-controller-manager"));

    public static string Program(string name) => Path.Combine(Folder, name);
}
