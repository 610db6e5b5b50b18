using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Warnings;

/// <summary>Keeps what rules for warnings count, one by one for sliding windows, and by the hour for what is usual.</summary>
/// <remarks>A case that turns out to be about something else moves to there; what happened to it before keeps the topic that it had then.</remarks>
/// <param name="zone">By whose clocks hours are told.</param>
public sealed class WarningSignsProjection(ReportingZone zone) : IProjection
{
    private readonly ProjectionTable<WarningBucket> buckets = WarningBucket.TableIn(zone);

    /// <inheritdoc/>
    public string Name => WarningCounts.Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [WarningCase.Table, WarningSign.Table, buckets];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e) => CaseOf(e) is { } id ? [Subject.Of(id)] : [];

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != buckets;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var told = events.Select(e => (Event: e, Case: CaseOf(e))).Where(one => one.Case is not null).Select(one => (one.Event, Case: one.Case!.Value)).ToList();
        if (told.Count == 0) return;
        var cases = await batch.RowsAsync(WarningCase.Table, told.Select(one => new RowKey(one.Case)), cancellation);
        var places = told.Select(one => new RowKey(one.Case, one.Event.Position)).Concat(told.Select(one => new RowKey(one.Case, WarningSign.OfIntake))).Distinct().ToList();
        var signs = await batch.RowsAsync(WarningSign.Table, places, cancellation);
        var before = places.Select(place => signs[place]).ToList();
        foreach (var (e, id) in told)
        {
            var about = cases[new(id)] = After(cases[new(id)], e);
            if (about is null) continue;
            if (e.Data is ComplaintRegistered registered) signs[new(id, WarningSign.OfIntake)] = WarningSign.OfCase(about, registered.Kind);
            if (e.Data is ComplaintReclassified reclassified) signs[new(id, WarningSign.OfIntake)] = WarningSign.OfCase(about, reclassified.Kind);
            if (WarningSign.Of(about, e) is { } sign) signs[new(id, e.Position)] = sign;
        }

        await new Tally<WarningBucket>(buckets).ApplyAsync(batch, before.Zip(places, (then, place) => (WarningBucket.Of(then, zone), WarningBucket.Of(signs[place], zone))), cancellation);
    }

    /// <summary>The case of an event that rules may count; null of all others.</summary>
    public static Guid? CaseOf(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            ComplaintRegistered or ComplaintReclassified or ComplaintEscalated or RepeatLinkAccepted or KeyMomentScored => e.Stream.Value,
            ClockBreached breached => breached.Moment.Complaint.Value,
            _ => null,
        };
    }

    private static WarningCase? After(WarningCase? row, RecordedEvent e) => e.Data switch
    {
        ComplaintRegistered registered => new()
        {
            Complaint = registered.Complaint.Value,
            Province = AccessScope.ProvinceOf(registered.Region),
            City = AccessScope.CityOf(registered.Region),
            Topic = registered.Topic.Code,
            Brand = registered.Customer.Brand?.Code ?? "",
            Customer = registered.Customer.Customer.Value,
            RegisteredAt = e.Metadata.OccurredAt,
        },
        ComplaintReclassified reclassified when row is not null => row with { Topic = reclassified.Topic.Code },
        _ => row,
    };
}
