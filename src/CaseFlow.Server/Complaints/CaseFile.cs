using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Complaints;

/// <summary>Everything that is recorded about one case: its own stream and those of its contacts, callbacks and linked cases.</summary>
public sealed class CaseFile
{
    private HashSet<Guid> elsewhere = [];
    private Dictionary<(BlueprintStage Moment, int Version), KeyMomentStandardPublished> standards = [];
    private IReadOnlyList<RecordedEvent> matrices = [];

    private CaseFile(ComplaintId id, IReadOnlyList<RecordedEvent> own, IReadOnlyList<(CaseThread Thread, IReadOnlyList<RecordedEvent> Events)> others) =>
        (Id, Own, Others) = (id, own, others);

    /// <summary>The case.</summary>
    public ComplaintId Id { get; }

    /// <summary>Its own events.</summary>
    public IReadOnlyList<RecordedEvent> Own { get; }

    /// <summary>The other streams.</summary>
    public IReadOnlyList<(CaseThread Thread, IReadOnlyList<RecordedEvent> Events)> Others { get; }

    /// <summary>Whether an event of the case itself names another case that lies outside of the territory.</summary>
    public bool NamesElsewhere(RecordedEvent e) => Named(e) is { } other && elsewhere.Contains(other);

    /// <summary>Whether a case that this one names lies outside of the territory.</summary>
    public bool IsElsewhere(Guid other) => elsewhere.Contains(other);

    /// <summary>How it was registered.</summary>
    public ComplaintRegistered Registered => (ComplaintRegistered)Own[0].Data;

    /// <summary>Whose it is.</summary>
    public CustomerId Customer => Registered.Customer.Customer;

    /// <summary>What the contacts that are linked to it now recorded.</summary>
    public IEnumerable<RecordedEvent> Contacts =>
        Others.Where(other => other.Thread.Kind == ThreadKind.Contact && IsLinked(other.Events)).Select(other => other.Events.First(e => e.Data is ContactRecorded));

    /// <summary>The callbacks, with their events, by episode.</summary>
    public IEnumerable<(CallbackScheduled Scheduled, Callback State, IReadOnlyList<RecordedEvent> Events)> Callbacks => Others
        .Where(other => other.Thread.Kind == ThreadKind.Callback)
        .Select(other => ((CallbackScheduled)other.Events[0].Data, Streams.Callback.Fold(other.Events), other.Events));

    /// <summary>The standard that counted when a key moment was scored; null where there was none.</summary>
    public KeyMomentStandardPublished? StandardOf(KeyMomentScored scored)
    {
        ArgumentNullException.ThrowIfNull(scored);
        return scored.StandardVersion is { } version ? standards.GetValueOrDefault((scored.Stage, version)) : null;
    }

    /// <summary>Reads a case; null when there is none in the territory.</summary>
    public static async Task<CaseFile?> ReadAsync(IEventStore store, NpgsqlConnection connection, ComplaintId id, AccessScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(scope);
        var own = await store.ReadStreamAsync(id.Value, cancellation: cancellation);
        if (own.Count == 0 || Streams.Complaint.Within(scope, own).Count == 0) return null;
        var ties = await TiesAsync(connection, id, cancellation);
        var callbacks = Enumerable.Range(1, Streams.Complaint.Fold(own).Episode).Select(episode => new CaseThread(id.Value, ThreadKind.Callback, CallbackIds.Of(id, episode).Value, 0));
        var others = new List<(CaseThread, IReadOnlyList<RecordedEvent>)>();
        foreach (var tie in ties.Concat(callbacks))
        {
            // Another case that lies outside of the territory is not there, whatever ties it to this one.
            if (await store.ReadStreamAsync(tie.Other, cancellation: cancellation) is { Count: > 0 } events && (events[0].Data is not ComplaintRegistered || IsThere(events))) others.Add((tie, events));
        }

        var elsewhere = new HashSet<Guid>();
        foreach (var named in own.Select(Named).OfType<Guid>().Distinct())
        {
            if (!IsThere(await store.ReadStreamAsync(named, cancellation: cancellation))) elsewhere.Add(named);
        }

        return new(id, own, others)
        {
            elsewhere = elsewhere,
            standards = await StandardsAsync(store, own, cancellation),
            matrices = await store.ReadStreamAsync(CaseDefinitions.PriorityStream, cancellation: cancellation),
        };

        bool IsThere(IReadOnlyList<RecordedEvent> other) => Streams.Complaint.Within(scope, other).Count > 0;
    }

    /// <summary>What of it had been recorded up to a position; null before the case was registered.</summary>
    public CaseFile? UpTo(long position)
    {
        var own = Own.Where(e => e.Position <= position).ToList();
        return own.Count == 0 ? null : new(
            Id,
            own,
            [.. Others.Where(other => other.Thread.Since <= position)
                .Select(other => (other.Thread, Events: (IReadOnlyList<RecordedEvent>)[.. other.Events.Where(e => e.Position <= position)]))
                .Where(other => other.Events.Count > 0)]) { elsewhere = elsewhere, standards = standards, matrices = [.. matrices.Where(e => e.Position <= position)] };
    }

    /// <summary>The publication of the priority matrix in force; null before the first.</summary>
    public RecordedEvent? MatrixInForce => matrices.Count == 0 ? null : matrices[^1];

    /// <summary>The publication of a version of the priority matrix; null when there is none.</summary>
    public RecordedEvent? Matrix(int? version) => matrices.FirstOrDefault(e => e.Data is PriorityMatrixPublished published && published.Version == version);

    /// <summary>The case as lists show it, with its priority: what the projection makes of the same events.</summary>
    public WorkListRow Row()
    {
        var (row, under, inForce) = ((WorkListRow?)null, (int?)null, (int?)null);
        foreach (var e in Own.Concat(matrices).OrderBy(e => e.Position))
        {
            if (e.Data is PriorityMatrixPublished published)
            {
                inForce = published.Version;
                if (row is not null) under = CasePriority.Under(under, published, row.Waits);
                continue;
            }

            row = WorkListRow.Fold(row, e);
            if (e.Data is ComplaintEvent fact && CasePriority.Begins(fact)) under = inForce;
        }

        return (row! with { Contacts = Contacts.Count() }).Graded((PriorityMatrixPublished?)Matrix(under)?.Data);
    }

    /// <summary>The streams that are tied to a case, the first tied first.</summary>
    public static async Task<IReadOnlyList<CaseThread>> TiesAsync(NpgsqlConnection connection, ComplaintId id, CancellationToken cancellation)
    {
        await using (var open = new NpgsqlBatch(connection) { BatchCommands = { RowSecurity.Open(id.Value) } })
            await open.ExecuteNonQueryAsync(cancellation);
        return await CaseThreads.Table.QueryAsync(connection, $"select {CaseThreads.Table.ColumnList} from {CaseThreads.Table.Name} where complaint = $1 order by since", [id.Value], cancellation);
    }

    /// <summary>The entries of its history, in the order in which things happened.</summary>
    public IEnumerable<(ThreadKind Kind, RecordedEvent Event)> History() => Own.Select(e => (Kind: ThreadKind.Case, Event: e))
        .Concat(Others.SelectMany(other => other.Events.Where(e => Concerns(other.Thread.Kind, other.Events, e)).Select(e => (other.Thread.Kind, Event: e))))
        .OrderBy(entry => entry.Event.Metadata.OccurredAt)
        .ThenBy(entry => entry.Event.Position);

    /// <summary>The standards in all their versions, which are few; none where no score names one.</summary>
    private static async Task<Dictionary<(BlueprintStage Moment, int Version), KeyMomentStandardPublished>> StandardsAsync(IEventStore store, IReadOnlyList<RecordedEvent> own, CancellationToken cancellation) =>
        own.Any(e => e.Data is KeyMomentScored { StandardVersion: not null })
            ? (await store.ReadStreamAsync(CaseDefinitions.StandardsStream, cancellation: cancellation)).Select(e => e.Data).OfType<KeyMomentStandardPublished>().ToDictionary(one => (one.Moment, one.Version))
            : [];

    private static Guid? Named(RecordedEvent e) => e.Data switch
    {
        RepeatLinkProposed proposed => proposed.Earlier.Value,
        RepeatLinkAccepted accepted => accepted.Earlier.Value,
        RepeatLinkRejected rejected => rejected.Earlier.Value,
        ComplaintMerged merged => merged.Into.Value,
        ComplaintUnmerged unmerged => unmerged.From.Value,
        _ => null,
    };

    private bool IsLinked(IReadOnlyList<RecordedEvent> contact) => Streams.Contact.Fold(contact).Complaint == Id;

    /// <summary>Whether an event of another stream is about this case. An unlinked contact leaves its link and unlinking behind, not what was said.</summary>
    private bool Concerns(ThreadKind kind, IReadOnlyList<RecordedEvent> stream, RecordedEvent e) => kind switch
    {
        ThreadKind.Contact => e.Data switch
        {
            ContactLinked linked => linked.Complaint == Id,
            ContactUnlinked unlinked => unlinked.Complaint == Id,
            _ => IsLinked(stream),
        },
        ThreadKind.Callback => true,
        ThreadKind.Merged => e.Data is ComplaintMerged merged && merged.Into == Id || e.Data is ComplaintUnmerged unmerged && unmerged.From == Id,
        ThreadKind.Repeat => e.Data switch
        {
            RepeatLinkProposed proposed => proposed.Earlier == Id,
            RepeatLinkAccepted accepted => accepted.Earlier == Id,
            RepeatLinkRejected rejected => rejected.Earlier == Id,
            _ => false,
        },
        ThreadKind.Case => true,
    };
}
