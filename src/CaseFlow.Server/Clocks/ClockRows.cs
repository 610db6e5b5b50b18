using System.Text.Json;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>How a running clock stands, as far as it is recorded; the most urgent first.</summary>
public enum RunningClockStatus { Overdue, DueSoon, Running, Paused }

/// <summary>What the clocks of a case follow from, kept so that they can be told anew at each of its facts.</summary>
public sealed record ClockCaseRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ClockCaseRow> Table = RowSecurity.Table<ClockCaseRow>("caseflow_clock_cases", RowsOf.Cases, "complaint");

    private string? facts;
    private IReadOnlyList<ClockFact>? known;

    public required Guid Complaint { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public string? Department { get; init; }
    public string? AskedDepartment { get; init; }
    public string? Handler { get; init; }
    public required Guid Customer { get; init; }

    /// <summary>The facts, as JSON; of a row in memory, made when it is written.</summary>
    public required string Facts
    {
        get => facts ?? JsonSerializer.Serialize(known, EventTypes.Json);
        init => (facts, known) = (value, null);
    }

    /// <summary>When the earliest of them happened.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>When the latest of them happened.</summary>
    public required DateTimeOffset MovedAt { get; init; }

    /// <summary>The moments that are recorded, by their keys.</summary>
    public required string[] Raised { get; init; }

    /// <summary>The clocks that run.</summary>
    public required string[] Running { get; init; }

    /// <summary>When the next moment comes that is not recorded; what the sweep goes by.</summary>
    public DateTimeOffset? OwedAt { get; init; }

    /// <summary>The facts.</summary>
    public IReadOnlyList<ClockFact> Read() => known ??= JsonSerializer.Deserialize<List<ClockFact>>(Facts, EventTypes.Json) ?? [];

    /// <summary>The row after an event of the case, a callback or its clocks.</summary>
    public static ClockCaseRow? Fold(ClockCaseRow? row, RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is ComplaintRegistered registered)
        {
            row = new()
            {
                Complaint = registered.Complaint.Value,
                Province = AccessScope.ProvinceOf(registered.Region),
                City = AccessScope.CityOf(registered.Region),
                Customer = registered.Customer.Customer.Value,
                Facts = "[]",
                BeganAt = e.Metadata.OccurredAt,
                MovedAt = e.Metadata.OccurredAt,
                Raised = [],
                Running = [],
            };
        }

        if (row is null) return null;
        if (ClockedCase.FactOf(e) is { } fact) row = row with
        {
            facts = null,
            known = [.. row.Read(), fact],
            BeganAt = fact.At < row.BeganAt ? fact.At : row.BeganAt,
            MovedAt = fact.At > row.MovedAt ? fact.At : row.MovedAt,
        };
        return e.Data switch
        {
            ClockEvent reached => row with { Raised = [.. row.Raised, reached.About().Key()] },
            ComplaintAssigned assigned => row with { Handler = assigned.Handler },
            ComplaintClaimed claimed => row with { Handler = claimed.Handler },
            ComplaintReleased => row with { Handler = null },
            ComplaintHandedOver handedOver => row with { AskedDepartment = handedOver.Department.Code },
            HandOverAccepted accepted => row with { Department = accepted.Department.Code, AskedDepartment = null },
            HandOverRejected => row with { AskedDepartment = null },
            _ => row,
        };
    }
}

/// <summary>A clock that runs or stands still.</summary>
public sealed record RunningClockRow
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<RunningClockRow> Table = RowSecurity.Table<RunningClockRow>("caseflow_running_clocks", RowsOf.Cases, "clock");

    public required Guid Clock { get; init; }
    public required Guid Complaint { get; init; }
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public string? Department { get; init; }
    public string? AskedDepartment { get; init; }
    public string? Handler { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required string Topic { get; init; }
    public required EscalationLevel Level { get; init; }
    public required Obligation Obligation { get; init; }
    public required int Episode { get; init; }
    public required int Sequence { get; init; }

    /// <summary>Of a hand-over, the department that was asked.</summary>
    public string? ClockDepartment { get; init; }
    public required RunningClockStatus Status { get; init; }
    public ClockHalt? Halt { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it is due; of one that stands still, at the earliest.</summary>
    public required DateTimeOffset DueAt { get; init; }
    public required long LimitMinutes { get; init; }
    public required string Policy { get; init; }
    public required int PolicyVersion { get; init; }
    public string? Calendar { get; init; }
    public int? CalendarVersion { get; init; }

    /// <summary>A running clock of a case.</summary>
    public static RunningClockRow Of(ClockCaseRow row, CaseTraits traits, CaseClock clock)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(traits);
        ArgumentNullException.ThrowIfNull(clock);
        var (policy, calendar) = (clock.Rule.Policy, clock.Rule.Time.Calendar);
        return new()
        {
            Clock = ClockedCase.IdOf(row.Complaint, clock),
            Complaint = row.Complaint,
            Customer = row.Customer,
            Province = row.Province,
            City = row.City,
            Department = row.Department,
            AskedDepartment = row.AskedDepartment,
            Handler = row.Handler,
            Kind = traits.Kind,
            Topic = traits.Topic,
            Level = traits.Level,
            Obligation = clock.Obligation,
            Episode = clock.Episode,
            Sequence = clock.Sequence,
            ClockDepartment = clock.Department,
            Status = StatusOf(row, clock),
            Halt = clock.Stretches[^1].Halt,
            StartedAt = clock.Start.At,
            DueAt = clock.DueNotBefore,
            LimitMinutes = policy.Terms.Minutes(),
            Policy = policy.Policy,
            PolicyVersion = policy.Version,
            Calendar = calendar?.Calendar,
            CalendarVersion = calendar?.Version,
        };
    }

    /// <summary>By what is recorded, so that counters count the same as pages; what was long past when it was entered counts as recorded.</summary>
    private static RunningClockStatus StatusOf(ClockCaseRow row, CaseClock clock)
    {
        var raised = clock.Rule.Policy.Terms.WarnAt.Append(100).Where(share => clock.Reached(share) is { } at && (ClockMoments.IsLongPast(clock, at) || row.Raised.Contains(KeyOf(clock, share)))).ToList();
        return raised.Contains(100) ? RunningClockStatus.Overdue
            : clock.Stretches[^1].Halt is not null ? RunningClockStatus.Paused
            : raised.Count > 0 ? RunningClockStatus.DueSoon
            : RunningClockStatus.Running;
    }

    private static string KeyOf(CaseClock clock, int share) => ClockMoment.KeyOf(clock.Obligation, (clock.Episode, clock.Sequence), (clock.Rule.Policy.Policy, clock.Rule.Policy.Version), share);
}

/// <summary>The case that a callback is about, known from the callback's first event.</summary>
public sealed record ClockCallbackRow(Guid Callback, Guid Complaint)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ClockCallbackRow> Table = RowSecurity.Table<ClockCallbackRow>("caseflow_clock_callbacks", RowsOf.Operator, "callback");
}

/// <summary>All calendars and policies so far, as JSON in one row: few, and needed together.</summary>
public sealed record ClockRulesRow(int Singleton, string Publications)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ClockRulesRow> Table = RowSecurity.Table<ClockRulesRow>("caseflow_clock_rules", RowsOf.Operator, "singleton");

    /// <summary>The key of the row.</summary>
    public static readonly RowKey Key = new(1);

    private sealed record Stored(long Position, DateTimeOffset At, CalendarPublished? Calendar, ClockPolicyPublished? Policy);

    /// <summary>The row with another publication.</summary>
    public static ClockRulesRow With(ClockRulesRow? row, RulePublication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        var stored = row is null ? [] : Parse(row.Publications);
        stored.Add(new(publication.Position, publication.At, publication.Event as CalendarPublished, publication.Event as ClockPolicyPublished));
        return new(1, JsonSerializer.Serialize(stored, EventTypes.Json));
    }

    /// <summary>The rules.</summary>
    public static ClockRules Read(string publications) =>
        new([.. Parse(publications).Select(one => new RulePublication((object?)one.Calendar ?? one.Policy!, one.Position, one.At))], ClockRuleBook.Zone);

    private static List<Stored> Parse(string publications) => JsonSerializer.Deserialize<List<Stored>>(publications, EventTypes.Json) ?? [];
}
