using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Jobs;

/// <summary>By which of several Services a database server is reached: a dump of another server would be stored as this one's, and called good.</summary>
public sealed class MountedServerTests
{
    [Theory]
    [InlineData("pg-a:5432", "all app=postgres 5432", "pg-a instance=a 5432", "pg-b instance=b 5432")]
    [InlineData("db:5432", "db-metrics instance=a 9187->metrics", "db instance=a 5432 headless")]
    [InlineData("pg:5432", "exporter instance=a 9187->metrics", "pg instance=a 5432->postgres")]
    [InlineData("pg:5432", "pg instance=a 9187->metrics 5432->postgres")]
    [InlineData("pg:15432", "pg instance=a 15432->5432 9187->9187")]
    [InlineData("pg:15432", "pg instance=a 15432->postgres")]
    [InlineData("NoService", "all app=postgres 5432")]
    [InlineData("NoService", "exporter instance=a 9187->9187")]
    [InlineData("NoService", "exporter instance=a 9187->metrics")]
    [InlineData("all:5432", "all app=postgres 5432", "b rests")]
    public void A_server_is_reached_by_what_leads_to_it_alone_and_to_its_own_port(string expected, params string[] services)
    {
        var cluster = Inventory.Of(ManifestReader
            .ReadAll(
                string.Join(
                    "\n---\n",
                    [Server("a"), Server("b", rests: services[^1] is "b rests"), .. services.Where(s => s is not "b rests").Select(Service)]),
                "cluster.yaml")
            .OfType<ManifestReading.Understood>()
            .Select(r => r.Manifest with { Source = ManifestSource.Wire.Instance }));
        var policy = ShippedPolicy.Read();
        var plan = new JobPlanner(new Resolver(cluster, policy, FixedTime.Now), policy, JobCase.Image).Of(cluster.Claims.All.Single(c => c.Name is "a"));
        Assert.Equal(expected, plan switch
        {
            ClaimPlan.Ready ready => $"{ready.Jobs[0].Dump!.Server.Host}:{ready.Jobs[0].Dump!.Server.Port}",
            ClaimPlan.Obstructed obstructed => obstructed.Obstacle.Reason,
            _ => "nothing",
        });
    }

    private static string Service(string written)
    {
        var words = written.Split(' ');
        var ports = words[2..].Where(w => w is not "headless").Select((port, i) => port.Split("->") is [var number, var target]
            ? $"{{name: p{i}, port: {number}, targetPort: {target}}}"
            : $"{{name: p{i}, port: {port}}}");
        var (address, label) = (words[^1] is "headless" ? "clusterIP: None, " : string.Empty, words[1].Replace("=", ": ", StringComparison.Ordinal));
        return $$"""
            apiVersion: v1
            kind: Service
            metadata: {name: {{words[0]}}, namespace: home}
            spec: { {{address}}selector: {{{label}}}, ports: [{{string.Join(", ", ports)}}] }
            """;
    }

    private static string Server(string name, bool rests = false) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: {{name}}, namespace: home}
        spec:
          replicas: {{(rests ? 0 : 1)}}
          selector: {matchLabels: {instance: {{name}}} }
          template:
            metadata: {labels: {app: postgres, instance: {{name}}} }
            spec:
              containers: [{name: c, image: 'postgres:17', volumeMounts: [{name: data, mountPath: /var/lib/postgresql/data}] }]
              volumes: [{name: data, persistentVolumeClaim: {claimName: {{name}}} }]
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata:
          name: {{name}}
          namespace: home
          uid: uid-{{name}}
          annotations: {homelab-storage.io/backup-schedule: "0 3 * * *", homelab-storage.io/backup-target: "nfs://10.0.0.9/b"}
        spec: {accessModes: [ReadWriteOnce], storageClassName: fast, volumeName: pv-{{name}}, resources: {requests: {storage: 1Gi} } }
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: pv-{{name}}}
        spec:
          storageClassName: fast
          accessModes: [ReadWriteOnce]
          capacity: {storage: 1Gi}
          local: {path: /x}
          claimRef: {namespace: home, name: {{name}}}
        """;
}
