using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HomelabStorage.Audit.Portraits;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>The page: one file, the same bytes for the same manifests, in which nothing that others wrote is markup.</summary>
public sealed partial class HtmlTests : IDisposable
{
    private static readonly string Case = Repository.Path("tests", "cases", "rules", "sqlite-on-network-filesystem", "denies-linkding-on-nfs");

    /// <summary>What a person may write where Kubernetes, or a file that never met one, takes any text.</summary>
    private const string Attack = """</title></style><script>alert(1)</script><img src=x onerror=alert(2)>"'`javascript:alert(3)""";

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_browser_runs_this_style_and_this_script_and_asks_nobody()
    {
        var page = Page(Case);
        var (style, script) = (Between(page, "<style>", "</style>"), Between(page, "<script>", "</script>"));
        Assert.Equal(
            $"default-src 'none'; script-src '{Digest(script)}'; style-src '{Digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'",
            Between(page, "Content-Security-Policy\" content=\"", "\">").Replace("&#39;", "'", StringComparison.Ordinal));
        Assert.Equal(1, Regex.Count(page, "<script", RegexOptions.IgnoreCase));
        Assert.Equal(1, Regex.Count(page, "<style", RegexOptions.IgnoreCase));
        Assert.DoesNotMatch(Asking(), page);
        var rest = page.Replace(script, string.Empty, StringComparison.Ordinal).Replace(style, string.Empty, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\s(style|on\w+)=", rest);
    }

    [Fact]
    public void The_page_tells_what_is_wrong_what_to_write_and_how_that_is_known()
    {
        var page = Page(Case);
        Assert.Contains("linkding keeps SQLite at /etc/linkding/data, but claim linkding-data is on NFS (class truenas-nfs)", page, StringComparison.Ordinal);
        Assert.Contains("<p>PersistentVolumeClaim linkding/linkding-data: <code>spec.storageClassName: longhorn-sqlite</code>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>chain</dt><dd>Deployment linkding/linkding → container linkding", page, StringComparison.Ordinal);
        Assert.Contains("<title>Deployment linkding/linkding, denied</title>", page, StringComparison.Ordinal);
        Assert.Contains("<title>NAS truenas</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_app_stands_against_each_storage_with_what_it_keeps_there()
    {
        var file = Path.Combine(_folder, "household.yaml");
        File.WriteAllText(file, LargeHousehold.Of(6));
        var page = Page(file);
        var table = Between(page, "<caption>Apps and storage</caption>", "</table>");
        var columns = Regex.Count(table, "<th scope=\"col\">");
        var rows = table.Split("<tr data-item=")[1..];
        Assert.True(columns > 2 && rows.Length > 2, table);
        Assert.All(rows, row => Assert.Equal(columns - 1, Regex.Count(row, "<td")));
        Assert.All(rows, row => Assert.Matches("""<td class="shaped [a-z-]+">[a-z-]+(, [a-z-]+)*<small>""", row));
        Assert.All(
            Regex.Matches(table, "href=\"#([^\"]+)\"").Select(link => link.Groups[1].Value),
            id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_standing_has_a_shape_in_drawings_and_the_same_before_words()
    {
        var style = Between(Page(Case), "<style>", "</style>");
        Assert.All(StandingWords.Worst, standing => Assert.Contains(
            $".shaped{(standing == Standing.Fine ? string.Empty : $".{StandingWords.Key(standing)}")}::before",
            Assert.Single(style.Split('\n'), line => line.Contains($"content: \"{StandingWords.Shape(standing)}\"", StringComparison.Ordinal)),
            StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_manifests_are_the_same_page_in_any_order()
    {
        var (one, other) = (Path.Combine(_folder, "one", "apps"), Path.Combine(_folder, "other", "apps"));
        var documents = LargeHousehold.Of(60).Split("---\n");
        foreach (var (folder, order) in new[] { (one, documents), (other, documents.Reverse().ToArray()) })
        {
            Directory.CreateDirectory(folder);
            foreach (var document in order)
            {
                File.WriteAllText(Path.Combine(folder, $"{Digest(document)[7..17].Replace('/', '-')}.yaml"), document);
            }
        }

        Assert.Equal(Page(one), Page(one));
        // Files are named as they are below the folder, wherever that is.
        Assert.Contains("<h1>Storage report: apps</h1>", Page(one), StringComparison.Ordinal);
        Assert.Equal(Page(one), Page(other));
    }

    [Fact]
    public void A_claim_that_several_mount_is_called_by_its_worst_data()
    {
        var page = Written($$"""
            {{Jellyfin("a", "/cache", "b", "/config")}}
            ---
            {{Jellyfin("z", "/config", "b", "/cache")}}
            """);
        Assert.Equal(
            ["sqlite, important +cache", "sqlite, important +cache"],
            Regex.Matches(page, "<title>claim [ab]: ([^<,]+, [^<,]+)").Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

        static string Jellyfin(string name, string path, string other, string otherPath) =>
            $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: {{name}}, namespace: media}
            spec:
              selector: {matchLabels: {app: {{name}} } }
              template:
                metadata: {labels: {app: {{name}} } }
                spec:
                  containers:
                    - name: main
                      image: jellyfin/jellyfin:10.10.3
                      volumeMounts: [{name: a, mountPath: {{path}}}, {name: b, mountPath: {{otherPath}}}]
                  volumes:
                    - {name: a, persistentVolumeClaim: {claimName: a} }
                    - {name: b, persistentVolumeClaim: {claimName: {{other}} } }
            """;
    }

    /// <summary>The class of a claim that asks for a PersistentVolume stays: who reads "changed" would wait for what never comes.</summary>
    [Fact]
    public void What_would_not_be_changed_is_a_warning_with_the_reason()
    {
        var page = Written(Unchosen(string.Empty));
        Assert.Contains("Changed automatically at admission <span class=\"count\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<dt>not changed</dt>", page, StringComparison.Ordinal);
        page = Written(Unchosen("volumeName: data, "));
        Assert.DoesNotContain("Changed automatically", page, StringComparison.Ordinal);
        Assert.Contains("<dt>not changed</dt><dd>it asks for PersistentVolume data</dd>", page, StringComparison.Ordinal);

        static string Unchosen(string volume) =>
            $$"""
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: local-path, annotations: {storageclass.kubernetes.io/is-default-class: "true"} }
            provisioner: rancher.io/local-path
            reclaimPolicy: Retain
            ---
            apiVersion: storage.k8s.io/v1
            kind: StorageClass
            metadata: {name: truenas-nfs}
            provisioner: nfs.csi.k8s.io
            parameters: {server: truenas, share: /pool}
            reclaimPolicy: Retain
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: media, namespace: media, annotations: {homelab-storage.io/data: media} }
            spec: {{{volume}}storageClassName: local-path, accessModes: [ReadWriteOnce], resources: {requests: {storage: 5Gi} } }
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: jellyfin, namespace: media}
            spec:
              strategy: {type: Recreate}
              selector: {matchLabels: {app: a} }
              template:
                metadata: {labels: {app: a} }
                spec:
                  containers: [{name: main, image: 'jellyfin/jellyfin:10.10.3', volumeMounts: [{name: a, mountPath: /media}]}]
                  volumes: [{name: a, persistentVolumeClaim: {claimName: media} }]
            """;
    }

    [Fact]
    public void The_head_counts_in_the_words_of_the_filter_and_says_where_to_begin()
    {
        var file = Path.Combine(_folder, "household.yaml");
        File.WriteAllText(file, LargeHousehold.Of(12));
        var page = Page(file);
        var counts = Regex.Match(page, "<p>([0-9]+) judged: ([0-9]+ [a-z ]+(, [0-9]+ [a-z ]+)*) · ");
        string[] chips =
        [
            .. Regex.Matches(page, "name=\"standing\" value=\"[a-z]+\">([a-z ]+) <b>([0-9]+)</b>").Select(m => $"{m.Groups[2].Value} {m.Groups[1].Value}"),
        ];
        Assert.Equal(chips, counts.Groups[2].Value.Split(", "));
        Assert.Equal(int.Parse(counts.Groups[1].Value, CultureInfo.InvariantCulture), chips.Sum(c => int.Parse(c.Split(' ')[0], CultureInfo.InvariantCulture)));
        Assert.Matches("<b>Start here:</b> <a href=\"#object-[0-9a-f]+\">", page);
    }

    /// <summary>On a telephone each cell has its heading from the style: a heading that changes there alone is the wrong one.</summary>
    [Theory]
    [InlineData("matrix")]
    [InlineData("apps")]
    [InlineData("backups")]
    [InlineData("failures")]
    public void A_cell_of_a_card_is_called_by_the_heading_of_its_column(string table)
    {
        var file = Path.Combine(_folder, "household.yaml");
        File.WriteAllText(file, LargeHousehold.Of(12));
        var page = Page(file);
        var style = Between(page, "<style>", "</style>");
        var head = Between(page[page.IndexOf($"<table class=\"{table}\">", StringComparison.Ordinal)..], "<thead>", "</thead>");
        Assert.Equal(
            Regex.Matches(head, "<th scope=\"col\">([^<]+)</th>").Skip(1).Select(m => m.Groups[1].Value),
            Regex.Matches(style, $"\\.{table} td:nth-of-type\\([0-9]\\)::after {{ content: \"([^\"]+)\"").Select(m => m.Groups[1].Value));
    }

    [Theory]
    [InlineData("StorageClass fast: reclaimPolicy: Retain", "reclaimPolicy: Retain")]
    [InlineData("PersistentVolumeClaim a/b: spec.storageClassName: local-path, after recreating StorageClass local-path", "spec.storageClassName: local-path")]
    [InlineData("PersistentVolumeClaim a/b: spec.storageClassName: x (its reclaimPolicy: Delete does no harm here)", "spec.storageClassName: x")]
    [InlineData("Rollout a/b: spec.strategy: {canary: {maxSurge: 0, maxUnavailable: 1}}", "spec.strategy: {canary: {maxSurge: 0, maxUnavailable: 1}}")]
    [InlineData("PersistentVolumeClaim a/b: spec.a: x, spec.b: [ReadWriteOnce] (not found)", "spec.a: x, spec.b: [ReadWriteOnce]")]
    [InlineData("StatefulSet a/b: spec.volumeClaimTemplates[0].spec.storageClassName: a class of this cluster", "")]
    [InlineData("a CronJob in namespace media that copies claim sonarr to the NAS at least every 6h", "")]
    [InlineData("Deployment a/b: annotation homelab-storage.io/data.data: what is stored there, such as cache or files", "")]
    [InlineData("StorageClass nfs: mountOptions: hard in its place", "")]
    public void Only_what_can_be_pasted_is_there_to_be_copied(string remedy, string code)
    {
        var fix = ShownFix.Of(remedy);
        Assert.Equal((code, remedy), (fix.Code, fix.Before + fix.Code + fix.After));
    }

    /// <summary>The matrix shows places; a rule that asks for another place and is not listed would be shown as in place.</summary>
    [Fact]
    public void Every_rule_that_asks_for_another_place_counts_in_the_matrix()
    {
        var asking = Directory.EnumerateFiles(Repository.Path("src", "Policies", "Rules"), "*.cs")
            .Select(File.ReadAllText)
            .Where(text => text.Contains("Placement.Of(", StringComparison.Ordinal) && text.Contains("RuleInfo Info", StringComparison.Ordinal))
            .Select(text => Between(text, "Id = \"", "\""));
        Assert.Equal(StoragePlace.Rules.Order(StringComparer.Ordinal), asking.Order(StringComparer.Ordinal));
    }

    /// <summary>Who reads a time first takes it for what comes.</summary>
    [Fact]
    public void A_failure_tells_what_is_lost_before_what_the_policy_aims_at()
    {
        var cells = Between(Page(Case), "<caption>Failures</caption>", "</table>");
        Assert.Contains("lost: no usable backup<small>RTO goal ", cells, StringComparison.Ordinal);
        Assert.DoesNotContain("back in", cells, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_manifests_say_is_markup()
    {
        var file = Path.Combine(_folder, "attack.yaml");
        var written = Attack.Replace("'", "''", StringComparison.Ordinal);
        File.WriteAllText(
            file,
            $$"""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: '{{written}}', namespace: '{{written}}'}
            spec:
              selector: {matchLabels: {app: a} }
              template:
                metadata: {labels: {app: a} }
                spec:
                  containers:
                    - name: '{{written}}'
                      image: sissbruecker/linkding:1.36.0
                      volumeMounts: [{name: '{{written}}', mountPath: /etc/linkding/data}, {name: b, mountPath: '/{{written}}'}]
                  volumes:
                    - {name: '{{written}}', nfs: {server: '{{written}}', path: '/{{written}}'} }
                    - {name: b, persistentVolumeClaim: {claimName: '{{written}}'} }
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: '{{written}}', namespace: '{{written}}'}
            spec: {storageClassName: '{{written}}', accessModes: [ReadWriteOnce]}
            """);
        var page = Page(file);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(page, "<script", RegexOptions.IgnoreCase));
        Assert.Equal(0, Regex.Count(page, "<img", RegexOptions.IgnoreCase));
        Assert.Equal(Regex.Count(page, "<title>", RegexOptions.IgnoreCase), Regex.Count(page, "</title>", RegexOptions.IgnoreCase));
        Assert.All(
            Regex.Matches(page, "href=\"([^\"]*)\"").Select(m => m.Groups[1].Value),
            address => Assert.Matches("^(#[-a-z0-9]+|data:,|https://github.com/homelab-storage/.*)$", address));
    }

    [Fact]
    public void Every_link_within_the_page_leads_somewhere_and_every_name_is_given_once()
    {
        var file = Path.Combine(_folder, "household.yaml");
        File.WriteAllText(file, $"{LargeHousehold.Of(450)}\n---\n{LargeHousehold.Of(3)}");
        var page = Page(file);
        string[] ids = [.. Regex.Matches(page, " id=\"([^\"]*)\"").Select(m => m.Groups[1].Value)];
        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Count(), ids.Length);
        Assert.Empty(Regex.Matches(page, "href=\"#([^\"]*)\"").Select(m => m.Groups[1].Value).Except(ids, StringComparer.Ordinal));
    }

    [Fact]
    public void Two_hundred_workloads_are_less_than_a_megabyte()
    {
        var file = Path.Combine(_folder, "household.yaml");
        File.WriteAllText(file, LargeHousehold.Of(200));
        Assert.InRange(Encoding.UTF8.GetByteCount(Page(file)), 100_000, 1_000_000);
    }

    [Fact]
    public void A_household_that_no_drawing_could_hold_is_drawn_by_namespaces()
    {
        var file = Path.Combine(_folder, "household.yaml");
        File.WriteAllText(file, LargeHousehold.Of(120));
        var page = Page(file);
        Assert.Contains("<text x=\"0\" y=\"16\">Namespaces</text>", page, StringComparison.Ordinal);
        Assert.Equal(12, Regex.Count(page, "<details class=\"part\""));
        Assert.Contains("<title>namespace team-3, 10 apps: ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Boxes_of_a_column_do_not_overlap()
    {
        var file = Path.Combine(_folder, "household.yaml");
        File.WriteAllText(file, LargeHousehold.Of(40));
        var boxes = Regex.Matches(Page(file), "translate\\(([-0-9.]+) ([-0-9.]+)\\)")
            .Select(m => (X: m.Groups[1].Value, Y: double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))
            .GroupBy(box => box.X, StringComparer.Ordinal)
            .ToArray();
        Assert.Equal(4, boxes.Length);
        Assert.All(boxes, column => Assert.All(
            column.Order().Zip(column.Order().Skip(1)),
            pair => Assert.InRange(pair.Second.Y - pair.First.Y, 55, double.MaxValue)));
    }

    [Fact]
    public void A_claim_that_no_known_app_mounts_is_lost_too()
    {
        var page = Written(
            """
            {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: rancher.io/local-path}
            ---
            {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: orphan, namespace: home, annotations: {homelab-storage.io/data: sqlite}},
             spec: {accessModes: [ReadWriteOnce], storageClassName: fast, volumeName: pv, resources: {requests: {storage: 1Gi}}}}
            ---
            {apiVersion: v1, kind: PersistentVolume, metadata: {name: pv}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce],
             capacity: {storage: 1Gi}, claimRef: {namespace: home, name: orphan}, local: {path: /srv}, nodeAffinity: {required: {nodeSelectorTerms:
             [{matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [n1]}]}]}}}}
            """);
        var loss = Between(page, "<h3>If node n1 fails</h3>", "</details>");
        Assert.Contains("Claims that no known app keeps its data on</p><ul>", loss, StringComparison.Ordinal);
        Assert.Contains("<li>lost: claim home/orphan (no workload found that mounts it)", loss, StringComparison.Ordinal);
    }

    private string Written(string manifests)
    {
        var file = Path.Combine(_folder, "written.yaml");
        File.WriteAllText(file, manifests);
        return Page(file);
    }

    private static string Page(params string[] files)
    {
        var (_, output, error) = FolderDoor.Run(["audit", "--render", "never", "--format", "html", .. files]);
        Assert.Empty(error);
        return output;
    }

    private static string Between(string text, string before, string after)
    {
        var at = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[at..text.IndexOf(after, at, StringComparison.Ordinal)];
    }

    private static string Digest(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    /// <summary>What makes a browser ask for something by itself.</summary>
    [GeneratedRegex(@"<(img|iframe|object|embed|audio|video|source|base|form[^>]*action)|\ssrc=|url\(|@import|fetch\(|XMLHttpRequest", RegexOptions.IgnoreCase)]
    private static partial Regex Asking();
}
