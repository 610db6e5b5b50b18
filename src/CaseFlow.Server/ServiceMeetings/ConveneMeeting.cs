using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>Call a service meeting.</summary>
public sealed record ConveneMeetingRequest : CommandRequest
{
    /// <summary>The city, or the province as a whole: whose meeting it is.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>When it is to be held, with an offset.</summary>
    [Required]
    public DateTimeOffset? HeldOn { get; init; }

    /// <summary>Who chairs it.</summary>
    [Required]
    public string? Chair { get; init; }

    /// <summary>The first month that it looks at, for example 2011-06.</summary>
    [Required]
    public string? From { get; init; }

    /// <summary>The last month; the first one when left out.</summary>
    public string? To { get; init; }

    /// <summary>Codes of the list <c>departments</c>; all in use when left out.</summary>
    public IReadOnlyList<string>? Departments { get; init; }
}

/// <summary>Calling meetings.</summary>
public static class ConveningMeetings
{
    /// <summary>A meeting looks at no more months than this.</summary>
    public const int MostMonths = 12;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/service-meetings", (ConveneMeetingRequest request, HttpContext http, ServiceMeetingDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (meeting, outcome) = await ConveneAsync(desk, request, context, cancellation);
                    return (meeting.Value, $"service-meetings/{meeting.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.KeepMeetings, MeetingRoutes.Tag, "Calls a service meeting of a city or the province.", creates: true);

    /// <summary>Calls a meeting under an id that follows from the command's.</summary>
    public static async Task<(ServiceMeetingId Meeting, CommandOutcome Outcome)> ConveneAsync(ServiceMeetingDesk desk, ConveneMeetingRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var meeting = ServiceMeetingId.From(DeterministicId.From("service-meeting", context.CommandId));
        var fields = new FieldErrors();
        var region = RegionRequest.Read(request.Region, fields, await desk.ListAsync(TermLists.Regions, cancellation));
        var heldOn = MeetingRoutes.Time(fields, "heldOn", request.HeldOn);
        var chair = fields.Text("chair", request.Chair, FieldErrors.ShortText);
        var (from, to) = Months(request, fields);
        var departments = Departments(request.Departments, fields, await desk.ListAsync(TermLists.Departments, cancellation));
        if (fields.Any) return (meeting, fields.Outcome);
        if (!context.Scope.Of(department: null).Covers(region)) return (meeting, CommandOutside.Of("region", context));
        var sealer = await desk.Texts.SealerAsync(meeting.Value, cancellation);
        var convened = new ServiceMeetingConvened
        {
            Meeting = meeting,
            Level = region.City is null ? MeetingLevel.Province : MeetingLevel.City,
            Region = region,
            HeldOn = heldOn,
            Chair = sealer.Seal(chair),
            From = Iso.Month(from),
            To = Iso.Month(to),
            Departments = departments,
        };
        return (meeting, await desk.Shell.CreateAsync(
            Streams.ServiceMeeting, meeting.Value, context, static _ => Task.FromResult(true), (state, _) => ServiceMeetingDecisions.Convene(state, new(convened)), cancellation));
    }

    /// <summary>The months. One that cannot be read is named as that alone, and not held against the other one.</summary>
    private static (DateOnly From, DateOnly To) Months(ConveneMeetingRequest request, FieldErrors fields)
    {
        var from = Month("from", request.From, fields);
        var to = string.IsNullOrWhiteSpace(request.To) ? from : Month("to", request.To, fields);
        if (from == default || to == default) return (from, to);
        if (from > to) fields.Add("from", FieldCodes.Reversed, "from is not later than to.");
        else if (from.AddMonths(MostMonths) <= to) fields.Add("to", FieldCodes.PeriodTooLong, $"A meeting looks at {MostMonths} months at most.");
        return (from, to);
    }

    private static DateOnly Month(string field, string? text, FieldErrors fields)
    {
        var given = fields.Text(field, text, FieldErrors.ShortText);
        if (given.Length == 0 || Iso.TryMonth(given) is { } month) return Iso.TryMonth(given) ?? default;
        fields.Add(field, FieldCodes.Malformed, $"{field} is a month, for example 2011-06.");
        return default;
    }

    private static IReadOnlyList<Term> Departments(IReadOnlyList<string>? codes, FieldErrors fields, TermList list)
    {
        if (codes is null or []) return [.. list.Entries.Values.Where(entry => !entry.Retired).Select(entry => new Term(entry.Code, list.Version))];
        if (codes.Count > list.Entries.Count) fields.Add("departments", FieldCodes.OutOfRange, "departments names more departments than there are.");
        return [.. codes.Take(list.Entries.Count).Select((code, i) => fields.Term($"departments[{i}]", code, list)).Distinct()];
    }
}
