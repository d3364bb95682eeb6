using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Charts;

/// <summary>
/// The app-template's own unit tests, said again for each major version: the last column is where the chart says so, as tag or commit, file and line.
/// </summary>
public sealed class AppTemplateTests
{
    private const string App = "containers: {main: {image: {repository: docker.io/library/nginx, tag: \"1\"}}}";
    private const string Config = "config: {type: persistentVolumeClaim, accessMode: ReadWriteOnce, size: 1Gi}";

    [Theory]
    [InlineData(
        "1.5.1",
        "image: {repository: nginx, tag: a}, persistence: {config: {enabled: true, accessMode: ReadWriteOnce, size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web-config",
        "a081de53 app-template/tests/pvc/names_test.yaml")]
    [InlineData(
        "1.5.1",
        "image: {repository: nginx, tag: a}, persistence: {config: {enabled: true, nameOverride: '-', accessMode: ReadWriteOnce, size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web",
        "a081de53 app-template/tests/pvc/names_test.yaml")]
    [InlineData(
        "1.5.1",
        "image: {repository: nginx, tag: a}, persistence: {config: {accessMode: ReadWriteOnce, size: 1Gi}}",
        "Deployment web",
        "a081de53 lib/controller/_volumes.tpl:6: nothing without enabled")]
    [InlineData("1.5.1", "image: {repository: nginx, tag: a}, controller: {type: statefulset}", "StatefulSet web", "a081de53 classes/_statefulset.tpl:14")]
    [InlineData("2.6.0", "controllers: {main: {" + App + "}}", "Deployment web", "common-2.6.0 lib/controller/_valuesToObject.tpl:20")]
    [InlineData("2.6.0", "controllers: {worker: {" + App + "}}", "Deployment web-worker", "common-2.6.0 lib/controller/_valuesToObject.tpl:20")]
    [InlineData(
        "2.6.0",
        "controllers: {main: {nameOverride: other, " + App + "}}",
        "Deployment web-other",
        "common-2.6.0 lib/controller/_valuesToObject.tpl:18")]
    [InlineData(
        "2.6.0",
        "controllers: {main: {" + App + "}}, persistence: {" + Config + "}",
        "Deployment web, PersistentVolumeClaim web-config",
        "common-2.6.0 unittests/persistence/claimnames_test.yaml")]
    [InlineData(
        "3.0.4",
        "controllers: {web: {" + App + "}}, persistence: {web: {size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web-web",
        "common-3.0.0 lib/pvc/_valuesToObject.tpl:18")]
    [InlineData("3.7.3", "controllers: {worker: {" + App + "}}", "Deployment web", "common-3.7.3 lib/controller/_valuesToObject.tpl:24")]
    [InlineData(
        "3.7.3",
        "controllers: {web: {" + App + "}, worker: {" + App + "}}",
        "Deployment web, Deployment web-worker",
        "common-3.7.3 lib/controller/_valuesToObject.tpl:25")]
    [InlineData(
        "3.7.3",
        "controllers: {web: {" + App + "}}, persistence: {" + Config + "}",
        "Deployment web, PersistentVolumeClaim web-config",
        "common-3.7.3 unittests/pvc/names_test.yaml:41")]
    [InlineData(
        "3.7.3",
        "controllers: {web: {" + App + "}}, persistence: {config: {nameOverride: '-', size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web",
        "common-3.7.3 unittests/pvc/names_test.yaml:54")]
    [InlineData(
        "3.7.3",
        "controllers: {web: {" + App + "}}, persistence: {config: {nameOverride: custom, size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web-custom",
        "common-3.7.3 unittests/pvc/names_test.yaml:67")]
    [InlineData(
        "3.7.3",
        "controllers: {web: {" + App + "}}, persistence: {web: {size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web",
        "common-3.7.3 lib/pvc/_valuesToObject.tpl:18")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, persistence: {main: {size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web",
        "common-4.1.1 unittests/pvc/metadata_name_test.yaml:19")]
    [InlineData(
        "4.1.1",
        "global: {alwaysAppendIdentifierToResourceName: true}, controllers: {main: {" + App + "}}, persistence: {main: {size: 1Gi}}",
        "Deployment web-main, PersistentVolumeClaim web-main",
        "common-4.1.1 unittests/pvc/metadata_name_test.yaml:29")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, persistence: {main: {forceRename: forceRename, size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim forcerename",
        "common-4.1.1 unittests/pvc/metadata_name_test.yaml:39")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {forceRename: \"{{ .Chart.Name }}\", " + App + "}}",
        "Deployment app-template",
        "common-4.1.1 unittests/deployment/metadata_name_test.yaml:44")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {prefix: prefix, suffix: suffix, " + App + "}}",
        "Deployment prefix-web-suffix",
        "common-4.1.1 unittests/deployment/metadata_name_test.yaml:95")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, persistence: {main: {prefix: \"{{ .Chart.Name }}\", size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim app-template-web",
        "common-4.1.1 unittests/pvc/metadata_name_test.yaml:69")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, persistence: {a: {size: 1Gi}, b: {size: 1Gi}, c: {existingClaim: x}}",
        "Deployment web, PersistentVolumeClaim web-a, PersistentVolumeClaim web-b",
        "common-4.1.1 lib/pvc/_enabled_pvcs.tpl:18")]
    [InlineData(
        "5.1.0",
        "controllers: {web: {" + App + "}, off: {enabled: false, " + App + "}}, persistence: {" + Config + ", off: {enabled: false, size: 1Gi}}",
        "Deployment web, PersistentVolumeClaim web",
        "as common-4.1.1")]
    [InlineData("4.1.1", "fullnameOverride: other, controllers: {main: {" + App + "}}", "Deployment other", "common-4.1.1 lib/chart/_names.tpl:18")]
    [InlineData("4.1.1", "global: {nameOverride: app}, controllers: {main: {" + App + "}}", "Deployment web-app", "common-4.1.1 lib/chart/_names.tpl:24")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, configMaps: {config: {data: {a: b}}}",
        "ConfigMap web, Deployment web",
        "common-4.1.1 unittests/configmap/metadata_name_test.yaml")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, rawResources: {main: {apiVersion: v1, kind: PersistentVolumeClaim, spec: {spec: {storageClassName: x}}}}",
        "Deployment web, PersistentVolumeClaim web",
        "common-4.1.1 unittests/rawResource/metadata_name_test.yaml:14")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, rawResources: {main: {apiVersion: v1, kind: PersistentVolumeClaim, forceRename: forceRename, spec: {}}}",
        "Deployment web, PersistentVolumeClaim forcerename",
        "common-4.1.1 unittests/rawResource/metadata_name_test.yaml:32")]
    [InlineData(
        "3.7.3",
        "controllers: {main: {" + App + "}}, rawResources: {claim: {apiVersion: v1, kind: PersistentVolumeClaim, spec: {}}}",
        "Deployment web, PersistentVolumeClaim web-claim",
        "common-3.7.3 unittests/rawResource/values_test.yaml:22")]
    [InlineData(
        "5.0.1",
        "controllers: {main: {" + App + "}}, rawResources: {main: {manifest: {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: x}, spec: {}}}}",
        "Deployment web, PersistentVolumeClaim web",
        "f30873b8 docs/app-template/upgrade-instructions.md: the name is overwritten")]
    [InlineData(
        "5.0.1",
        "controllers: {main: {" + App + "}}, rawResources: {main: {forceRename: raw, manifest: {apiVersion: v1, kind: ConfigMap}}}",
        "ConfigMap raw, Deployment web",
        "0a51125f classes/_rawResource.tpl")]
    [InlineData(
        "4.1.1",
        "controllers: {main: {" + App + "}}, rawResources: {main: {manifest: {apiVersion: v1, kind: PersistentVolumeClaim, spec: {}}}}",
        "Deployment web",
        "common-4.1.1 classes/_rawResource.tpl: knows no manifest")]
    public void Names_are_those_of_the_version(string version, string values, string made, string where)
    {
        var objects = Made(version, values).Select(m => $"{m.Reference.Kind} {m.Name}").Order(StringComparer.Ordinal);
        Assert.True(string.Equals(made, string.Join(", ", objects), StringComparison.Ordinal), $"{where}: {string.Join(", ", objects)}");
    }

    [Theory]
    [InlineData("4.1.1", "data: {}", "a/x /data, a/y /data, b/x /data", "common-4.1.1 unittests/container/field_volumemounts_test.yaml:28")]
    [InlineData(
        "4.1.1",
        "data: {globalMounts: [{path: /globalTest}], advancedMounts: {a: {x: [{path: /data/config.yaml}], y: [{path: /appdata/config}]}, b: {x: "
            + "[{path: /second-pod}]}}}",
        "a/x /globalTest, a/x /data/config.yaml, a/y /globalTest, a/y /appdata/config, b/x /globalTest, b/x /second-pod",
        "common-4.1.1 unittests/container/field_volumemounts_test.yaml:33")]
    [InlineData(
        "4.1.1",
        "data: {advancedMounts: {a: {y: [{path: /d, subPath: s, readOnly: true}]}}}",
        "a/y /d#s!",
        "common-4.1.1 unittests/container/field_volumemounts_test.yaml:138")]
    [InlineData(
        "4.1.1",
        "data: {globalMounts: [{subPathExpr: $(POD_NAME)}]}",
        "a/x /data#$(POD_NAME), a/y /data#$(POD_NAME), b/x /data#$(POD_NAME)",
        "common-4.1.1 unittests/container/field_volumemounts_test.yaml:157")]
    [InlineData(
        "2.6.0",
        "data: {type: hostPath, hostPath: /dev/x}",
        "a/x /dev/x, a/y /dev/x, b/x /dev/x",
        "common-2.6.0 lib/container/fields/_volumeMounts.tpl:58")]
    [InlineData(
        "2.6.0",
        "data: {type: hostPath, hostPath: /dev/x, globalMounts: [{path: /data}]}",
        "a/x /data, a/y /data, b/x /data",
        "common-4.1.1 unittests/container/field_volumemounts_test.yaml:176")]
    public void Mounts_go_where_the_chart_puts_them(string version, string persistence, string mounts, string where)
    {
        var image = "{image: {repository: nginx, tag: a}}";
        var found = Made(
            version,
            $"controllers: {{a: {{containers: {{x: {image}, y: {image}}}}}, b: {{containers: {{x: {image}}}}}}}, persistence: "
                + $"{{{persistence}}}").OfType<Workload>()
            .SelectMany(w =>
                w.Pod.Containers.SelectMany(c =>
                    c.Mounts.Select(m =>
                        $"{w.Name[^1]}/{c.Name} {m.Path}{(m.SubPath.Length > 0 ? $"#{m.SubPath}" : string.Empty)}{(m.IsReadOnly ? "!" : string.Empty)}")));
        Assert.True(string.Equals(mounts, string.Join(", ", found), StringComparison.Ordinal), $"{where}: {string.Join(", ", found)}");
    }

    [Fact]
    public void A_manifest_of_version_5_is_filled_and_keeps_its_metadata()
    {
        var made = Made(
            "5.0.1",
            "controllers: {main: {" + App + "}}, rawResources: {main: {manifest: {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {namespace: other, "
            + "annotations: {homelab-storage.io/criticality: low}}, spec: {storageClassName: \"class-{{ .Release.Name }}\"}}}}");
        var claim = Assert.Single(made.OfType<Claim>());
        Assert.Equal(("other", "class-web", "low"), (claim.Namespace, claim.Spec.Class.Name, claim.Metadata.Annotations["homelab-storage.io/criticality"]));
    }

    [Fact]
    public void An_ephemeral_claim_of_version_5_is_a_claim_of_the_pod()
    {
        var workload = Assert.Single(Made(
            "5.0.1",
            "controllers: {a: {"
                + App
                + "}}, persistence: {tmp: {type: ephemeral, storageClass: fast, accessMode: ReadWriteOnce, size: 1Gi}}").OfType<Workload>());
        var template = Assert.IsType<VolumeSource.ByEphemeralClaim>(Assert.Single(workload.Pod.Volumes).Source).Template;
        Assert.Equal("fast", template.Spec.Class.Name);
        Assert.Equal("/tmp", Assert.Single(Assert.Single(workload.Pod.Containers).Mounts).Path);
    }

    [Theory]
    [InlineData("{}", "data", "", "common-4.1.1 lib/pod/fields/_volumes.tpl:24")]
    [InlineData("{advancedMounts: {a: {x: [{path: /d}]}}}", "data", "no", "common-4.1.1 lib/pod/fields/_volumes.tpl:24")]
    public void A_volume_is_in_the_pods_that_mount_it(string entry, string inA, string inB, string where)
    {
        var workloads = Made("4.1.1", $"controllers: {{a: {{{App}}}, b: {{{App}}}}}, persistence: {{data: {entry}}}")
            .OfType<Workload>()
            .ToDictionary(w => w.Name[^1..], w => string.Join(",", w.Pod.Volumes.Select(v => v.Name)), StringComparer.Ordinal);
        Assert.True(string.Equals(inA, workloads["a"], StringComparison.Ordinal), where);
        Assert.Equal(inB.Length == 0, workloads["b"].Length > 0);
    }

    [Theory]
    [InlineData("{name: storage, accessMode: ReadWriteOnce, size: 1Gi}", "x /storage, y /storage", "field_volumemounts_test.yaml:213")]
    [InlineData(
        "{name: storage, accessMode: ReadWriteOnce, size: 1Gi, globalMounts: [{path: /tmp/storage}, {path: /tmp/second}]}",
        "x /tmp/storage, x /tmp/second, y /tmp/storage, y /tmp/second",
        "field_volumemounts_test.yaml:233")]
    [InlineData(
        "{name: storage, accessMode: ReadWriteOnce, size: 1Gi, advancedMounts: {y: [{path: /tmp/storage}]}}",
        "y /tmp/storage",
        "field_volumemounts_test.yaml:261")]
    public void A_claim_template_is_mounted_by_the_containers_of_its_controller(string template, string mounts, string where)
    {
        var image = "{image: {repository: nginx, tag: a}}";
        var workload = Assert.Single(Made(
            "4.1.1",
            $"controllers: {{a: {{type: statefulset, statefulset: {{volumeClaimTemplates: [{template}]}}, containers: {{x: {image}, "
                + $"y: {image}}}}}}}").OfType<Workload>());
        Assert.Equal("storage", Assert.Single(workload.ClaimTemplates).Name);
        Assert.True(
            string.Equals(
                mounts,
                string.Join(", ", workload.Pod.Containers.SelectMany(c => c.Mounts.Select(m => $"{c.Name} {m.Path}"))),
                StringComparison.Ordinal),
            where);
    }

    [Theory]
    [InlineData("defaultPodOptions: {securityContext: {runAsUser: 568}}, controllers: {a: {" + App + "}}", 568)]
    [InlineData("defaultPodOptions: {securityContext: {runAsUser: 568}}, controllers: {a: {pod: {securityContext: {runAsUser: 7}}, " + App + "}}", 7)]
    [InlineData(
        "defaultPodOptionsStrategy: merge, defaultPodOptions: {securityContext: {runAsUser: 568}}, controllers: {a: {pod: {securityContext: {fsGroup: 7}}, "
            + App
            + "}}",
        568)]
    [InlineData("defaultPodOptions: {securityContext: {runAsUser: 568}}, controllers: {a: {pod: {securityContext: {fsGroup: 7}}, " + App + "}}", null)]
    [InlineData("controllers: {a: {defaultContainerOptions: {securityContext: {runAsUser: 9}}, " + App + "}}", 9)]
    public void Options_of_pods_are_overwritten_or_merged(string values, int? user) =>
        Assert.Equal(user, (int?)Assert.Single(Assert.Single(Made("4.1.1", values).OfType<Workload>()).Pod.Containers).User.User);

    [Fact]
    public void Values_of_a_ConfigMap_lie_under_those_of_the_release()
    {
        var readings = Deployed.Of([.. ManifestReader.ReadAll(
            $$$"""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: defaults, namespace: web}
            data:
              values.yaml: |
                controllers: {web: {{{{App}}}}}
                persistence: {config: {storageClass: under, size: 1Gi}, gone: {size: 1Gi}}
            ---
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: web, namespace: web}
            spec:
              chart: {spec: {chart: app-template, version: 4.1.1}}
              valuesFrom: [{kind: ConfigMap, name: defaults}]
              values: {persistence: {config: {storageClass: over}, gone: null}}
            """, "f.yaml")]);
        var claim = Assert.Single(readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).OfType<Claim>());
        Assert.Equal(new ClassRequest.Named("over"), claim.Spec.Class);
        Assert.Equal("web", claim.Name);
    }

    [Theory]
    [InlineData("persistence: {data: {storageClass: true, size: 1Gi}}", "spec.values.persistence.data.storageClass is true, and the chart takes text there")]
    [InlineData("persistence: {data: {storageClass: 5, size: 1Gi}}", "spec.values.persistence.data.storageClass is 5, and the chart takes text there")]
    [InlineData("persistence: {data: {storageClass: {a: b}}}", "spec.values.persistence.data.storageClass is an object, and the chart takes text there")]
    [InlineData("persistence: {data: {existingClaim: {a: b}}}", "spec.values.persistence.data.existingClaim is an object, and the chart takes text there")]
    [InlineData("persistence: {data: {type: [x]}}", "spec.values.persistence.data.type is a list, and the chart takes text there")]
    [InlineData("persistence: {data: {size: big}}", "spec.values.persistence.data.size is \"big\", and the chart takes a quantity such as 5Gi there")]
    [InlineData(
        "persistence: {data: {size: 1Gi, globalMounts: {path: /x}}}",
        "spec.values.persistence.data.globalMounts is an object, and the chart takes a list there")]
    [InlineData(
        "persistence: {data: {size: 1Gi, advancedMounts: {a: {x: {path: /x}}}}}",
        "spec.values.persistence.data.advancedMounts.a.x is an object, and the chart takes a list there")]
    [InlineData("persistence: {data: [x]}", "spec.values.persistence.data is a list, and the chart takes an object there")]
    [InlineData("controllers: {a: {replicas: many, " + App + "}}", "spec.values.controllers.a.replicas is \"many\", and the chart takes a whole number there")]
    public void A_value_that_the_chart_does_not_take_is_said_and_nothing_made_of_the_rest(string values, string reason)
    {
        var whole = values.StartsWith("controllers", StringComparison.Ordinal) ? values : $"{values}, controllers: {{a: {{{App}}}}}";
        var unreadable = Assert.IsType<ManifestReading.Unreadable>(Assert.Single(Readings("4.1.1", whole)));
        Assert.Equal(reason, unreadable.Reason);
        Assert.Equal(new Position(6, 1), unreadable.Position with { Column = 1 });
    }

    [Fact]
    public void A_raw_object_of_wrong_type_costs_itself()
    {
        var readings = Readings(
            "3.7.3",
            "controllers: {a: {"
                + App
                + "}}, rawResources: {x: {apiVersion: v1, kind: PersistentVolumeClaim, spec: {spec: {accessModes: ReadWriteOnce}}}}").ToArray();
        Assert.Contains(
            "accessModes is \"ReadWriteOnce\", and Kubernetes takes a list there",
            Assert.Single(readings.OfType<ManifestReading.Unreadable>()).Reason,
            StringComparison.Ordinal);
        Assert.Single(readings.OfType<ManifestReading.Understood>());
    }

    [Theory]
    [InlineData("3.7.3", "app.kubernetes.io/name: web", true, "the release's name, on every pod of it")]
    [InlineData("3.7.3", "app.kubernetes.io/component: web", true, "the key of the controller")]
    [InlineData("4.3.0", "app.kubernetes.io/controller: web", true, "its name since version 4")]
    [InlineData("4.3.0", "app.kubernetes.io/controller: other", false, "no controller's key")]
    [InlineData("4.3.0", "tier: data", true, "a label of the values")]
    public void A_pod_has_the_labels_of_the_chart_and_runs_where_its_options_say(string version, string label, bool isTogether, string why)
    {
        var affinity = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ["
            + $"{{topologyKey: kubernetes.io/hostname, labelSelector: {{matchLabels: {{{label}}}}}}}]}}}}";
        var made = Made(
            version,
            "defaultPodOptions: {nodeSelector: {kubernetes.io/hostname: n1}, labels: {tier: data}}, "
                + $"controllers: {{web: {{{App}}}, worker: {{pod: {{{affinity}}}, {App}}}}}").OfType<Workload>().ToArray();
        var (web, worker) = (made.Single(w => w.Name is "web"), made.Single(w => w.Name is "web-worker"));
        Assert.Equal("n1", Assert.Single(web.Pod.Nodes));
        Assert.Equal("n1", Assert.Single(worker.Pod.Nodes));
        Assert.Empty(web.Pod.Companions);
        Assert.True(Assert.Single(worker.Pod.Companions).Joins(worker.Namespace, web) == isTogether, why);
    }

    private static IEnumerable<Manifest> Made(string version, string values) =>
        Readings(version, values).OfType<ManifestReading.Understood>().Select(r => r.Manifest);

    private static IReadOnlyCollection<ManifestReading> Readings(string version, string values) => Deployed.Of([.. ManifestReader.ReadAll(
        $$$"""
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: web, namespace: apps}
        spec:
          chart: {spec: {chart: app-template, version: {{{version}}}}}
          values: {{{{values}}}}
        """, "f.yaml")]);
}
