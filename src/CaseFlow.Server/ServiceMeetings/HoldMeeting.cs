using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>A department at the meeting.</summary>
public sealed record AttendanceRequest
{
    /// <summary>A code of the list <c>departments</c>.</summary>
    [Required]
    public string? Department { get; init; }

    /// <summary>Whether it took part.</summary>
    [Required]
    public Attendance? Attendance { get; init; }

    /// <summary>Who came.</summary>
    public string? Person { get; init; }
}

/// <summary>Record that the meeting took place.</summary>
public sealed record HoldMeetingRequest : CommandRequest
{
    /// <summary>Every department that was called, once.</summary>
    [Required]
    public IReadOnlyList<AttendanceRequest>? Departments { get; init; }
}

/// <summary>Write down what was said on an item.</summary>
public sealed record MinuteItemRequest : CommandRequest
{
    /// <summary>The item.</summary>
    [Required]
    public Guid? Item { get; init; }

    /// <summary>What was said and found; names no customer.</summary>
    [Required]
    public string? Minutes { get; init; }
}

/// <summary>Approve and publish the minutes.</summary>
public sealed record PublishMinutesRequest : CommandRequest
{
    /// <summary>Who approved them.</summary>
    [Required]
    public string? ApprovedBy { get; init; }
}

/// <summary>Ask the province for support.</summary>
public sealed record RequestSupportRequest : CommandRequest
{
    /// <summary>What is needed.</summary>
    [Required]
    public string? Need { get; init; }
}

/// <summary>Answer what a city asked for.</summary>
public sealed record AnswerSupportRequest : CommandRequest
{
    /// <summary>The request.</summary>
    [Required]
    public Guid? Request { get; init; }

    /// <summary>What the province does about it.</summary>
    [Required]
    public string? Answer { get; init; }
}

/// <summary>What is done at a meeting and after it.</summary>
public static class HoldingMeetings
{
    /// <summary>The provincial department that coordinates what cities ask for; a code of the list of departments.</summary>
    public const string Coordinator = "quality-management";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapMeetingCommand<HoldMeetingRequest>("hold", Permission.KeepMeetings, "Records that the meeting took place and which departments took part.", HoldAsync);
        api.MapMeetingCommand<MinuteItemRequest>("minutes", Permission.KeepMeetings, "Writes down what was said on an item of the agenda.", MinuteAsync);
        api.MapMeetingCommand<PublishMinutesRequest>("publish", Permission.KeepMeetings, "Approves and publishes the minutes; those of a city are copied up to its province.", PublishAsync);
        api.MapMeetingCommand<RequestSupportRequest>("support-requests", Permission.KeepMeetings, "Asks the province for support, which its quality department coordinates.", RequestAsync);
        api.MapMeetingCommand<AnswerSupportRequest>("support-requests/answer", Permission.KeepMeetings, "Answers what a city asked for; for who acts for the province.", AnswerAsync);
    }

    public static async Task<CommandOutcome> HoldAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, HoldMeetingRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var list = await desk.ListAsync(TermLists.Departments, cancellation);
        if (request.Departments is null) fields.Add("departments", FieldCodes.Required, "departments must be given.");
        if (request.Departments?.Count > list.Entries.Count) fields.Add("departments", FieldCodes.OutOfRange, "departments names more departments than there are.");
        var told = (request.Departments ?? []).Take(list.Entries.Count).Select((one, i) => (
            Department: fields.Term($"departments[{i}].department", one?.Department, list),
            Attendance: fields.Choice($"departments[{i}].attendance", one?.Attendance),
            Person: fields.OptionalText($"departments[{i}].person", one?.Person, FieldErrors.ShortText))).ToList();
        return fields.Any ? fields.Outcome : await desk.Shell.DecideAsync(
            Streams.ServiceMeeting,
            meeting.Value,
            context,
            async state => state.Status == MeetingStatus.Frozen ? await desk.Texts.SealerAsync(meeting.Value, cancellation) : null,
            (state, sealer) => ServiceMeetingDecisions.Hold(state, new([.. told.Select(one => new DepartmentAttendance(one.Department, one.Attendance, sealer?.SealOptional(one.Person)))])),
            cancellation);
    }

    public static async Task<CommandOutcome> MinuteAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, MinuteItemRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var item = AgendaItemId.From(fields.Value("item", request.Item));
        var minutes = fields.Text("minutes", request.Minutes);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(meeting, context, minutes, (state, said) => ServiceMeetingDecisions.Minute(state, new(item, said)), cancellation);
    }

    public static async Task<CommandOutcome> PublishAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, PublishMinutesRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var by = fields.Text("approvedBy", request.ApprovedBy, FieldErrors.ShortText);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(meeting, context, by, (state, said) => ServiceMeetingDecisions.Publish(state, new(said)), cancellation);
    }

    public static async Task<CommandOutcome> RequestAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, RequestSupportRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var need = fields.Text("need", request.Need);
        if (fields.Any) return fields.Outcome;
        var department = new Term(Coordinator, (await desk.ListAsync(TermLists.Departments, cancellation)).Version);
        var id = SupportRequestId.From(DeterministicId.From("support-request", context.CommandId));
        return await desk.DecideAsync(meeting, context, need, (state, said) => ServiceMeetingDecisions.Request(state, new(id, said, department)), cancellation);
    }

    public static async Task<CommandOutcome> AnswerAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, AnswerSupportRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var asked = SupportRequestId.From(fields.Value("request", request.Request));
        var answer = fields.Text("answer", request.Answer);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            meeting, context, answer, (state, said) => ServiceMeetingDecisions.Answer(state, new(asked, said, ByProvince: context.Scope.City is null)), cancellation);
    }
}
