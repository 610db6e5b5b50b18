using System.ComponentModel.DataAnnotations;
using CaseFlow.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Clocks;

/// <summary>A span of a day in which work is done.</summary>
public sealed record WorkPeriodRequest
{
    /// <summary>Its first moment, for example 09:00.</summary>
    [Required]
    public TimeOnly? From { get; init; }

    /// <summary>The first moment after it; 00:00 is the end of the day.</summary>
    [Required]
    public TimeOnly? Until { get; init; }
}

/// <summary>A day of the week.</summary>
public sealed record WorkWeekdayRequest
{
    /// <summary>Which day.</summary>
    [Required]
    public DayOfWeek? Day { get; init; }

    /// <summary>When work is done; empty for a day of rest.</summary>
    [Required]
    public IReadOnlyList<WorkPeriodRequest?>? Periods { get; init; }
}

/// <summary>A holiday or a make-up day.</summary>
public sealed record SpecialDayRequest
{
    /// <summary>The day.</summary>
    [Required]
    public DateOnly? Date { get; init; }

    /// <summary>When work is done; empty for a holiday.</summary>
    [Required]
    public IReadOnlyList<WorkPeriodRequest?>? Periods { get; init; }

    /// <summary>What it is, in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>What it is, in English.</summary>
    [Required]
    public string? En { get; init; }
}

/// <summary>Publish the next version of a calendar of working time.</summary>
public sealed record PublishCalendarRequest : CommandRequest
{
    /// <summary>The province or city that has this calendar of its own, a code of the list <c>regions</c>; everywhere else when it is left out.</summary>
    public string? Place { get; init; }

    /// <summary>The first day that it rules.</summary>
    [Required]
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The IANA zone in which the periods count, for example <c>Asia/Shanghai</c>.</summary>
    [Required]
    public string? Zone { get; init; }

    /// <summary>The ordinary week; a day that is left out is one of rest.</summary>
    [Required]
    public IReadOnlyList<WorkWeekdayRequest?>? Week { get; init; }

    /// <summary>Holidays and make-up days.</summary>
    public IReadOnlyList<SpecialDayRequest?>? Days { get; init; }

    /// <summary>Where the special days were announced.</summary>
    public IReadOnlyList<string?>? Sources { get; init; }

    /// <summary>What becomes of clocks that run.</summary>
    [Required]
    public RuleChange? Running { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The next version of a calendar.</summary>
public static class PublishingCalendars
{
    /// <summary>A calendar of more special days than a lifetime has is a slip of the hand.</summary>
    private const int MostDays = 5_000;

    public static async Task<CommandOutcome> PublishAsync(
        CommandShell shell, DefinitionBook book, string name, PublishCalendarRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var read = await ReadAsync(fields, book, name, request, cancellation);
        var (running, reason) = (fields.Choice("running", request.Running), fields.Text("reason", request.Reason));
        return fields.Any || read is null ? fields.Outcome : await shell.DecideAsync(
            Streams.WorkCalendars, ClockRuleBook.CalendarsStream, context, calendars => CalendarDecisions.Publish(calendars, read with { Running = running, Reason = reason }), cancellation);
    }

    /// <summary>What a request says, but for what becomes of clocks that run and why; null when it cannot be read. What is wrong is noted.</summary>
    public static async Task<PublishCalendar?> ReadAsync(FieldErrors fields, DefinitionBook book, string name, PublishCalendarRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(request);
        var calendar = ClockFields.Name(fields, name);
        var place = fields.OptionalTerm("place", request.Place, await book.ListAsync(TermLists.Regions, cancellation));
        var (from, zone) = (fields.Value("validFrom", request.ValidFrom), fields.Zone("zone", request.Zone));
        if (request.Week is null) fields.Add("week", FieldCodes.Required, "week must be given.");
        else if (request.Week.Count > 7) fields.Add("week", FieldCodes.OutOfRange, "week takes at most 7 days.");
        if (request.Days?.Count > MostDays) fields.Add("days", FieldCodes.OutOfRange, $"days takes at most {MostDays} days.");
        if (fields.Any) return null;
        var terms = new CalendarTerms
        {
            Zone = zone,
            Week = [.. request.Week!.Select((day, i) => new WorkWeekday(fields.Choice($"week[{i}].day", day?.Day), Periods(fields, $"week[{i}].periods", day?.Periods)))],
            Days = [.. (request.Days ?? []).Select((day, i) => Special(fields, $"days[{i}]", day))],
            Sources = ClockFields.Texts(fields, "sources", request.Sources),
        };
        return new() { Calendar = calendar, Place = place?.Code, ValidFrom = from, Terms = terms, Running = RuleChange.FrozenAtStart, Reason = "" };
    }

    private static SpecialDay Special(FieldErrors fields, string field, SpecialDayRequest? day) => new(
        fields.Value($"{field}.date", day?.Date),
        Periods(fields, $"{field}.periods", day?.Periods),
        fields.Text($"{field}.zh", day?.Zh, FieldErrors.ShortText),
        fields.Text($"{field}.en", day?.En, FieldErrors.ShortText));

    private static IReadOnlyList<WorkPeriod> Periods(FieldErrors fields, string field, IReadOnlyList<WorkPeriodRequest?>? periods)
    {
        if (periods is null) fields.Add(field, FieldCodes.Required, $"{field} must be given; [] for a day without work.");
        return [.. (periods ?? []).Select((period, i) => new WorkPeriod(fields.Value($"{field}[{i}].from", period?.From), fields.Value($"{field}[{i}].until", period?.Until)))];
    }
}

/// <summary>Fields that the definitions of clocks have in common.</summary>
public static class ClockFields
{
    private const int MostOfList = 200;

    /// <summary>A name of the path: letters, digits and hyphens, stable for ever.</summary>
    public static string Name(FieldErrors fields, string name)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > FieldErrors.ShortText || !name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-'))
            fields.Add("name", FieldCodes.Malformed, "name is lower-case letters, digits and hyphens.");
        return name;
    }

    /// <summary>A list of short texts; empty when it is left out.</summary>
    public static IReadOnlyList<string> Texts(FieldErrors fields, string field, IReadOnlyList<string?>? texts)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (texts?.Count > MostOfList) fields.Add(field, FieldCodes.OutOfRange, $"{field} takes at most {MostOfList}.");
        return [.. (texts ?? []).Take(MostOfList).Select((text, i) => fields.Text($"{field}[{i}]", text, FieldErrors.ShortText))];
    }
}
