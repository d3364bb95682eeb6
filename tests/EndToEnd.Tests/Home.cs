namespace HomelabStorage.EndToEnd.Tests;

/// <summary>kubectl and Flux in one namespace.</summary>
internal class Home(Cluster cluster, string ns)
{
    public string Namespace => ns;

    public Flux Flux => new(this);

    /// <summary>Makes a namespace with the label by which webhooks of tests find theirs.</summary>
    public static async Task<Home> In(Cluster cluster, string ns)
    {
        var home = new Home(cluster, ns);
        await home.Must(["create", "namespace", ns]);
        await home.Must(["label", "namespace", ns, $"homelab-storage-e2e={ns}"]);
        return home;
    }

    /// <summary>kubectl in the namespace, whatever comes of it.</summary>
    public Task<(int Code, string Output, string Error)> Try(IEnumerable<string> arguments, string input = "") =>
        Kubectl.Run(cluster, ["-n", ns, .. arguments], input);

    /// <summary>kubectl in the namespace, which has to succeed.</summary>
    public async Task<(string Output, string Error)> Must(IReadOnlyCollection<string> arguments, string input = "")
    {
        var (code, output, error) = await Try(arguments, input);
        if (code != 0)
        {
            cluster.MustRun();
        }

        return code == 0 ? (output, error) : throw new InvalidOperationException($"kubectl {string.Join(' ', arguments)}: {error}{output}");
    }

    /// <summary>A field of an object.</summary>
    public async Task<string> Field(string what, string path) => (await Must(["get", what, "-o", $"jsonpath={{{path}}}"])).Output;
}
