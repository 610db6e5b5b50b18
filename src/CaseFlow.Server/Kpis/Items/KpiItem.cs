using System.Text.Json.Serialization;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis.Items;

/// <summary>What a KPI counts.</summary>
public enum KpiItemKind
{
    /// <summary>A case.</summary>
    Case,

    /// <summary>A clock of a case that stopped.</summary>
    Clock,

    /// <summary>A resolution of a service meeting.</summary>
    Resolution,

    /// <summary>An evaluation of a trace's effect.</summary>
    Evaluation,

    /// <summary>The score of a step that a case went through.</summary>
    Score,

    /// <summary>What was measured of a period.</summary>
    Period,
}

/// <summary>One thing that counts in a KPI.</summary>
public sealed record KpiItem
{
    /// <summary>Names it among all of its KPI, on whichever day that is asked.</summary>
    public required string Key { get; init; }
    public required KpiItemKind Kind { get; init; }

    /// <summary>The stream that it lies in: a case, a resolution, a trace, or the series that has the denominator.</summary>
    public required Guid Stream { get; init; }

    /// <summary>Which of them: the obligation of a clock, the department of a resolution, the title of a trace, the step of a score, a period.</summary>
    public string? Name { get; init; }

    /// <summary>The moment that it counts by: when a clock stopped, a resolution is due, an effect was told, a customer complained; null of what has a month alone.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>When a clock was due.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The month in which it counts.</summary>
    public required string Month { get; init; }
    public required string Region { get; init; }
    public string? Topic { get; init; }

    /// <summary>The source of a clock's case.</summary>
    public string? Source { get; init; }

    /// <summary>The channel of a scored case.</summary>
    public string? Channel { get; init; }

    /// <summary>The meeting that a resolution came to last.</summary>
    public Guid? Meeting { get; init; }

    /// <summary>What it counts for in the numerator.</summary>
    public required decimal Numerator { get; init; }

    /// <summary>What it counts for in the denominator.</summary>
    public required decimal Denominator { get; init; }

    /// <summary>Its place in the order of the list, as text that sorts byte by byte.</summary>
    [JsonIgnore]
    public string Place { get; init; } = "";

    /// <summary>The series that have values of the months asked for: what a period counts for may depend on any of them.</summary>
    [JsonIgnore]
    public IReadOnlyList<Guid> Series { get; init; } = [];
}

/// <summary>Which things of a KPI are asked for.</summary>
/// <param name="From">The first month.</param>
/// <param name="To">The last month.</param>
public sealed record ItemsAsked(DateOnly From, DateOnly To)
{
    /// <summary>What every list of them takes.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("from", "The first month, for example 2011-03.", Required: true),
        new("to", "The last month; the first one when left out."),
        new("place", "A province (cn-js) or a city (cn-js.nanjing) within the territory."),
        new("topic", "A topic with all below it."),
        new("name", "The obligation of a clock, the department of a resolution, the step of a score; all when left out."),
        new("source", "The source of a clock's case."),
        new("channel", "The channel of a scored case."),
    ];

    /// <summary>The part of the number; both when null.</summary>
    public KpiPart? Part { get; init; }

    /// <summary>A province, or a city with its province, within the territory.</summary>
    public string? Place { get; init; }

    /// <summary>A topic with all below it.</summary>
    public string? Topic { get; init; }

    /// <summary>Which of them, see <see cref="KpiItem.Name"/>.</summary>
    public string? Name { get; init; }
    public string? Source { get; init; }
    public string? Channel { get; init; }

    /// <summary>Reads what a list takes.</summary>
    public static ItemsAsked Read(QueryReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var from = query.Errors.Value("from", query.Month("from"));
        var asked = new ItemsAsked(from, query.Month("to") ?? from) { Place = query.Text("place"), Topic = query.Text("topic"), Name = query.Text("name"), Source = query.Text("source"), Channel = query.Text("channel") };
        if (asked.From > asked.To) query.Errors.Add("from", FieldCodes.Reversed, "from is not later than to.");
        if (asked.Place is not null && AccessScope.TryParse(asked.Place) is not { Province: not null }) query.Errors.Add("place", FieldCodes.Malformed, "place is a province (cn-js) or a city (cn-js.nanjing).");
        return asked;
    }

    /// <summary>Narrows a question to the territory and the place within it.</summary>
    public void Narrow(Conditions where, AccessScope scope, bool ofCases = false)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Narrow(where, ofCases);
        if (Place is { } place && AccessScope.TryParse(place) is { } within) within.Narrow(where);
    }

    /// <summary>Whether a thing is asked for.</summary>
    public bool Has(KpiItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return string.CompareOrdinal(item.Month, Iso.Month(From)) >= 0 && string.CompareOrdinal(item.Month, Iso.Month(To)) <= 0
            && (Place is null || IsWithin(item.Region, Place))
            && (Topic is null || (item.Topic is { } topic && IsWithin(topic, Topic)))
            && (Name is null || item.Name == Name)
            && (Source is null || item.Source == Source)
            && (Channel is null || item.Channel == Channel)
            && (Part is not { } part || (part == KpiPart.Numerator ? item.Numerator : item.Denominator) != 0);
    }

    private static bool IsWithin(string code, string all) => code == all || code.StartsWith(all + ".", StringComparison.Ordinal);
}

/// <summary>Things of a KPI, in the order of their list.</summary>
/// <param name="Position">Up to which event everything counts.</param>
/// <param name="AsOf">When that event was recorded.</param>
/// <param name="Items">The things, no more than were asked for.</param>
/// <param name="End">Behind which place more may follow; null when these are the last.</param>
public sealed record ItemsRead(long Position, DateTimeOffset? AsOf, IReadOnlyList<KpiItem> Items, string? End)
{
    /// <summary>The streams that were looked at, where <see cref="End"/> says that there are more.</summary>
    public IReadOnlySet<Guid> Looked { get; init; } = new HashSet<Guid>();

    /// <summary>Those of a list that was read to its end.</summary>
    public static ItemsRead Of<T>(ReadAnswer<T> answer, IEnumerable<KpiItem> all, ItemsAsked asked, string? after, int most)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(asked);
        List<KpiItem> items = [.. all.Where(item => asked.Has(item) && string.CompareOrdinal(item.Place, after) > 0).OrderBy(item => item.Place, StringComparer.Ordinal).Take(most + 1)];
        var goesOn = items.Count > most;
        if (goesOn) items.RemoveAt(most);
        return new(answer.Position, answer.AsOf, items, goesOn ? items[^1].Place : null) { Looked = items.Select(item => item.Stream).ToHashSet() };
    }
}

/// <summary>What a KPI counts that no counter tells apart any more: read from the rows of a projection, and told anew from events.</summary>
public interface IKpiItems
{
    /// <summary>The KPI.</summary>
    KpiDefinition Definition { get; }

    /// <summary>Who may see it.</summary>
    CaseFlow.Access.Permission Permission { get; }

    /// <summary>The projections whose rows are read.</summary>
    IReadOnlyList<string> Projections { get; }

    /// <summary>The value of sums; null where there is none.</summary>
    decimal? Value(decimal numerator, decimal denominator, ItemsAsked asked);

    /// <summary>The things, of now or as they were known at a past point.</summary>
    /// <param name="asker">Who asks, and within which territory.</param>
    /// <param name="asked">Which of them.</param>
    /// <param name="point">As known when; null for now.</param>
    /// <param name="after">Behind which place; null for the first.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <exception cref="ReplayUnavailableException">The replay is not there in time, failed, or there are too many.</exception>
    Task<ItemsRead> ReadAsync(Asker asker, ItemsAsked asked, ReplayPoint? point, string? after, int most, CancellationToken cancellation);

    /// <summary>All events that a thing follows from, in order.</summary>
    Task<IReadOnlyList<RecordedEvent>> EventsAsync(KpiItem item, CancellationToken cancellation);

    /// <summary>The thing as the first of its events make it; null before it counts.</summary>
    KpiItem? Of(KpiItem item, ItemsAsked asked, IReadOnlyList<RecordedEvent> events);
}
