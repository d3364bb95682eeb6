namespace HomelabStorage.TestKit;

/// <summary>Objects that make others: by a chart, a generator or a kustomization.</summary>
public static class Makers
{
    public static readonly string[] All =
    [
        """
        {
          "apiVersion": "helm.toolkit.fluxcd.io/v2",
          "kind": "HelmRelease",
          "metadata": {"name": "linkding", "namespace": "apps"},
          "spec": {
            "targetNamespace": "other",
            "valuesFrom": [{"kind": "ConfigMap", "name": "values", "valuesKey": "values.yaml", "targetPath": "a.b[0]", "optional": true}],
            "chart": {"spec": {"chart": "app-template", "version": "3.x", "sourceRef": {"kind": "HelmRepository", "name": "bjw-s"}}},
            "values": {
              "global": {"nameOverride": "x", "alwaysAppendIdentifierToResourceName": true},
              "defaultPodOptions": {"annotations": {"a": "b"}, "securityContext": {"fsGroup": 1}},
              "controllers": {"main": {
                "type": "statefulset", "replicas": 2, "strategy": "Recreate",
                "statefulset": {"volumeClaimTemplates": [{"name": "data", "accessMode": "ReadWriteOnce", "size": "1Gi", "globalMounts": [{"path": "/d"}]}]},
                "initContainers": {"init": {"image": {"repository": "busybox", "tag": 1}}},
                "containers": {"app": {"image": {"repository": "sissbruecker/linkding", "tag": "1"}, "env": {"LD_DB_ENGINE": "sqlite"}, "args": ["a"]}}
              }},
              "persistence": {
                "data": {"type": "persistentVolumeClaim", "size": "5Gi", "accessMode": "ReadWriteOnce", "storageClass": "nfs",
                  "globalMounts": [{"path": "/etc/linkding/data", "subPath": "x"}], "advancedMounts": {"main": {"app": [{"path": "/a"}]}}},
                "media": {"type": "nfs", "server": "10.0.0.1", "path": "/m"},
                "old": {"existingClaim": "old"},
                "tmp": {"type": "emptyDir", "medium": "Memory", "sizeLimit": "1Gi"},
                "made": {"type": "custom", "volumeSpec": {"hostPath": {"path": "/x"}}}
              },
              "rawResources": {"one": {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "spec": {"spec": {"accessModes": ["ReadWriteOnce"]}}}}
            }
          }
        }
        """,
        """
        {
          "apiVersion": "helm.toolkit.fluxcd.io/v2",
          "kind": "HelmRelease",
          "metadata": {"name": "nfs", "namespace": "kube-system"},
          "spec": {
            "chart": {"spec": {"chart": "nfs-subdir-external-provisioner", "sourceRef": {"kind": "HelmRepository", "name": "nfs"}}},
            "values": {
              "nfs": {"server": "10.0.0.1", "path": "/x", "mountOptions": ["hard"]},
              "storageClass": {"name": "nfs", "defaultClass": true, "reclaimPolicy": "Retain", "archiveOnDelete": false}
            }
          }
        }
        """,
        """
        {
          "apiVersion": "argoproj.io/v1alpha1",
          "kind": "ApplicationSet",
          "metadata": {"name": "apps", "namespace": "argocd"},
          "spec": {
            "goTemplate": true,
            "generators": [{"matrix": {"generators": [
              {"git": {"repoURL": "x", "directories": [{"path": "apps/*"}, {"path": "apps/not", "exclude": true}]}},
              {"list": {"elements": [{"name": "a", "cluster": "b", "values": {"x": "1"}}]}}
            ]}}],
            "templatePatch": "metadata: {labels: {a: b}}",
            "template": {
              "metadata": {"name": "{{.path.basename}}-{{.name}}"},
              "spec": {
                "destination": {"namespace": "{{.name}}"},
                "source": {
                  "repoURL": "x", "path": "apps/{{.path.basename}}", "chart": "app-template", "targetRevision": "3.0.0",
                  "helm": {
                    "valuesObject": {"persistence": {"data": {"size": "1Gi", "globalMounts": [{"path": "/data"}]}}},
                    "values": "controllers: {}", "valueFiles": ["values.yaml"], "parameters": [{"name": "a.b", "value": "c"}]
                  },
                  "kustomize": {"images": ["a=b:c"], "namePrefix": "x-"}
                }
              }
            }
          }
        }
        """,
        """
        {
          "apiVersion": "kustomize.config.k8s.io/v1beta1",
          "kind": "Kustomization",
          "namespace": "apps", "namePrefix": "a-", "nameSuffix": "-b",
          "resources": ["f.yaml", "../base"], "components": ["../c"],
          "images": [{"name": "linkding", "newName": "x", "newTag": "1", "digest": "sha256:0"}],
          "patches": [
            {"patch": "- op: replace\n  path: /spec/storageClassName\n  value: x\n", "target": {"kind": "PersistentVolumeClaim", "name": "neighbour"}},
            {"path": "patch.yaml"}
          ],
          "replicas": [{"name": "x", "count": 2}],
          "configMapGenerator": [{"name": "c", "literals": ["A=b"], "files": ["x=y"], "envs": ["e"], "options": {"disableNameSuffixHash": true}}],
          "helmCharts": [{"name": "app-template", "version": "3.0.0", "releaseName": "r", "namespace": "n", "valuesInline": {"persistence": {}}}]
        }
        """,
        """
        {
          "apiVersion": "kustomize.toolkit.fluxcd.io/v1",
          "kind": "Kustomization",
          "metadata": {"name": "apps", "namespace": "flux-system"},
          "spec": {
            "path": "./apps", "targetNamespace": "x", "prune": true, "force": true, "components": ["../c"],
            "patches": [{"patch": "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: neighbour}\n", "target": {"kind": "x"}}],
            "images": [{"name": "a", "newTag": "b"}],
            "postBuild": {"substitute": {"X": "y"}, "substituteFrom": [{"kind": "ConfigMap", "name": "vars", "optional": true}]},
            "sourceRef": {"kind": "GitRepository", "name": "flux-system"}
          }
        }
        """,
        """
        {
          "apiVersion": "source.toolkit.fluxcd.io/v1",
          "kind": "GitRepository",
          "metadata": {"name": "flux-system", "namespace": "flux-system"},
          "spec": {"url": "https://git.example.org/me/home", "interval": "1h", "ref": {"branch": "main"}}
        }
        """,
    ];
}
