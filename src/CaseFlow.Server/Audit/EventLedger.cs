using System.Globalization;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Audit;

/// <summary>By which clock events are listed, the latest first.</summary>
public enum LedgerSort
{
    /// <summary>As they were recorded.</summary>
    Recorded,

    /// <summary>As they happened.</summary>
    Occurred,
}

/// <summary>Which events are listed; what is left out narrows nothing.</summary>
public sealed record LedgerFilter
{
    public string? Actor { get; init; }
    public DateTimeOffset? OccurredFrom { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? OccurredTo { get; init; }
    public DateTimeOffset? RecordedFrom { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? RecordedTo { get; init; }

    /// <summary>Stored names, any of which will do.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];
    public Guid? Customer { get; init; }
    public Guid? Complaint { get; init; }
    public Guid? Stream { get; init; }

    /// <summary>Done by no person, or by a person.</summary>
    public bool? Automation { get; init; }
    public string? Correlation { get; init; }

    /// <summary>The event that they follow from.</summary>
    public Guid? Cause { get; init; }
    public string? Policy { get; init; }
    public int? PolicyVersion { get; init; }
}

/// <summary>An event in a list: what surrounds it, and not what it says.</summary>
public sealed record LedgerEntry
{
    public required Guid Id { get; init; }
    public required long Position { get; init; }
    public required Guid Stream { get; init; }
    public required string StreamType { get; init; }
    public required long Version { get; init; }

    /// <summary>Its stored name, for example <c>complaint_escalated</c>.</summary>
    public required string Type { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }
    public required string Actor { get; init; }

    /// <summary>Whether no person did it.</summary>
    public required bool Automation { get; init; }
    public required string CorrelationId { get; init; }

    /// <summary>Whether it follows from another event.</summary>
    public required bool HasCause { get; init; }
    public required Guid CommandId { get; init; }

    /// <summary><c>all</c> for what concerns the operator as a whole.</summary>
    public required string Region { get; init; }
    public Guid? Complaint { get; init; }
    public Guid? Customer { get; init; }

    /// <summary>The policy that it says it relied on.</summary>
    public LedgerPolicy? Relied { get; init; }

    /// <summary>Shows a row.</summary>
    public static LedgerEntry Of(LedgerRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Event,
            Position = row.Position,
            Stream = row.Stream,
            StreamType = row.StreamType,
            Version = row.Version,
            Type = row.Type,
            OccurredAt = row.OccurredAt,
            RecordedAt = row.RecordedAt,
            Actor = row.Actor,
            Automation = row.Automation,
            CorrelationId = row.Correlation,
            HasCause = row.Causation is not null,
            CommandId = row.Command,
            Region = AccessScope.Code(row.Province, row.City),
            Complaint = row.Complaint,
            Customer = row.Customer,
            Relied = row is { Policy: { } policy, PolicyVersion: { } version } ? new(policy, version) : null,
        };
    }
}

/// <summary>Who did what, when, to whose case, and what followed from it?</summary>
public sealed class EventLedger(ReadModels models, Replays replays)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "EventLedger";

    private static readonly ListOrder<LedgerRow> Recorded = new(
        LedgerRow.Table, "position", "event", Ascending: false, row => row.Position.ToString(CultureInfo.InvariantCulture), row => row.Event) { Type = "bigint" };

    private static readonly ListOrder<LedgerRow> Occurred = new(LedgerRow.Table, "occurred_at", "event", Ascending: false, row => Iso.Time(row.OccurredAt), row => row.Event);

    /// <summary>A page of events, the latest first.</summary>
    /// <remarks>
    /// The filter's own indexes are tried, the likeliest to pick out few events first: the first with no more than so many answers
    /// everything, with an exact total. Where all of them have many, a page looks along the first at so many events and says so.
    /// </remarks>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<LedgerEntry>>> AskAsync(AccessScope scope, LedgerFilter filter, LedgerSort sort, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(page);
        var recorded = await PositionsAsync(filter, cancellation);
        var order = sort == LedgerSort.Recorded ? Recorded : Occurred;
        var leads = sort == LedgerSort.Recorded ? Leads(scope, filter, recorded).ToList() : [where => Happened(where, filter)];
        var answer = await models.AskAsync(scope, Projection, connection => PageAsync(connection, order, leads, where => Narrow(where, scope, filter, recorded), page, Cursor.DigestOf("events", $"{scope}", filter, sort), cancellation), cancellation);
        return new(answer.Position, answer.AsOf, answer.Data.Show(LedgerEntry.Of));
    }

    private static async Task<Page<LedgerRow>> PageAsync(
        NpgsqlConnection connection, ListOrder<LedgerRow> order, List<Action<Conditions>> leads, Action<Conditions> filter, PageRequest page, string digest, CancellationToken cancellation)
    {
        var (lead, total) = (leads[0], default(BoundedCount));
        foreach (var candidate in leads)
        {
            var count = await order.CountAsync(connection, candidate, filter, cancellation);
            if (candidate == leads[0] || !count.IsAtLeast) (lead, total) = (candidate, count);
            if (!count.IsAtLeast) break;
        }

        var rows = await order.PageAsync(connection, order.Along(lead), filter, page, digest, cancellation);
        return new(rows.Rows, total.Count, total.IsAtLeast, rows.Next);
    }

    /// <summary>Conditions that an index answers each, with the positions behind them; the likeliest to pick out few events first.</summary>
    private static IEnumerable<Action<Conditions>> Leads(AccessScope scope, LedgerFilter filter, (long After, long UpTo)? recorded)
    {
        if (filter.Stream is not null) yield return With(where => where.AddEqual("stream", filter.Stream));
        if (filter.Complaint is not null) yield return With(where => where.AddEqual("complaint", filter.Complaint));
        if (filter.Cause is not null) yield return With(where => where.AddEqual("causation", filter.Cause?.ToString()));
        if (filter.Correlation is not null) yield return With(where => where.AddEqual("correlation", filter.Correlation));
        if (filter.Customer is not null) yield return With(where => where.AddEqual("customer", filter.Customer));
        if (filter is { Policy: not null, PolicyVersion: not null }) yield return With(where => Relied(where, filter));
        if (filter.Types is [var type]) yield return With(where => where.AddEqual("type", type));
        if (filter.Actor is not null) yield return With(where => where.AddEqual("actor", filter.Actor));
        yield return With(where => scope.Narrow(where));

        Action<Conditions> With(Action<Conditions> lead) => where =>
        {
            lead(where);
            Between(where, recorded);
        };
    }

    private static void Narrow(Conditions where, AccessScope scope, LedgerFilter filter, (long After, long UpTo)? recorded)
    {
        scope.Narrow(where);
        where.AddEqual("actor", filter.Actor);
        where.AddEqual("customer", filter.Customer);
        where.AddEqual("complaint", filter.Complaint);
        where.AddEqual("stream", filter.Stream);
        where.AddEqual("correlation", filter.Correlation);
        where.AddEqual("causation", filter.Cause?.ToString());
        Relied(where, filter);
        if (filter.Types.Count > 0) where.Add($"type = any({where.Value(filter.Types.ToArray())})");
        if (filter.Automation is { } automation) where.Add($"automation = {where.Value(automation)}");
        Happened(where, filter);
        Between(where, recorded);
    }

    private static void Relied(Conditions where, LedgerFilter filter)
    {
        where.AddEqual("policy", filter.Policy);
        where.AddEqual("policy_version", filter.PolicyVersion);
    }

    private static void Happened(Conditions where, LedgerFilter filter)
    {
        if (filter.OccurredFrom is { } from) where.Add($"occurred_at >= {where.Value(from.ToUniversalTime())}");
        if (filter.OccurredTo is { } to) where.Add($"occurred_at < {where.Value(to.ToUniversalTime())}");
    }

    private static void Between(Conditions where, (long After, long UpTo)? recorded)
    {
        if (recorded is not var (after, upTo)) return;
        where.Add($"position > {where.Value(after)}");
        where.Add($"position <= {where.Value(upTo)}");
    }

    /// <summary>Recorded times rise with positions, by which every index of the table is ordered.</summary>
    private async Task<(long After, long UpTo)?> PositionsAsync(LedgerFilter filter, CancellationToken cancellation)
    {
        if (filter is { RecordedFrom: null, RecordedTo: null }) return null;
        return (await BeforeAsync(filter.RecordedFrom, 0), await BeforeAsync(filter.RecordedTo, long.MaxValue));

        async Task<long> BeforeAsync(DateTimeOffset? time, long otherwise) =>
            time is { } at ? at > DateTimeOffset.MinValue.AddDays(1) ? (await replays.PositionAtAsync(at.AddMicroseconds(-1), cancellation)).Position : 0 : otherwise;
    }
}
