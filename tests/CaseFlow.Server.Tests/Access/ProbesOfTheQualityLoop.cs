using CaseFlow.Server.Kpis;

namespace CaseFlow.Server.Tests.Access;

/// <summary>Those of meetings, warnings, reminders, emergencies and measured series.</summary>
public static partial class Probes
{
    private static IEnumerable<(string Route, Probe[] Probes)> OnMeetings() =>
    [
        ("POST /api/service-meetings", [new(Reach.Made, _ => "/api/service-meetings", city => new { region = new { province = city.Province, city = city.City }, heldOn = "2026-03-16T09:30:00+08:00", chair = "Director Zhao", from = "2026-03" })]),
        Meeting("agenda", new { @class = "Hotspot", title = "Roaming" }),
        Meeting("agenda/move", new { item = Claim, place = 1 }),
        Meeting("agenda/drop", new { item = Claim, reason = "Settled." }),
        Meeting("freeze", new { }),
        Meeting("hold", new { departments = new[] { new { department = "network", attendance = "Present" } } }),
        Meeting("minutes", new { item = Claim, minutes = "Said." }),
        Meeting("publish", new { approvedBy = "Director Zhao" }),
        Meeting("support-requests", new { need = "Another rule." }),
        Meeting("support-requests/answer", new { request = Claim, answer = "It is made." }),
        Meeting("resolutions", new { text = "A notice.", owner = "network", dueAt = "2026-03-20T18:00:00+08:00", expectedEvidence = "Fewer repeats." }),
        Resolution("report", _ => new { report = "Half way." }),
        Resolution("done", _ => new { evidence = "Fewer repeats." }),
        Resolution("carry-over", city => new { to = city.Meeting }),
        Resolution("drop", _ => new { reason = "Settled." }),
    ];

    private static IEnumerable<(string Route, Probe[] Probes)> OnWarnings() =>
    [
        ("GET /api/warnings", [Read(Reach.Territory, city => $"/api/warnings?region={city.Territory}&status=Raised,Acknowledged,Dismissed,Promoted")]),
        ("GET /api/warnings/{id:guid}", [Read(Reach.Thing, city => $"/api/warnings/{city.Warning}?region={city.Territory}")]),
        ("GET /api/support-requests", [Read(Reach.Territory, city => $"/api/support-requests?region={city.Territory}")]),
        ("GET /api/support-requests/{id:guid}", [Read(Reach.Thing, city => $"/api/support-requests/{city.Support}?region={city.Territory}")]),
        ("GET /api/definitions/warning-rules", [Read(Reach.Operator, _ => "/api/definitions/warning-rules")]),
        ("GET /api/definitions/support-targets", [Read(Reach.Operator, _ => "/api/definitions/support-targets")]),
        ("POST /api/definitions/warning-rules/{name}/simulate", [Read(Reach.Territory, city => $"/api/definitions/warning-rules/mass-complaint/simulate?region={city.Territory}", _ => new
        {
            month = "2026-03",
            terms = new { zh = "草稿", en = "Draft", kind = "Volume", level = "City", topicLevel = 1, windowMinutes = 60, coolDownMinutes = 0, freshMinutes = 60, grades = new[] { new { grade = "Blue", from = 1 } } },
        })]),
        ("POST /api/definitions/warning-rules/{name}", [new(Reach.Operator, _ => "/api/definitions/warning-rules/mass-complaint", _ => new { })]),
        ("POST /api/definitions/support-targets", [new(Reach.Operator, _ => "/api/definitions/support-targets", _ => new { })]),
        Warning("acknowledge", new { }),
        Warning("dismiss", new { reason = "A test." }),
        Warning("trace", new { title = "Roaming" }),
        Warning("emergency", new { title = "Roaming" }),
        ("POST /api/support-requests", [new(Reach.Made, _ => "/api/support-requests", city => new { region = new { province = city.Province, city = city.City }, need = "A rule.", wantedBy = "2099-06-30T12:00:00+08:00" })]),
        Support("take-up", new { }),
        Support("answer", new { answer = "It is made." }),
        Support("return", new { reason = "Which one?" }),
        Support("renew", new { need = "A rule.", wantedBy = "2099-06-30T12:00:00+08:00" }),
        Support("close", new { }),
        Support("withdraw", new { reason = "Settled." }),
    ];

    private static (string Route, Probe[] Probes) Warning(string verb, object body) =>
        ($"POST /api/warnings/{{id:guid}}/{verb}", [new(Reach.Thing, city => $"/api/warnings/{city.Warning}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Support(string verb, object body) =>
        ($"POST /api/support-requests/{{id:guid}}/{verb}", [new(Reach.Thing, city => $"/api/support-requests/{city.Support}/{verb}", _ => body)]);

    private static IEnumerable<(string Route, Probe[] Probes)> OnReminders() =>
    [
        ("GET /api/reminders",
        [
            Read(Reach.Territory, city => $"/api/reminders?region={city.Territory}&limit=100"),
            Read(Reach.Territory, city => $"/api/reminders?region={city.Territory}&customer={city.Customer}&status=Planned&touchpoint=low-balance"),
            Read(Reach.Territory, city => $"/api/reminders?region={city.Territory}&followed=true"),
        ]),
        ("GET /api/reminders/{id:guid}", [Read(Reach.Thing, city => $"/api/reminders/{city.Reminder}?region={city.Territory}")]),
        ("GET /api/reminders/triggers/{id:guid}", [Read(Reach.Thing, city => $"/api/reminders/triggers/{city.Trigger}?region={city.Territory}")]),
        ("GET /api/reminders/due", [Read(Reach.Territory, city => $"/api/reminders/due?region={city.Territory}")]),
        ("GET /api/reminders/figures", [Read(Reach.Territory, city => $"/api/reminders/figures?region={city.Territory}&from=2026-03&to=2026-03")]),
        ("GET /api/definitions/reminder-plans/{name}/preview", [Read(Reach.Operator, _ => "/api/definitions/reminder-plans/account-opening/preview?at=2026-03-02T10:00:00Z")]),
        ("POST /api/definitions/reminder-plans/{name}", [new(Reach.Operator, _ => "/api/definitions/reminder-plans/account-opening", _ => new { })]),
        ("POST /api/definitions/reminder-hours", [new(Reach.Operator, _ => "/api/definitions/reminder-hours", _ => new { })]),
        ("POST /api/reminders/triggers",
        [
            new(Reach.Made, _ => "/api/reminders/triggers", city => new
            {
                triggerId = "probe", kind = "low-balance", customer = new { serviceNumber = city.Number }, region = new { province = city.Province, city = city.City }, values = new[] { new { name = "BALANCE", value = city.Marker } },
            }),
        ]),
        Reminder("handed-over", _ => new { }),
        Reminder("delivered", _ => new { }),
        Reminder("undelivered", _ => new { cause = "SwitchedOff" }),
        Reminder("drop", _ => new { reason = "InDissatisfiedPool" }),
        Reminder("complaints", city => new { complaint = city.Resolved }),
    ];

    private static (string Route, Probe[] Probes) Reminder(string verb, Func<CityPlanted, object> body) =>
        ($"POST /api/reminders/{{id:guid}}/{verb}", [new(Reach.Thing, city => $"/api/reminders/{city.Reminder}/{verb}", body)]);

    private static IEnumerable<(string Route, Probe[] Probes)> OnEmergencies() =>
    [
        ("POST /api/emergencies", [new(Reach.Made, _ => "/api/emergencies", city => new { title = "Roaming", account = "It fails.", region = new { province = city.Province, city = city.City }, topics = new[] { "network.roaming" } })]),
        Emergency("declare", new { grounds = "Many complaints." }),
        Emergency("dismiss", new { reason = "A test." }),
        ("POST /api/emergencies/{id:guid}/complaints", [new(Reach.Shared, city => $"/api/emergencies/{city.Emergency}/complaints", city => new { complaints = new[] { city.Case } })]),
        Emergency("complaints/by-query", new { words = "Roaming", from = "2026-03-01T00:00:00+08:00", until = "2026-03-02T00:00:00+08:00" }),
        Emergency("complaints/unlink", new { complaint = Claim, reason = "About a bill." }),
        Emergency("affected", new { words = "Who roamed", customers = new[] { Claim } }),
        Emergency("roster", new { role = "Network", person = "chen.wei" }),
        Emergency("roster/relieve", new { role = "Network", person = "chen.wei" }),
        Emergency("first-times", new { clock = "Alert", evidence = "A message." }),
        Emergency("fault-cleared", new { evidence = "It works." }),
        Emergency("media", new { kind = "Forum", outlet = "A forum", account = "It fails." }),
        Emergency("situations", new { words = "It fails." }),
        Emergency("stand-down", new { reason = "Over." }),
        Emergency("review", new { findings = "No spare." }),
        Emergency("reply-lines", new { words = "We are on it.", channels = new[] { "hotline" }, approvedBy = "chen.wei" }),
        Emergency("reply-lines/withdraw", new { version = 1, reason = "Wrong." }),
        Emergency("reply-lines/given", new { version = 1, told = new[] { new { customer = Claim } } }),
        Emergency("callbacks/take", new { customer = Claim }),
        Emergency("callbacks/give-back", new { customer = Claim }),
        Emergency("callbacks", new { calls = new[] { new { customer = Claim, result = "Informed" } } }),
        ("POST /api/definitions/emergency-plan", [new(Reach.Operator, _ => "/api/definitions/emergency-plan", _ => new { })]),
    ];

    private static IEnumerable<(string Route, Probe[] Probes)> OnSeries() =>
    [
        ("GET /api/series", [Read(Reach.Territory, city => $"/api/series?region={city.Territory}")]),
        ("GET /api/series/quality", [Read(Reach.Territory, city => $"/api/series/quality?region={city.Territory}")]),
        ("GET /api/series/{id:guid}", [Read(Reach.Thing, city => $"/api/series/{city.Series}?region={city.Territory}")]),
        ("POST /api/series", [new(Reach.Made, _ => "/api/series", city => new
        {
            code = $"made-{Guid.NewGuid():N}", region = new { province = city.Province, city = city.City }, zh = "序列", en = "A series", subject = "Other", grain = "Month", source = "A report",
            measures = new[] { new { code = "score", zh = "得分", en = "Score", role = "Score", unit = "Points" } },
        })]),
        Series("values", new { rows = new[] { new { period = "2026-04", values = new[] { new { measure = "offered", value = 100 } } } } }),
        Series("correct", new { period = "2026-03", measure = "offered", value = 1001, reason = "A slip." }),
        Series("withdraw", new { period = "2026-03", measure = "answered", reason = "A misprint." }),
        Series("claims", new { kind = "Rising", measure = "offered", words = "It rises." }),
        ("POST /api/series/{id:guid}/cite", [new(Reach.Thing, city => $"/api/series/{city.Series}/cite", city => new { period = "2026-03", measure = "offered", complaint = city.Case, at = "2026-03-02T10:00:00+08:00", atPrecision = "Hour", note = "The month." })]),
        ("GET /api/kpis/connect-rate", [Read(Reach.Territory, city => $"/api/kpis/connect-rate?region={city.Territory}&from=2026-03&to=2026-03")]),
        ("GET /api/kpis/complaints-per-10k-customers", [Read(Reach.Territory, city => $"/api/kpis/complaints-per-10k-customers?region={city.Territory}&from=2026-03&to=2026-03")]),
        ("GET /api/kpis/repeat-complaint-rate/comparison", [Read(Reach.Territory, city => $"/api/kpis/repeat-complaint-rate/comparison?region={city.Territory}&from=2026-03&to=2026-03&asOf=%231&version=1")]),
        ("GET /api/kpis/repeat-complaint-rate/comparison/explanation", [new(Reach.Operator, city => $"/api/kpis/repeat-complaint-rate/comparison/explanation?region={city.Territory}&from=2026-03&to=2026-03&first={Claim}&second={Claim}")]),
        .. ListedKpis.All.Select(kpi => kpi.Definition.Id).Select(kpi => ($"GET /api/kpis/{kpi}/cases", new[] { Read(Reach.Territory, city => $"/api/kpis/{kpi}/cases?region={city.Territory}&from=2026-03&to=2026-03&part=Denominator&limit=100") })),
        .. TalliedKpis.All.Select(kpi => kpi.Definition.Id).Select(kpi => ($"GET /api/kpis/{kpi}/months", new[] { Read(Reach.Territory, city => $"/api/kpis/{kpi}/months?region={city.Territory}&from=2026-03&to=2026-03") })),
        .. ListedKpis.Explained.Select(kpi => kpi.Definition.Id).Select(kpi => ($"GET /api/kpis/{kpi}/difference", new[] { Read(Reach.Territory, city => $"/api/kpis/{kpi}/difference?region={city.Territory}&from=2026-03&to=2026-03&asOf=%231,now&definition=1&limit=100") })),
        .. new[] { "clock-compliance", "meeting-completion", "trace-effectiveness", "peak-end-curve", "connect-rate", "complaints-per-10k-customers" }.SelectMany(kpi => new[] { "items", "difference" }.Select(what => (
            $"GET /api/kpis/{kpi}/{what}", new[] { Read(Reach.Territory, city => $"/api/kpis/{kpi}/{what}?region={city.Territory}&from=2026-03&to=2026-03&limit=100{(what == "difference" ? "&asOf=%231,now" : "")}") }))),
    ];

    private static (string Route, Probe[] Probes) Series(string verb, object body) =>
        ($"POST /api/series/{{id:guid}}/{verb}", [new(Reach.Thing, city => $"/api/series/{city.Series}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Emergency(string verb, object body) =>
        ($"POST /api/emergencies/{{id:guid}}/{verb}", [new(Reach.Shared, city => $"/api/emergencies/{city.Emergency}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Meeting(string verb, object body) =>
        ($"POST /api/service-meetings/{{id:guid}}/{verb}", [new(Reach.Shared, city => $"/api/service-meetings/{city.Meeting}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Resolution(string verb, Func<CityPlanted, object> body) =>
        ($"POST /api/resolutions/{{id:guid}}/{verb}", [new(Reach.Shared, city => $"/api/resolutions/{city.Resolution}/{verb}", body)]);
}
