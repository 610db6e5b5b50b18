using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Audit;

/// <summary>Two points between which something is compared.</summary>
/// <param name="From">The earlier one.</param>
/// <param name="To">The later one; null for the present.</param>
public sealed record TwoTimes(ReplayPoint From, ReplayPoint? To)
{
    /// <summary>What a route takes.</summary>
    public static IReadOnlyList<QueryParameter> Parameters { get; } =
    [
        new("from", "As known then: a day, which counts to its end in the operator's zone, or a time with its offset.", Required: true),
        new("to", "As known then, likewise; the present when left out."),
    ];

    /// <summary>Reads what a route takes; what is wrong is noted.</summary>
    public static TwoTimes Read(QueryReader query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return Of(query.Text("from"), query.Text("to"), query.Errors, query.Now);
    }

    /// <summary>What was typed on a page, where a moment has no offset and is of the desk's zone; null when nothing was.</summary>
    public static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null
        : DeskTime.TryRead(text) is { Precision: not OccurrencePrecision.Day } moment ? Iso.Time(moment.At) : text.Trim();

    /// <summary>The times that were given; what is wrong with them is noted.</summary>
    public static TwoTimes Of(string? from, string? to, FieldErrors errors, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(errors);
        if (from is null) errors.Add("from", FieldCodes.Required, "from must be given: a day, or a time with its offset.");
        var (earlier, later) = (ReplayPoint.Of(from, null, errors, now, "from"), to is null ? null : ReplayPoint.Of(to, null, errors, now, "to"));
        if (later?.AsOf < earlier.AsOf) errors.Add("to", FieldCodes.Reversed, "to does not lie before from.");
        return new(earlier, later);
    }
}

/// <summary>A point in the order of all events, and the time of the last event that counts there.</summary>
/// <param name="Position">Up to which event everything counts.</param>
/// <param name="RecordedAt">When that event was recorded; null before the first one.</param>
public sealed record Moment(long Position, DateTimeOffset? RecordedAt);
