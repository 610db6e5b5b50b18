using CaseFlow.Access;
using System.Text.Json.Nodes;
using CaseFlow.EventStore;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>The history of a case, in the order in which things happened.</summary>
public sealed record Timeline(Guid Complaint, long Version, IReadOnlyList<TimelineEntry> Entries, BlueprintReport Blueprint) : IVersioned;

/// <summary>One fact of a case's history.</summary>
public sealed record TimelineEntry
{
    /// <summary>The event's id.</summary>
    public required Guid Id { get; init; }

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

    /// <summary>What it says; null when it names another case that lies outside the reader's territory.</summary>
    public JsonObject? Fields { get; init; }
}

/// <summary>What happened to a case, and how does it stand?</summary>
/// <remarks>The case is read from its own stream, so that an answer never lags behind a command; only its ties to other streams are projected.</remarks>
public sealed class ComplaintTimeline(ReadModels models, IEventStore store, PersonalDataVault vault, ReplayDesk desk, RevealGrants grants, CustomerLooks looks, TimeProvider clock)
{
    /// <summary>How the case stands; null when there is none in the territory.</summary>
    public Task<ReadAnswer<ComplaintView>?> AskAsync(AccessScope scope, ComplaintId complaint, Caller caller, CancellationToken cancellation, ReplayPoint? point = null) =>
        AskAsync(scope, complaint, caller, point, (file, view, now) => ComplaintView.Of(file, view, now), cancellation);

    /// <summary>What happened to it; null when there is none in the territory.</summary>
    public Task<ReadAnswer<Timeline>?> HistoryAsync(AccessScope scope, ComplaintId complaint, Caller caller, CancellationToken cancellation, ReplayPoint? point = null) =>
        AskAsync(
            scope,
            complaint,
            caller,
            point,
            (file, view, _) => new Timeline(
                complaint.Value,
                file.Own[^1].Version,
                [.. file.History().Select(entry => Entry(entry.Kind, entry.Event, file, view))],
                BlueprintReport.Of(file, Platform.Commands.Streams.Complaint.Fold(file.Own))),
            cancellation);

    /// <summary>Reads all that is recorded of a case; null when there is none in the territory.</summary>
    public Task<ReadAnswer<CaseFile?>> FileAsync(AccessScope scope, ComplaintId complaint, CancellationToken cancellation) =>
        models.AskAsync(scope, CaseThreads.Projection, connection => CaseFile.ReadAsync(store, connection, complaint, scope, cancellation), cancellation);

    /// <summary>Asks of what is recorded of a case, or had been at a point; null when there is none in the territory, or was none then.</summary>
    /// <param name="scope">The territory.</param>
    /// <param name="complaint">The case.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="point">Up to where events count; null for all.</param>
    /// <param name="show">Given what is recorded, the caller's view, and the time that stands for the present.</param>
    /// <param name="cancellation">Cancels the question.</param>
    public async Task<ReadAnswer<T>?> AskAsync<T>(
        AccessScope scope, ComplaintId complaint, Caller caller, ReplayPoint? point, Func<CaseFile, PersonalView, DateTimeOffset, T> show, CancellationToken cancellation)
    {
        var answer = await FileAsync(scope, complaint, cancellation);
        if (answer.Data is not { } file) return null;
        var region = file.Registered.Region;
        await looks.RecordAsync(caller, file.Customer, complaint, AccessScope.ProvinceOf(region), AccessScope.CityOf(region), cancellation);
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(file.Customer, caller, cancellation), vault, [file.Customer], cancellation);
        if (point is null) return new(answer.Position, answer.AsOf, show(file, view, clock.GetUtcNow()));
        var at = await desk.PositionAsync(point, cancellation);
        // Ties to other streams are known as far as they are projected.
        var (position, recordedAt) = at.Position <= answer.Position ? (at.Position, at.RecordedAt) : (answer.Position, answer.AsOf);
        return file.UpTo(at.Position) is { } then
            ? new(position, recordedAt, show(then, view, point.AsOf ?? at.RecordedAt ?? clock.GetUtcNow()))
            : null;
    }

    /// <summary>An event of a case's history as its reader may see it.</summary>
    public static TimelineEntry Entry(ThreadKind kind, RecordedEvent e, CaseFile file, PersonalView view)
    {
        ArgumentNullException.ThrowIfNull(e);
        ArgumentNullException.ThrowIfNull(file);
        return new()
        {
            Id = e.Id,
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
            Fields = kind == ThreadKind.Case && file.NamesElsewhere(e) ? null : EventFields.Of(e.Data, file.Customer, view),
        };
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapQuery<ComplaintTimeline, ComplaintView>(
            "/complaints/{id:guid}",
            Permission.ReadCases,
            ("Complaints", "How a case stands: its header, claims, links, callbacks and key moments; now or as known on a past day. The ETag is its version."),
            [CaseThreads.Projection],
            ReplayPoint.Parameters,
            query =>
            {
                var (id, point) = (ComplaintId.From(query.PathId("id")), ReplayPoint.Read(query));
                return (timeline, asker, cancellation) => timeline.AskAsync(asker.Scope, id, asker.Caller, cancellation, point);
            });
        api.MapQuery<ComplaintTimeline, Timeline>(
            "/complaints/{id:guid}/timeline",
            Permission.ReadCases,
            ("Complaints", "All facts of a case, its contacts, callbacks and links, in the order in which they happened; now or as known on a past day."),
            [CaseThreads.Projection],
            ReplayPoint.Parameters,
            query =>
            {
                var (id, point) = (ComplaintId.From(query.PathId("id")), ReplayPoint.Read(query));
                return (timeline, asker, cancellation) => timeline.HistoryAsync(asker.Scope, id, asker.Caller, cancellation, point);
            });
    }
}
