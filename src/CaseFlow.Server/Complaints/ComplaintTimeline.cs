using System.Text.Json.Nodes;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>The history of a case, in the order in which things happened.</summary>
public sealed record Timeline(Guid Complaint, long Version, IReadOnlyList<TimelineEntry> Entries, BlueprintReport Blueprint) : IVersioned;

/// <summary>One fact of a case's history.</summary>
public sealed record TimelineEntry
{
    /// <summary>Its place in the order of all facts.</summary>
    public required long Position { get; init; }

    /// <summary>Whether the case itself tells it, or what else.</summary>
    public required ThreadKind Thread { get; init; }

    /// <summary>The stream that tells it: the case, contact, callback or other case.</summary>
    public required Guid Stream { get; init; }

    /// <summary>Its place in that stream.</summary>
    public required long Version { get; init; }

    /// <summary>Its stored name, for example <c>complaint_escalated</c>.</summary>
    public required string Type { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OccurrencePrecision Precision { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string Actor { get; init; }
    public required string CorrelationId { get; init; }
    public string? CausationId { get; init; }

    /// <summary>What it says; null when another case says it that lies outside the reader's territory.</summary>
    public JsonObject? Fields { get; init; }
}

/// <summary>What happened to a case, and how does it stand?</summary>
/// <remarks>The case is read from its own stream, so that an answer never lags behind a command; only its ties to other streams are projected.</remarks>
public sealed class ComplaintTimeline(ReadModels models, IEventStore store, PersonalDataVault vault, TimeProvider clock)
{
    /// <summary>How the case stands; null when there is none in the territory.</summary>
    public Task<ReadAnswer<ComplaintView>?> AskAsync(RegionScope scope, ComplaintId complaint, Caller caller, CancellationToken cancellation) =>
        AskAsync(scope, complaint, caller, (file, view) => ComplaintView.Of(file, view, clock.GetUtcNow()), cancellation);

    /// <summary>What happened to it; null when there is none in the territory.</summary>
    public Task<ReadAnswer<Timeline>?> HistoryAsync(RegionScope scope, ComplaintId complaint, Caller caller, CancellationToken cancellation) =>
        AskAsync(
            scope,
            complaint,
            caller,
            (file, view) => new Timeline(
                complaint.Value,
                file.Own[^1].Version,
                [.. file.History().Select(entry => Entry(entry.Kind, entry.Event, file, scope, view))],
                BlueprintReport.Of(file, Platform.Commands.Streams.Complaint.Fold(file.Own))),
            cancellation);

    private async Task<ReadAnswer<T>?> AskAsync<T>(RegionScope scope, ComplaintId complaint, Caller caller, Func<CaseFile, PersonalView, T> show, CancellationToken cancellation)
    {
        var answer = await models.AskAsync(CaseThreads.Projection, connection => CaseFile.ReadAsync(store, connection, complaint, scope, cancellation), cancellation);
        if (answer.Data is not { } file) return null;
        var view = await PersonalView.OfAsync(caller, vault, [file.Customer], cancellation);
        return new(answer.Position, answer.AsOf, show(file, view));
    }

    private static TimelineEntry Entry(ThreadKind kind, RecordedEvent e, CaseFile file, RegionScope scope, PersonalView view) => new()
    {
        Position = e.Position,
        Thread = kind,
        Stream = e.Stream.Value,
        Version = e.Version,
        Type = e.Type,
        OccurredAt = e.Metadata.OccurredAt,
        Precision = e.Metadata.Precision,
        RecordedAt = e.RecordedAt,
        Actor = e.Metadata.Actor,
        CorrelationId = e.Metadata.CorrelationId,
        CausationId = e.Metadata.CausationId,
        Fields = IsElsewhere(kind, e, file, scope) ? null : EventFields.Of(e.Data, file.Customer, view),
    };

    private static bool IsElsewhere(ThreadKind kind, RecordedEvent e, CaseFile file, RegionScope scope) =>
        kind is ThreadKind.Merged or ThreadKind.Repeat
        && file.Others.First(other => other.Thread.Other == e.Stream.Value).Events[0].Data is ComplaintRegistered other
        && !scope.Covers(other.Region);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<ComplaintTimeline, ComplaintView>(
            "/complaints/{id:guid}",
            ("Complaints", "How a case stands: its header, claims, links, callbacks and key moments. The ETag is its version."),
            [CaseThreads.Projection],
            [],
            query =>
            {
                var id = ComplaintId.From(query.PathId("id"));
                return (timeline, asker, cancellation) => timeline.AskAsync(asker.Scope, id, asker.Caller, cancellation);
            });
        api.MapQuery<ComplaintTimeline, Timeline>(
            "/complaints/{id:guid}/timeline",
            ("Complaints", "All facts of a case, its contacts, callbacks and links, in the order in which they happened."),
            [CaseThreads.Projection],
            [],
            query =>
            {
                var id = ComplaintId.From(query.PathId("id"));
                return (timeline, asker, cancellation) => timeline.HistoryAsync(asker.Scope, id, asker.Caller, cancellation);
            });
    }
}
