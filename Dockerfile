# syntax=docker/dockerfile:1
# homelab-storage as one native executable on an image without a shell, for amd64 and arm64. Native code is made on a machine of its own kind, since the
# SDK does not run well under emulation; give buildx a node of each (docker buildx create --append):
#
#   docker buildx build --platform linux/amd64,linux/arm64 -t homelab-storage .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# What restoring needs comes first, so that a change of code does not restore anew.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY src/Policies/Policies.csproj src/Policies/packages.lock.json src/Policies/
COPY src/Policies/Packing/Packing.csproj src/Policies/Packing/packages.lock.json src/Policies/Packing/
COPY src/Cluster/Cluster.csproj src/Cluster/packages.lock.json src/Cluster/
COPY src/Backup/Backup.csproj src/Backup/packages.lock.json src/Backup/
COPY src/Audit/Audit.csproj src/Audit/packages.lock.json src/Audit/
COPY src/Webhook/Webhook.csproj src/Webhook/packages.lock.json src/Webhook/
RUN dotnet restore src/Webhook -p:PublishAot=true --ucr
COPY .editorconfig policies.yaml ./
COPY src src
RUN dotnet publish src/Webhook -c Release --ucr --no-restore -o /out

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled
COPY --from=build /out /
USER 65532:65532
EXPOSE 8443 9402
ENV HOMELAB_STORAGE_ADDRESS=0.0.0.0
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["/homelab-storage", "health"]
ENTRYPOINT ["/homelab-storage"]
