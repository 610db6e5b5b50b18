using System.Globalization;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Emergencies;

/// <summary>The commands on emergencies.</summary>
public static class EmergencyCommands
{
    private const string Everywhere = "*";

    public static readonly EmergencyCommand Propose = new("propose-emergency", Permission.ProposeEmergencies, around =>
    [
        FormField.Choice("region", [.. around.Names.Options(TermLists.Regions).Where(region => Territories.Includes(around.Territory, region.Code))]),
        FormField.Text("title") with { Hint = "Form.NoCustomerHint" },
        FormField.LongText("account") with { Hint = "Form.NoCustomerHint" },
        FormField.Suggestion("topic", around.Names.Options(TermLists.Topics)),
        new("beganAt", FieldKind.Moment) { Optional = true, Hint = "Form.OccurredHint" },
        FormField.YesNo("isDrill", around.Words),
    ],
    said => said.Commands.SayAsync(
        said.Caller,
        said.Sending,
        form: null,
        new ProposeEmergencyRequest
        {
            Region = Region(said.Form.Code("region")), Title = said.Form.Text("title"), Account = said.Form.Text("account"),
            Topics = said.Form.Code("topic") is { } topic ? [topic] : null, BeganAt = said.Form.Moment("beganAt")?.At, IsDrill = said.Form.YesNo("isDrill"),
        },
        async (request, context) => (await ProposingEmergencies.ProposeAsync(said.Desk, request, context, CancellationToken.None)).Outcome));

    public static readonly EmergencyCommand Declare = new("declare-emergency", Permission.RunEmergencies, _ => [Clear("grounds")],
        said => said.SayAsync(new DeclareEmergencyRequest { Grounds = said.Form.Text("grounds") }, ProposingEmergencies.DeclareAsync));

    public static readonly EmergencyCommand Dismiss = new("dismiss-emergency", Permission.RunEmergencies, _ => [Clear("reason")],
        said => said.SayAsync(new DismissEmergencyRequest { Reason = said.Form.Text("reason") }, ProposingEmergencies.DismissAsync));

    public static readonly EmergencyCommand Link = new("link-complaints", Permission.RunEmergencies, around =>
    [
        FormField.Text("words") with { Hint = "Form.NoCustomerHint", Label = "Emergency.QueryWords" },
        new("from", FieldKind.Moment) { Hint = "Emergency.MomentHint", Label = "Emergency.ReceivedFrom" },
        new("until", FieldKind.Moment) { Hint = "Emergency.MomentHint", Label = "Emergency.ReceivedUntil" },
        FormField.Suggestion("topic", around.Names.Options(TermLists.Topics), optional: true),
    ],
    said => said.SayAsync(
        new LinkByQueryRequest { Words = said.Form.Text("words"), From = said.Form.Moment("from")?.At, Until = said.Form.Moment("until")?.At, Topics = said.Form.Code("topic") is { } topic ? [topic] : null },
        ConcerningCustomers.LinkByQueryAsync));

    public static readonly EmergencyCommand LinkNamed = new("link-named-complaints", Permission.RunEmergencies, _ => [Cases],
        said => said.SayCasesAsync(cases => said.SayAsync(new LinkComplaintsRequest { Complaints = cases }, ConcerningCustomers.LinkAsync)));

    public static readonly EmergencyCommand Unlink = new("unlink-complaint", Permission.RunEmergencies, _ => [FormField.Text("complaint") with { Hint = "Emergency.CaseHint" }, Clear("reason")],
        said => said.SayCasesAsync(cases => said.SayAsync(new UnlinkComplaintRequest { Complaint = cases[0], Reason = said.Form.Text("reason") }, ConcerningCustomers.UnlinkAsync), "complaint"))
    {
        Begin = around => new Dictionary<string, string> { ["complaint"] = around.Target },
    };

    public static readonly EmergencyCommand ListAffected = new("list-affected", Permission.RunEmergencies, around =>
    [
        FormField.Text("words") with { Hint = "Form.NoCustomerHint", Label = "Emergency.ListWords" },
        FormField.LongText("serviceNumbers") with { Hint = "Emergency.NumbersHint" },
        .. Cities(around) is { Count: > 0 } cities ? [FormField.Choice("city", cities, optional: true) with { Hint = "Emergency.CityHint" }] : Array.Empty<FormField>(),
    ],
    said => said.SayAsync(
        new ListAffectedRequest { Words = said.Form.Text("words"), City = Cities(said.Around).Count > 0 ? said.Form.Code("city") : null, ServiceNumbers = said.Form.Text("serviceNumbers")?.Split((char[])['\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
        ConcerningCustomers.ListAffectedAsync));

    public static readonly EmergencyCommand Assign = new("assign-roster", Permission.RunEmergencies, around =>
    [
        FormField.Choice<CommandRole>("role", around.Words) with { Label = "Emergency.Role" },
        FormField.Person("person"),
        FormField.Choice("department", around.Names.Options(TermLists.Departments), optional: true),
    ],
    said => said.SayAsync(new AssignRosterRequest { Role = said.Form.Choice<CommandRole>("role"), Person = said.Form.Text("person"), Department = said.Form.Code("department") }, CommandingEmergencies.AssignAsync));

    public static readonly EmergencyCommand Relieve = new("relieve-roster", Permission.RunEmergencies, _ => [],
        said => said.SayAsync(new RelieveRosterRequest { Role = Enum.Parse<CommandRole>(said.Around.Target.Split('|')[0]), Person = said.Around.Target.Split('|')[1] }, CommandingEmergencies.RelieveAsync));

    public static readonly EmergencyCommand Meet = new("meet-first-time", Permission.RunEmergencies, around =>
    [
        .. around.Clock == FirstTime.OnScene ? [FormField.Choice("department", [.. around.Missing.Select(code => new TermOption(code, around.Names[TermLists.Departments, code]))])] : Array.Empty<FormField>(),
        .. around.Clock == FirstTime.Relay ? [FormField.Choice("recipient", [.. around.Missing.Select(code => new TermOption(code, EmergencyWords.Recipient(around.Words, around.Names, code)))])] : Array.Empty<FormField>(),
        Clear("evidence", "Emergency.Proof"),
        FormField.Text("doneBy", optional: true),
    ],
    said => said.SayAsync(
        new MeetFirstTimeRequest
        {
            Clock = said.Around.Clock,
            Evidence = said.Form.Text("evidence"),
            By = said.Form.Text("doneBy"),
            Department = said.Around.Clock == FirstTime.OnScene ? said.Form.Code("department") : null,
            Recipient = said.Around.Clock == FirstTime.Relay ? said.Form.Code("recipient") : null,
        },
        CommandingEmergencies.MeetAsync))
    {
        AsksWhen = true,
    };

    public static readonly EmergencyCommand ClearFault = new("clear-fault", Permission.RunEmergencies, _ => [Clear("evidence", "Emergency.Proof")],
        said => said.SayAsync(new ClearFaultRequest { Evidence = said.Form.Text("evidence") }, CommandingEmergencies.ClearAsync))
    {
        AsksWhen = true,
    };

    public static readonly EmergencyCommand PublishLine = new("publish-reply-line", Permission.RunEmergencies, around =>
    [
        Clear("words", "Emergency.LineWords"),
        FormField.Several("channels", [new(Everywhere, around.Words["Emergency.AllChannels"]), .. around.Names.Options(TermLists.Channels)]),
        FormField.Person("approvedBy"),
    ],
    said => said.SayAsync(
        new PublishReplyLineRequest
        {
            Words = said.Form.Text("words"),
            Channels = said.Form.Codes("channels").Contains(Everywhere) ? [.. said.Around.Names.Options(TermLists.Channels).Select(option => option.Code)] : said.Form.Codes("channels"),
            ApprovedBy = said.Form.Text("approvedBy"),
        },
        TellingReplyLines.PublishAsync));

    public static readonly EmergencyCommand WithdrawLine = new("withdraw-reply-line", Permission.RunEmergencies, _ => [Clear("reason")],
        said => said.SayAsync(new WithdrawReplyLineRequest { Version = int.Parse(said.Around.Target, CultureInfo.InvariantCulture), Reason = said.Form.Text("reason") }, TellingReplyLines.WithdrawAsync));

    /// <summary>Its target is a version and, where it is about one of those who are called, the customer and their case.</summary>
    public static readonly EmergencyCommand Give = new("give-reply-line", Permission.CallCustomers, around =>
    [
        FormField.Choice("version", [.. around.View!.ReplyLines.Reverse().Select(line => new TermOption(line.Version.ToString(CultureInfo.InvariantCulture), around.Words["Emergency.Version", line.Version]))]),
        .. around.Parts.Length == 1 ? [Cases] : Array.Empty<FormField>(),
    ],
    said => said.Around.Parts switch
    {
        [_, var customer, ""] => said.GiveAsync([new() { Customer = Guid.Parse(customer) }]),
        [_, _, var complaint] => said.GiveAsync([new() { Complaint = Guid.Parse(complaint) }]),
        _ => said.SayCasesAsync(cases => said.GiveAsync([.. cases.Select(one => new ToldRequest { Complaint = one })])),
    })
    {
        AsksWhen = true,
        Begin = around => new Dictionary<string, string> { ["version"] = around.Parts[0] },
    };

    public static readonly EmergencyCommand Log = new("log-media", Permission.RunEmergencies, around =>
    [
        FormField.Choice<MediaKind>("kind", around.Words) with { Label = "Emergency.MediaKind" },
        FormField.Text("outlet"),
        Clear("account", "Emergency.MediaAccount"),
        FormField.Text("link", optional: true),
    ],
    said => said.SayAsync(new LogMediaRequest { Kind = said.Form.Choice<MediaKind>("kind"), Outlet = said.Form.Text("outlet"), Account = said.Form.Text("account"), Link = said.Form.Text("link") }, CommandingEmergencies.LogAsync))
    {
        AsksWhen = true,
    };

    public static readonly EmergencyCommand Report = new("report-situation", Permission.RunEmergencies, _ => [Clear("words", "Emergency.SituationWords")],
        said => said.SayAsync(new ReportSituationRequest { Words = said.Form.Text("words") }, CommandingEmergencies.ReportAsync));

    public static readonly EmergencyCommand StandDown = new("stand-down", Permission.RunEmergencies, _ => [FormField.LongText("reason", optional: true) with { Hint = "Emergency.StandDownHint" }],
        said => said.SayAsync(new StandDownRequest { Reason = said.Form.Text("reason") }, CommandingEmergencies.StandDownAsync));

    public static readonly EmergencyCommand Review = new("hold-review", Permission.RunEmergencies, _ => [Clear("findings")],
        said => said.SayAsync(new HoldReviewRequest { Findings = said.Form.Text("findings") }, CommandingEmergencies.ReviewAsync));

    public static readonly EmergencyCommand RecordCall = new("record-emergency-call", Permission.CallCustomers, around =>
    [
        FormField.Choice<EmergencyCallResult>("result", around.Words),
        FormField.LongText("note", optional: true),
    ],
    said => said.SayAsync(
        new RecordCallsRequest { Calls = [new() { Customer = Guid.Parse(said.Around.Target), Result = said.Form.Choice<EmergencyCallResult>("result"), Note = said.Form.Text("note") }] }, CallingTheAffected.RecordAsync))
    {
        AsksWhen = true,
    };

    /// <summary>The commands on the emergency as a whole that it takes now.</summary>
    public static IEnumerable<EmergencyCommand> Of(EmergencyView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Status switch
        {
            EmergencyStatus.Proposed => [Declare, Dismiss, Link, LinkNamed, Unlink, Assign, Log],
            EmergencyStatus.Declared => [Link, LinkNamed, Unlink, ListAffected, Assign, PublishLine, Log, ClearFault, Report, StandDown],
            EmergencyStatus.StoodDown => [Review, Log],
            EmergencyStatus.Reviewed => [Log],
            EmergencyStatus.Unproposed or EmergencyStatus.Dismissed => [],
        };
    }

    private static FormField Cases => FormField.LongText("complaints") with { Hint = "Emergency.CasesHint" };

    /// <summary>Of a province's emergency, the cities in which customers can be.</summary>
    private static IReadOnlyList<TermOption> Cities(EmergencySurroundings around) => [.. around.Names.Options(TermLists.Regions).Where(region => TermCodes.Parent(region.Code) == around.View!.Region)];

    private static FormField Clear(string path, string? label = null) => FormField.LongText(path) with { Hint = "Form.NoCustomerHint", Label = label ?? $"Field.{path}" };

    private static RegionRequest? Region(string? code) => code?.Split('.') switch
    {
        [var province] => new() { Province = province },
        [var province, var city] => new() { Province = province, City = city },
        _ => null,
    };
}
