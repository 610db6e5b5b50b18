using CaseFlow.Access;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>What a form about a meeting stands in.</summary>
/// <param name="Meeting">The meeting as the page shows it; null while one is called.</param>
/// <param name="Target">The item, request or resolution that it is about.</param>
/// <param name="Words">Names.</param>
/// <param name="Territory">The reader's territory.</param>
public sealed record MeetingSurroundings(MeetingView? Meeting, Guid? Target, MeetingWords Words, string Territory)
{
    /// <summary>The resolution that it is about.</summary>
    public ResolutionView? Resolution => Meeting?.Resolutions.FirstOrDefault(one => one.Entry.Id == Target);

    /// <summary>The item that it is about.</summary>
    public AgendaItemView? Item => Meeting?.Agenda.FirstOrDefault(one => one.Id == Target);
}

/// <summary>One filled-in form about a meeting.</summary>
public sealed record MeetingSaying(PageCommands Commands, ServiceMeetingDesk Desk, Guid Stream, Guid? Target, Caller Caller, Sending Sending, FormModel Form)
{
    /// <summary>Told the meeting that was called.</summary>
    public Action<Guid> Called { get; init; } = _ => { };

    /// <summary>Sends it to a meeting.</summary>
    public Task<CommandOutcome> ToMeetingAsync<TRequest>(TRequest request, MeetingUseCase<TRequest> useCase)
        where TRequest : CommandRequest =>
        Commands.SayAsync(Caller, Sending, Form, request, (said, context) => useCase(Desk, ServiceMeetingId.From(Stream), said, context, CancellationToken.None));

    /// <summary>Sends it to a resolution, whose version the page need not have seen.</summary>
    public Task<CommandOutcome> ToResolutionAsync<TRequest>(TRequest request, ResolutionUseCase<TRequest> useCase)
        where TRequest : CommandRequest =>
        Commands.SayAsync(Caller, Sending with { Seen = null }, Form, request, (said, context) => useCase(Desk, ResolutionId.From(Target!.Value), said, context, CancellationToken.None));
}

/// <summary>A command on a meeting or a resolution, as a form.</summary>
/// <param name="Name">Names its label.</param>
/// <param name="Needs">The permission that it asks for.</param>
/// <param name="Fields">What is entered.</param>
/// <param name="SayAsync">Sends it.</param>
public sealed record MeetingCommand(string Name, Permission Needs, Func<MeetingSurroundings, IReadOnlyList<FormField>> Fields, Func<MeetingSaying, Task<CommandOutcome>> SayAsync)
{
    /// <summary>The key of its label.</summary>
    public string Label => $"Command.{Name}";

    /// <summary>Whether its form asks for the time at which it happened.</summary>
    public bool AsksWhen { get; init; }

    /// <summary>Whether its fields stand two in a row, as what belongs to one department does.</summary>
    public bool Paired { get; init; }

    /// <summary>What stands in a field at first.</summary>
    public Action<FormModel, MeetingSurroundings> Begin { get; init; } = (_, _) => { };
}

/// <summary>The commands on meetings and resolutions.</summary>
public static class MeetingCommands
{
    public static readonly MeetingCommand Convene = new("convene-meeting", Permission.KeepMeetings, around =>
    [
        FormField.Choice("region", Places(around)),
        new("heldOn", FieldKind.Moment) { Hint = "Form.HeldOnHint" },
        FormField.Person("chair"),
        FormField.Text("from") with { Hint = "Form.MonthHint", Named = around.Words.Words["Field.firstMonth"] },
        FormField.Text("to", optional: true) with { Hint = "Meeting.LastMonthHint", Named = around.Words.Words["Field.lastMonth"] },
        FormField.Several("departments", around.Words.Names.Options(TermLists.Departments), optional: true) with { Label = "Meeting.Called", Hint = "Meeting.CalledHint" },
    ],
    said => said.Commands.SayAsync(
        said.Caller,
        said.Sending,
        form: null,
        new ConveneMeetingRequest { Region = Region(said.Form.Code("region")), HeldOn = said.Form.Moment("heldOn")?.At, Chair = said.Form.Text("chair"), From = said.Form.Text("from"), To = said.Form.Text("to"), Departments = said.Form.Codes("departments") },
        async (request, context) =>
        {
            var (meeting, outcome) = await ConveningMeetings.ConveneAsync(said.Desk, request, context, CancellationToken.None);
            said.Called(meeting.Value);
            return outcome;
        }));

    public static readonly MeetingCommand Add = new("add-agenda-item", Permission.KeepMeetings, around =>
    [
        FormField.Choice<AgendaClass>("class", around.Words.Words) with { Named = around.Words.Words["Meeting.Class"] },
        FormField.Text("title"),
    ],
    said => said.ToMeetingAsync(new AddAgendaItemRequest { Class = said.Form.Choice<AgendaClass>("class"), Title = said.Form.Text("title") }, KeepingAgendas.AddAsync));

    public static readonly MeetingCommand Move = new("move-agenda-item", Permission.KeepMeetings, around =>
    [
        FormField.Choice("place", [.. Enumerable.Range(1, around.Meeting!.Agenda.Count).Select(place => new TermOption($"{place}", $"{place}"))]) with { Named = around.Words.Words["Meeting.Place"] },
    ],
    said => said.ToMeetingAsync(new MoveAgendaItemRequest { Item = said.Target, Place = (int?)said.Form.Number("place") }, KeepingAgendas.MoveAsync));

    public static readonly MeetingCommand DropItem = new("drop-agenda-item", Permission.KeepMeetings, _ => [FormField.LongText("reason")],
        said => said.ToMeetingAsync(new DropAgendaItemRequest { Item = said.Target, Reason = said.Form.Text("reason") }, KeepingAgendas.DropAsync));

    public static readonly MeetingCommand Freeze = new("freeze-inputs", Permission.KeepMeetings, _ => [], said => said.ToMeetingAsync(new FreezeInputsRequest(), KeepingAgendas.FreezeAsync));

    public static readonly MeetingCommand Hold = new("hold-meeting", Permission.KeepMeetings, around =>
    [
        .. around.Meeting!.Departments.SelectMany(department => (FormField[])
        [
            FormField.Choice<Attendance>(department, around.Words.Words) with { Named = around.Words.Department(department) },
            FormField.Person(PersonOf(department), optional: true) with { Label = "Meeting.Person", Marked = false },
        ]),
    ],
    async said =>
    {
        List<string> called = [.. said.Form.Fields.Where(field => field.Kind == FieldKind.Choice).Select(field => field.Path)];
        var request = new HoldMeetingRequest { Departments = [.. called.Select(department => new AttendanceRequest { Department = department, Attendance = said.Form.Choice<Attendance>(department), Person = said.Form.Text(PersonOf(department)) })] };
        return await said.ToMeetingAsync(request, HoldingMeetings.HoldAsync) is var outcome && outcome is CommandInvalid invalid
            ? new CommandInvalid([.. invalid.Errors.Select(error => error with { Field = FieldOf(error.Field, called) })])
            : outcome;
    })
    {
        Paired = true,
        AsksWhen = true,
        Begin = (form, around) => around.Meeting!.Departments.ToList().ForEach(department => form[department] = nameof(Attendance.Present)),
    };

    public static readonly MeetingCommand Minute = new("minute-item", Permission.KeepMeetings, _ => [FormField.LongText("minutes") with { Hint = "Form.NoCustomerHint" }],
        said => said.ToMeetingAsync(new MinuteItemRequest { Item = said.Target, Minutes = said.Form.Text("minutes") }, HoldingMeetings.MinuteAsync))
    {
        Begin = (form, around) => form["minutes"] = around.Item?.Minutes ?? "",
    };

    public static readonly MeetingCommand Ask = new("request-support", Permission.KeepMeetings, _ => [FormField.LongText("need") with { Hint = "Form.NoCustomerHint" }],
        said => said.ToMeetingAsync(new RequestSupportRequest { Need = said.Form.Text("need") }, HoldingMeetings.RequestAsync));

    public static readonly MeetingCommand Answer = new("answer-support", Permission.KeepMeetings, _ => [FormField.LongText("answer") with { Hint = "Form.NoCustomerHint" }],
        said => said.ToMeetingAsync(new AnswerSupportRequest { Request = said.Target, Answer = said.Form.Text("answer") }, HoldingMeetings.AnswerAsync));

    public static readonly MeetingCommand Publish = new("publish-minutes", Permission.KeepMeetings, _ => [FormField.Person("approvedBy")],
        said => said.ToMeetingAsync(new PublishMinutesRequest { ApprovedBy = said.Form.Text("approvedBy") }, HoldingMeetings.PublishAsync));

    public static readonly MeetingCommand Decide = new("decide-resolution", Permission.KeepMeetings, around =>
    [
        FormField.LongText("text") with { Hint = "Form.NoCustomerHint" },
        FormField.Choice("owner", around.Words.Names.Options(TermLists.Departments)) with { Label = "Meeting.Owner" },
        new("dueAt", FieldKind.Moment) { Hint = "Form.DueHint" },
        FormField.LongText("expectedEvidence"),
        FormField.Choice("item", [.. around.Meeting!.Agenda.Select(item => new TermOption(item.Id.ToString(), around.Words.Title(item)))], optional: true),
    ],
    said => said.ToMeetingAsync(
        new DecideResolutionRequest { Text = said.Form.Text("text"), Owner = said.Form.Code("owner"), DueAt = said.Form.Moment("dueAt")?.At, ExpectedEvidence = said.Form.Text("expectedEvidence"), Item = said.Form.Id("item") },
        async (desk, meeting, request, context, cancellation) => (await CarryingOutResolutions.DecideAsync(desk, meeting, request, context, cancellation)).Outcome));

    public static readonly MeetingCommand Report = new("report-resolution", Permission.ReportResolutions, _ => [FormField.LongText("report") with { Hint = "Form.NoCustomerHint" }],
        said => said.ToResolutionAsync(new ReportResolutionRequest { Report = said.Form.Text("report") }, CarryingOutResolutions.ReportAsync))
    {
        AsksWhen = true,
    };

    public static readonly MeetingCommand Finish = new("finish-resolution", Permission.ReportResolutions, around =>
    [
        FormField.LongText("evidence") with { Hint = "Form.NoCustomerHint", Label = "Meeting.DoneEvidence" },
        FormField.Choice("kpi", [.. KpiCatalogue.All.Select(kpi => new TermOption(kpi.Id, around.Words.Kpi(kpi.Id)))], optional: true),
        new("before", FieldKind.Number) { Optional = true },
        new("after", FieldKind.Number) { Optional = true },
    ],
    said => said.ToResolutionAsync(
        new FinishResolutionRequest { Evidence = said.Form.Text("evidence"), Kpi = said.Form.Code("kpi"), Before = said.Form.Number("before"), After = said.Form.Number("after") }, CarryingOutResolutions.FinishAsync))
    {
        AsksWhen = true,
    };

    public static readonly MeetingCommand CarryOver = new("carry-resolution-over", Permission.KeepMeetings, _ => [],
        said => said.ToResolutionAsync(new CarryResolutionOverRequest { To = said.Stream }, CarryingOutResolutions.CarryOverAsync));

    public static readonly MeetingCommand DropResolution = new("drop-resolution", Permission.KeepMeetings, _ => [FormField.LongText("reason")],
        said => said.ToResolutionAsync(new DropResolutionRequest { Reason = said.Form.Text("reason") }, CarryingOutResolutions.DropAsync));

    /// <summary>The commands on the meeting as a whole that it takes now.</summary>
    public static IEnumerable<MeetingCommand> Of(MeetingView meeting)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        return meeting.Status switch
        {
            MeetingStatus.Unconvened => [],
            MeetingStatus.Convened => [Add, Freeze],
            MeetingStatus.Frozen => [Add, Hold],
            MeetingStatus.Held => meeting.Level == MeetingLevel.City ? [Decide, Ask, Publish] : [Decide, Publish],
            MeetingStatus.Published => meeting.Level == MeetingLevel.City ? [Ask] : [],
        };
    }

    /// <summary>Where the form of attendance asks who came.</summary>
    private static string PersonOf(string department) => $"{department}.person";

    /// <summary>The field of the form behind a place of the request, such as <c>departments[2].person</c>.</summary>
    private static string FieldOf(string place, List<string> departments) => departments.Index()
        .Where(one => place.StartsWith(FormattableString.Invariant($"departments[{one.Index}]."), StringComparison.Ordinal))
        .Select(one => place.EndsWith(".person", StringComparison.Ordinal) ? PersonOf(one.Item) : one.Item)
        .FirstOrDefault(place);

    /// <summary>The places that a meeting may be of, within the reader's territory.</summary>
    private static IReadOnlyList<TermOption> Places(MeetingSurroundings around) =>
        [.. around.Words.Names.Options(TermLists.Regions).Where(region => Territories.Includes(around.Territory, region.Code))];

    private static RegionRequest? Region(string? code) => code?.Split('.') switch
    {
        [var province] => new() { Province = province },
        [var province, var city] => new() { Province = province, City = city },
        _ => null,
    };
}
