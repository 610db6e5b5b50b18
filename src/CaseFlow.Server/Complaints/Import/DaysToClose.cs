using CaseFlow.Complaints;
using CaseFlow.EventStore;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>How many days cases took from opening to closing, in whole calendar days of a zone.</summary>
/// <remarks>
/// Only of cases whose times can be true: a flag that says otherwise leaves a case out, for one sentinel such as the year
/// 9999 would move the mean by more than all other cases together.
/// </remarks>
public sealed class DaysToClose
{
    private readonly int[] days;

    private DaysToClose(IEnumerable<int> days) => this.days = [.. days.Order()];

    /// <summary>How many cases it is of.</summary>
    public int Count => days.Length;

    /// <summary>The mean; null without cases.</summary>
    public decimal? Mean => days.Length == 0 ? null : (decimal)days.Sum(day => (long)day) / days.Length;

    /// <summary>The longest; null without cases.</summary>
    public int? Longest => days.Length == 0 ? null : days[^1];

    /// <summary>Of single durations.</summary>
    public static DaysToClose Of(IEnumerable<int> days) => new(days);

    /// <summary>Of the first episodes that events tell of.</summary>
    public static DaysToClose Of(IEnumerable<RecordedEvent> events, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(events);
        var opened = new Dictionary<Guid, DateOnly>();
        var days = new List<int>();
        foreach (var e in events)
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(e.Metadata.OccurredAt, zone).Date);
            if (e.Data is ComplaintRegistered registered && !(registered.DataFlags ?? []).Any(IsUndated)) opened[e.Stream.Value] = day;
            else if (e.Data is ComplaintClosed && opened.Remove(e.Stream.Value, out var from)) days.Add(day.DayNumber - from.DayNumber);
        }

        return new(days);
    }

    /// <summary>Whether a record with the flag has no duration.</summary>
    public static bool IsUndated(string flag) => flag is DataFlags.OpenedMissing or DataFlags.OpenedInFuture or DataFlags.StatusUndated;

    /// <summary>The smallest number of days that at least this percentage of the cases took at most (nearest rank).</summary>
    public int? Percentile(int percent) => days.Length == 0 ? null : days[(int)Math.Ceiling(percent * (long)days.Length / 100m) - 1];

    /// <summary>The share of cases that took at most so many days, from 0 to 1; null without cases.</summary>
    public decimal? ShareWithin(int most) => days.Length == 0 ? null : (decimal)days.Count(day => day <= most) / days.Length;
}
