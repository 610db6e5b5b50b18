using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using Npgsql;

namespace CaseFlow.Server.Reminders;

/// <summary>Months, by their first days.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public sealed record ReminderMonths(DateOnly From, DateOnly To);

/// <summary>How reminders of a touchpoint reach customers.</summary>
/// <param name="Touchpoint">A code of the list <c>touchpoints</c>.</param>
/// <param name="Planned">Reminders that were planned.</param>
/// <param name="HandedOver">Those that the message platform took over.</param>
/// <param name="Late">Those of them that it took over more than a quarter of an hour after they were due.</param>
/// <param name="Delivered">Those that arrived.</param>
/// <param name="Undelivered">Those that did not.</param>
/// <param name="Dropped">Those that were withdrawn.</param>
/// <param name="MedianMinutes">From the trigger to the arrival, in minutes, of the middle one; null when none arrived.</param>
/// <param name="P90Minutes">In how many minutes nine of ten arrived.</param>
public sealed record TouchpointFigure(string Touchpoint, long Planned, long HandedOver, long Late, long Delivered, long Undelivered, long Dropped, int? MedianMinutes, int? P90Minutes);

/// <summary>Complaints that follow a message in one version.</summary>
/// <param name="Touchpoint">A code of the list <c>touchpoints</c>.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Template">The message.</param>
/// <param name="Version">The message's version.</param>
/// <param name="Planned">Reminders that were planned with it.</param>
/// <param name="HandedOver">Those that the message platform took over.</param>
/// <param name="Complaints">Complaints that follow them; one that follows two messages counts for both.</param>
/// <param name="PerThousand">Complaints a thousand planned reminders, to one decimal.</param>
public sealed record TemplateFigure(string Touchpoint, string Plan, string Template, int Version, long Planned, long HandedOver, long Complaints, decimal PerThousand);

/// <summary>The figures of reminders.</summary>
/// <param name="From">The first month of their triggers.</param>
/// <param name="To">The last.</param>
/// <param name="Touchpoints">How they reach customers.</param>
/// <param name="Templates">Which complaints follow them, the most first.</param>
public sealed record ReminderSheet(string From, string To, IReadOnlyList<TouchpointFigure> Touchpoints, IReadOnlyList<TemplateFigure> Templates);

/// <summary>Do reminders come in time, and which of them do customers complain after?</summary>
public sealed class ReminderFigures(ReadModels models)
{
    /// <summary>How many months are told when none are asked for, the present one included.</summary>
    public const int UsualMonths = 12;

    private const int MostMonths = 120;

    /// <summary>The figures of the months in which triggers happened.</summary>
    public Task<ReadAnswer<ReminderSheet>> AskAsync(AccessScope scope, ReminderMonths months, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(months);
        return models.AskAsync(scope, ReminderList.Projection, async connection =>
        {
            var (counts, delays) = (await CountsAsync(connection, scope, months, cancellation), await DelaysAsync(connection, scope, months, cancellation));
            return new ReminderSheet(
                Iso.Month(months.From),
                Iso.Month(months.To),
                [.. counts.GroupBy(count => count.Touchpoint).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Touchpoint(group.Key, [.. group], [.. delays[group.Key]]))],
                [.. counts.Select(Template).OrderByDescending(one => one.Complaints).ThenByDescending(one => one.PerThousand).ThenBy(one => one.Plan, StringComparer.Ordinal).ThenBy(one => one.Template, StringComparer.Ordinal).ThenBy(one => one.Version)]);
        }, cancellation);
    }

    /// <summary>Fills in the months that were left out; errors are noted.</summary>
    public static ReminderMonths MonthsOf(DateOnly? from, DateOnly? to, DateTimeOffset now, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var last = to ?? ReportingZone.Operator.MonthOf(now);
        var first = from ?? last.AddMonths(1 - UsualMonths);
        if (first > last) errors.Add("from", FieldCodes.Reversed, "from is not later than to.");
        if (first.AddMonths(MostMonths) <= last) errors.Add("from", FieldCodes.PeriodTooLong, $"from and to are at most {MostMonths} months apart.");
        return new(first, last);
    }

    private static TouchpointFigure Touchpoint(string touchpoint, List<Count> counts, List<Delay> delays) => new(
        touchpoint, counts.Sum(one => one.Planned), counts.Sum(one => one.HandedOver), counts.Sum(one => one.Late), counts.Sum(one => one.Delivered), counts.Sum(one => one.Undelivered), counts.Sum(one => one.Dropped),
        Share(delays, 0.5m), Share(delays, 0.9m));

    private static TemplateFigure Template(Count count) => new(
        count.Touchpoint, count.Message.Split('/')[0], count.Message.Split('/')[^1], count.TemplateVersion, count.Planned, count.HandedOver, count.Complaints,
        count.Planned == 0 ? 0 : decimal.Round(1000m * count.Complaints / count.Planned, 1, MidpointRounding.AwayFromZero));

    /// <summary>In how many minutes a share of the reminders arrived.</summary>
    private static int? Share(List<Delay> delays, decimal share)
    {
        var (owed, sum) = (Math.Ceiling(share * delays.Sum(delay => delay.Reminders)), 0L);
        foreach (var delay in delays.OrderBy(delay => delay.Minutes))
        {
            sum += delay.Reminders;
            if (sum >= owed) return delay.Minutes;
        }

        return null;
    }

    private static async Task<List<Count>> CountsAsync(NpgsqlConnection connection, AccessScope scope, ReminderMonths months, CancellationToken cancellation)
    {
        var where = Within(scope, months);
        await using var command = where.Command(connection, $"""
            select touchpoint, message, template_version, sum(planned)::bigint, sum(handed_over)::bigint, sum(late)::bigint, sum(delivered)::bigint, sum(undelivered)::bigint, sum(dropped)::bigint, sum(complaints)::bigint
            from caseflow_reminder_counts {where} group by touchpoint, message, template_version
            """);
        var counts = new List<Count>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            counts.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7), reader.GetInt64(8), reader.GetInt64(9)));
        return counts;
    }

    private static async Task<ILookup<string, Delay>> DelaysAsync(NpgsqlConnection connection, AccessScope scope, ReminderMonths months, CancellationToken cancellation)
    {
        var where = Within(scope, months);
        await using var command = where.Command(connection, $"select touchpoint, minutes, sum(reminders)::bigint from caseflow_reminder_delays {where} group by touchpoint, minutes");
        var delays = new List<(string Touchpoint, Delay Delay)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            delays.Add((reader.GetString(0), new(reader.GetInt32(1), reader.GetInt64(2))));
        return delays.ToLookup(one => one.Touchpoint, one => one.Delay);
    }

    private static Conditions Within(AccessScope scope, ReminderMonths months)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"month >= {where.Value(months.From)}");
        where.Add($"month <= {where.Value(months.To)}");
        return where;
    }

    private sealed record Count(string Touchpoint, string Message, int TemplateVersion, long Planned, long HandedOver, long Late, long Delivered, long Undelivered, long Dropped, long Complaints);

    private sealed record Delay(int Minutes, long Reminders);
}
