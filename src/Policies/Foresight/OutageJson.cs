using System.Text.Json;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>What losses do, for programs.</summary>
public static class OutageJson
{
    /// <summary>Writes the outage of each cluster.</summary>
    public static void Write(IReadOnlyList<(string Cluster, Outage Outage)> outages, StoragePolicy policy, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReportHeadJson.Write("WhatIf"u8, policy, json);
        json.WriteStartArray("clusters"u8);
        foreach (var (cluster, outage) in outages)
        {
            Write(cluster, outage, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(string cluster, Outage outage, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Text("cluster"u8, cluster, json);
        Texts("lost"u8, outage.Losses.Select(l => l.Spoken), json);
        json.WriteBoolean("forGood"u8, outage.IsForGood);
        json.WriteBoolean("mayBeForGood"u8, outage.MayBeForGood);
        json.WriteStartArray("apps"u8);
        foreach (var app in outage.Apps)
        {
            Write(app, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("claims"u8);
        foreach (var volume in outage.Claims.SelectMany(claim => claim.Volumes))
        {
            Write(volume, json);
        }

        json.WriteEndArray();
        json.WriteNumber("withoutVolumes"u8, outage.Bare);
        Texts("stoppedJobs"u8, outage.Jobs.Select(job => job.Spoken), json);
        Texts("noLongerBackedUp"u8, outage.Unprotected.Select(row => row.Spoken), json);
        Texts("first"u8, outage.First, json);
        Texts("assumptions"u8, outage.Assumptions, json);
        json.WriteEndObject();
    }

    private static void Write(AppOutage app, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        ReferenceJson.Write("workload"u8, app.Workload.Reference, json);
        Texts("programs"u8, app.Programs, json);
        json.WriteString("criticality"u8, Words.Criticalities.Spell(app.Criticality));
        json.WriteString("state"u8, app.State switch
        {
            AppState.Stops => "stops"u8,
            AppState.MayStop => "unknown"u8,
            _ => "runs"u8,
        });
        json.WriteString("reason"u8, app.Reason);
        Text("rto"u8, app.Rto, json);
        json.WriteStartArray("volumes"u8);
        foreach (var volume in app.Volumes)
        {
            Write(volume, json);
        }

        json.WriteEndArray();
        Texts("toDo"u8, app.ToDo, json);
        Texts("singlePointsOfFailure"u8, app.SinglePoints, json);
        Texts("unknownPointsOfFailure"u8, app.UnknownPoints, json);
        json.WriteEndObject();
    }

    private static void Write(VolumeOutage volume, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("volume"u8, volume.Spoken);
        json.WriteString("data"u8, Words.DataKinds.Spell(volume.Data.Kind));
        json.WriteBoolean("worthKeeping"u8, volume.IsMissed);
        json.WriteString("fate"u8, volume.Fate.Kind switch
        {
            FateKind.Gone => "lost"u8,
            FateKind.Unknown => "unknown"u8,
            _ => "kept"u8,
        });
        json.WriteString("why"u8, volume.Fate.Why);
        if (volume.Fate.Kind != FateKind.Kept && (volume.IsMissed || (volume.IsUnknown && volume.Back.Source.Length > 0)))
        {
            json.WriteString("backTo"u8, volume.Back.Moment is { } moment ? Coverage.Moment(moment) : "not known");
            json.WriteString("because"u8, volume.Back.Spoken);
            Text("source"u8, volume.Back.Source, json);
            Text("target"u8, volume.Back.Target, json);
            json.WriteBoolean("mayBeTorn"u8, volume.Back.MayBeTorn);
        }

        json.WriteEndObject();
    }

    private static void Text(ReadOnlySpan<byte> name, string text, Utf8JsonWriter json)
    {
        if (text.Length > 0)
        {
            json.WriteString(name, text);
        }
    }

    private static void Texts(ReadOnlySpan<byte> name, IEnumerable<string> texts, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
