using System.Globalization;

namespace HomelabStorage.Benchmarks;

/// <summary>
/// Makes a repository as Flux follows it: one Kustomization a root, and each root with a kustomization of its own, an app in three files, a patch, images
/// and a generated ConfigMap; every third is an overlay over a base that others share, every fifth takes in a component.
/// </summary>
internal static class ManyRoots
{
    public static int Write(int roots, int manifests, string to)
    {
        var each = Math.Max(4, manifests / roots);
        for (var n = 0; n < roots; n++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"app-{n:D3}");
            File(to, $"clusters/home/{name}.yaml", $$"""
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata: {name: {{name}}, namespace: flux-system}
                spec:
                  path: ./apps/{{name}}
                  prune: true
                  targetNamespace: {{name}}
                  sourceRef: {kind: GitRepository, name: flux-system}
                  postBuild:
                    substitute: {DOMAIN: home.example}
                """);
            var isOverlay = n % 3 == 0;
            var folder = isOverlay ? $"bases/{name}" : $"apps/{name}";
            if (isOverlay)
            {
                File(to, $"apps/{name}/kustomization.yaml", $$"""
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    resources: [../../bases/{{name}}]
                    patches:
                      - patch: |-
                          apiVersion: v1
                          kind: PersistentVolumeClaim
                          metadata: {name: {{name}}-data}
                          spec: {storageClassName: longhorn}
                    """);
            }

            File(to, $"{folder}/kustomization.yaml", $$"""
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                resources: [deployment.yaml, claim.yaml, others.yaml]
                {{(n % 5 == 0 ? "components: [../../components/labels]" : "labels: []")}}
                images:
                  - {name: sissbruecker/linkding, newTag: "1.41.0"}
                configMapGenerator:
                  - name: settings
                    literals: [LD_DB_ENGINE=sqlite]
                """);
            File(to, $"{folder}/deployment.yaml", $$"""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: {{name}}}
                spec:
                  replicas: 1
                  strategy: {type: Recreate}
                  selector: {matchLabels: {app: "{{name}}"} }
                  template:
                    metadata: {labels: {app: "{{name}}"} }
                    spec:
                      containers:
                        - name: app
                          image: sissbruecker/linkding
                          envFrom: [{configMapRef: {name: settings} }]
                          volumeMounts: [{name: data, mountPath: /etc/linkding/data}]
                      volumes:
                        - {name: data, persistentVolumeClaim: {claimName: {{name}}-data} }
                """);
            File(to, $"{folder}/claim.yaml", $$"""
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: {{name}}-data}
                spec:
                  accessModes: [ReadWriteOnce]
                  storageClassName: local-path
                  resources: {requests: {storage: 5Gi} }
                """);
            File(to, $"{folder}/others.yaml", string.Join("\n---\n", Enumerable.Range(0, each - 3).Select(i => $$"""
                apiVersion: v1
                kind: Service
                metadata: {name: {{name}}-{{i}}, annotations: {host: "{{name}}.${DOMAIN}"} }
                spec:
                  selector: {app: "{{name}}"}
                  ports: [{port: 80, targetPort: 9090}]
                """)));
        }

        File(to, "components/labels/kustomization.yaml", """
            apiVersion: kustomize.config.k8s.io/v1alpha1
            kind: Component
            labels:
              - pairs: {household: home}
            """);
        Console.WriteLine($"{roots} roots of {each} manifests each in {to}");
        return 0;
    }

    private static void File(string folder, string path, string text)
    {
        var file = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, text + "\n");
    }
}
