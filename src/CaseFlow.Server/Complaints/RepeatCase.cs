using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A case as far as it counts for the repeat-complaint rate, and whether it does.</summary>
public sealed record RepeatCase
{
    public required Guid Complaint { get; init; }
    public required Guid Customer { get; init; }
    public required ComplaintKind Kind { get; init; }
    public required string Topic { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Source { get; init; }

    /// <summary>When the customer complained.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>The registration's, which orders complaints of one moment.</summary>
    public required long Position { get; init; }
    public required DateOnly Month { get; init; }

    /// <summary>The earlier cases that a person found to be other matters.</summary>
    public required string[] Rejected { get; init; }

    /// <summary>Whether it is of a kind that counts.</summary>
    public bool Counted { get; init; }

    /// <summary>The latest earlier case that it repeats under the rule, both under the topics that were recorded of them.</summary>
    public Guid? RepeatOf { get; init; }

    /// <summary>The one that it repeats as today's tree of topics tells it.</summary>
    public Guid? RepeatOfToday { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<RepeatCase> Table = RowSecurity.Table<RepeatCase>("caseflow_repeat_cases", RowsOf.Territory, "complaint");

    /// <summary>The column that says which case one repeats under a tree.</summary>
    public static string Repeats(TopicTree tree) => tree switch { TopicTree.AsRecorded => "repeat_of", TopicTree.Today => "repeat_of_today" };

    /// <summary>The columns that a question under a tree looks at.</summary>
    public static IReadOnlyList<string> ColumnsUnder(TopicTree tree) =>
        [.. Table.ColumnList.Split(", ").Select(column => column.Trim('"')).Where(column => column == Repeats(tree) || Enum.GetValues<TopicTree>().All(other => column != Repeats(other)))];

    /// <summary>The case as a tree tells it: what it repeats is what it repeats there.</summary>
    public RepeatCase Under(TopicTree tree) => tree switch { TopicTree.AsRecorded => this, TopicTree.Today => this with { RepeatOf = RepeatOfToday } };

    /// <summary>The case after an event; null before it is registered.</summary>
    public static RepeatCase? After(RepeatCase? one, RecordedEvent recorded, ReportingZone zone)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(zone);
        return recorded.Data switch
        {
            ComplaintRegistered e => new()
            {
                Complaint = e.Complaint.Value,
                Customer = e.Customer.Customer.Value,
                Kind = e.Kind,
                Topic = e.Topic.Code,
                Province = AccessScope.ProvinceOf(e.Region),
                City = AccessScope.CityOf(e.Region),
                Source = e.Source.Code,
                OccurredAt = recorded.Metadata.OccurredAt,
                Position = recorded.Position,
                Month = zone.MonthOf(recorded.Metadata.OccurredAt),
                Rejected = [],
            },
            ComplaintReclassified e => one is null ? null : one with { Kind = e.Kind, Topic = e.Topic.Code },
            RepeatLinkRejected e => one is null ? null : one with { Rejected = [.. one.Rejected, e.Earlier.Value.ToString()] },
            _ => one,
        };
    }

    /// <summary>Which of one customer's cases count under a rule, and which of them repeat an earlier one: as recorded, and as today's tree tells it.</summary>
    /// <param name="ofOneCustomer">The cases.</param>
    /// <param name="rule">The rule; without one nothing counts.</param>
    /// <param name="topics">Today's tree; null while no topic has gone, and then both are the same.</param>
    public static IEnumerable<RepeatCase> Judge(IEnumerable<RepeatCase> ofOneCustomer, RepeatRule? rule, TermList? topics)
    {
        ArgumentNullException.ThrowIfNull(ofOneCustomer);
        var cases = ofOneCustomer.ToList();
        if (rule is null) return cases.Select(one => Judged(one, counted: false, null, null));
        var counted = cases.Where(one => rule.Kinds.Contains(one.Kind)).ToList();
        var recorded = RepeatsAmong(counted, rule, one => one.Topic);
        var today = topics is null ? recorded : RepeatsAmong(counted, rule, one => topics.Today(one.Topic));
        return cases.Select(one => Judged(one, rule.Kinds.Contains(one.Kind), Of(recorded, one), Of(today, one)));

        static Guid? Of(Dictionary<Guid, Guid> repeats, RepeatCase one) => repeats.TryGetValue(one.Complaint, out var earlier) ? earlier : null;
    }

    /// <summary>Which of one customer's cases repeat which.</summary>
    private static Dictionary<Guid, Guid> RepeatsAmong(List<RepeatCase> counted, RepeatRule rule, Func<RepeatCase, string> topicOf)
    {
        var repeats = new Dictionary<Guid, Guid>();
        foreach (var topic in counted.GroupBy(one => TermCodes.AtLevel(topicOf(one), rule.TopicLevel)))
        {
            var earlier = new List<RepeatCase>();
            foreach (var one in topic.OrderBy(one => one.OccurredAt).ThenBy(one => one.Position))
            {
                if (Repeated(earlier, one, rule.WindowDays) is { } repeated) repeats.Add(one.Complaint, repeated.Complaint);
                earlier.Add(one);
            }
        }

        return repeats;
    }

    /// <summary>From the latest backwards, so that a customer with many cases costs no more than the window holds.</summary>
    private static RepeatCase? Repeated(List<RepeatCase> earlier, RepeatCase one, int windowDays)
    {
        var since = one.OccurredAt.AddDays(-windowDays);
        for (var i = earlier.Count - 1; i >= 0 && earlier[i].OccurredAt >= since; i--)
        {
            if (!one.Rejected.Contains(earlier[i].Complaint.ToString())) return earlier[i];
        }

        return null;
    }

    /// <remarks>A row that stays as it is stays the same object, which spares its writing.</remarks>
    private static RepeatCase Judged(RepeatCase one, bool counted, Guid? repeatOf, Guid? today) =>
        (one.Counted, one.RepeatOf, one.RepeatOfToday) == (counted, repeatOf, today) ? one : one with { Counted = counted, RepeatOf = repeatOf, RepeatOfToday = today };
}

/// <summary>The cases of a customer.</summary>
public sealed record RepeatCustomer
{
    public required Guid Customer { get; init; }
    public required string[] Complaints { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<RepeatCustomer> Table = RowSecurity.Table<RepeatCustomer>("caseflow_repeat_customers", RowsOf.Operator, "customer");
}

/// <summary>The rule in force, as its publication said.</summary>
public sealed record RepeatRuleRow
{
    /// <summary>There is one row.</summary>
    public const string InForce = "in-force";

    public required string Name { get; init; }
    public required int Version { get; init; }
    public required int WindowDays { get; init; }
    public required int TopicLevel { get; init; }
    public required string[] Kinds { get; init; }
    public required int Unit { get; init; }

    /// <summary>The rule.</summary>
    public RepeatRule Rule => new(Version, WindowDays, TopicLevel, [.. Kinds.Select(Enum.Parse<ComplaintKind>)], Unit);

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<RepeatRuleRow> Table = RowSecurity.Table<RepeatRuleRow>("caseflow_repeat_rule", RowsOf.Definitions, "name");

    /// <summary>The row of a rule.</summary>
    public static RepeatRuleRow Of(RepeatRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new()
        {
            Name = InForce,
            Version = rule.Version,
            WindowDays = rule.WindowDays,
            TopicLevel = rule.TopicLevel,
            Kinds = [.. rule.Kinds.Select(kind => kind.ToString())],
            Unit = rule.Unit,
        };
    }
}

/// <summary>Where the cases of topics count that have gone, as the publication of the list said; as JSON in one row, for they are needed together.</summary>
public sealed record RepeatTopicsRow(string Name, string Published)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<RepeatTopicsRow> Table = RowSecurity.Table<RepeatTopicsRow>("caseflow_repeat_topics", RowsOf.Operator, "name");

    /// <summary>The key of the row.</summary>
    public static readonly RowKey Key = new(TermList.Topics);

    /// <summary>The list; null while no topic has gone.</summary>
    public TermList? List() => JsonSerializer.Deserialize<TermListPublished>(Published, EventTypes.Json) is { Moves.Count: > 0 } published ? TermList.Evolve(TermList.Unpublished, published) : null;

    /// <summary>The row of a publication, without the terms, which nothing is asked of.</summary>
    public static RepeatTopicsRow Of(TermListPublished published)
    {
        ArgumentNullException.ThrowIfNull(published);
        return new(TermList.Topics, JsonSerializer.Serialize(published with { Entries = [], Reason = "" }, EventTypes.Json));
    }
}

/// <summary>What repeats are judged by.</summary>
/// <param name="Rule">The rule in force.</param>
/// <param name="Topics">Today's tree; null while no topic has gone.</param>
public sealed record RepeatJudgement(RepeatRule? Rule, TermList? Topics);

/// <summary>Cases and repeats among them, counted together.</summary>
public sealed record RepeatCount : Platform.Reading.ICell<RepeatCount>
{
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required string Source { get; init; }
    public required long Cases { get; init; }
    public required long Repeats { get; init; }

    /// <summary>Repeats as today's tree of topics tells it.</summary>
    public required long RepeatsToday { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Topic, Source);

    /// <inheritdoc/>
    public bool IsZero => (Cases, Repeats, RepeatsToday) == (0, 0, 0);

    /// <inheritdoc/>
    public RepeatCount Plus(RepeatCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Cases = Cases + other.Cases, Repeats = Repeats + other.Repeats, RepeatsToday = RepeatsToday + other.RepeatsToday };
    }

    /// <inheritdoc/>
    public RepeatCount Negated() => this with { Cases = -Cases, Repeats = -Repeats, RepeatsToday = -RepeatsToday };

    /// <summary>What a case counts for; null when it does not count.</summary>
    public static RepeatCount? Of(RepeatCase? one) => one is not { Counted: true } ? null : new()
    {
        Month = one.Month,
        Province = one.Province,
        City = one.City,
        Topic = one.Topic,
        Source = one.Source,
        Cases = 1,
        Repeats = one.RepeatOf is null ? 0 : 1,
        RepeatsToday = one.RepeatOfToday is null ? 0 : 1,
    };
}
