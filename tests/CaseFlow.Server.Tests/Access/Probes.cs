using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tests.Access;

/// <summary>How far what a route answers or does reaches.</summary>
public enum Reach
{
    /// <summary>It belongs to the operator as a whole.</summary>
    Operator,

    /// <summary>The territory of <c>region</c>.</summary>
    Territory,

    /// <summary>The case that the path names, which a department may deal with.</summary>
    Case,

    /// <summary>Another thing of a territory that the path names; not there for a department.</summary>
    Thing,

    /// <summary>Another thing of a territory that the path names, on which its departments work together.</summary>
    Shared,

    /// <summary>A new thing in the territory that the body names.</summary>
    Made,

    /// <summary>An account or a token: who keeps them elsewhere may know that it is there, and changes nothing.</summary>
    Kept,
}

/// <summary>An example request of a route.</summary>
/// <param name="Reach">How far it reaches.</param>
/// <param name="Path">The path and query, with what a city has.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="IsRead">Whether it reads, and answers the same when asked again.</param>
public sealed record Probe(Reach Reach, Func<CityPlanted, string> Path, Func<CityPlanted, object>? Body = null, bool IsRead = false);

/// <summary>An example request of every route that asks a permission. A new route needs a line here.</summary>
public static partial class Probes
{
    private const string Claim = "7f1f4a52-0d1f-4d5a-9a55-6f0c3a8a1001";

    /// <summary>A priority matrix that can be tried.</summary>
    private static object Matrix => new
    {
        severity = new object[] { new { id = "complaint", zh = "投诉", en = "A complaint", points = 20, kinds = new[] { "Complaint" } } },
        impact = new object[] { new { id = "abroad", zh = "境外", en = "Abroad", points = 20, roaming = new[] { "International" } } },
        tiers = new object[] { new { id = "any", zh = "全部", en = "Any", points = 0 } },
        escalationRisk = new object[] { new { id = "repeated", zh = "重复", en = "Repeated", points = 20, fromRepeats = 1 } },
        thresholds = new { p1 = 60, p2 = 40, p3 = 20 },
    };

    public static readonly IReadOnlyDictionary<string, Probe[]> All = Reads().Concat(OnCases()).Concat(OnOthers()).Concat(OnMeetings()).Concat(OnWarnings()).Concat(OnEmergencies()).Concat(OnSeries()).Concat(OnReminders()).ToDictionary(probe => probe.Route, probe => probe.Probes);

    private static IEnumerable<(string Route, Probe[] Probes)> Reads() =>
    [
        ("GET /api/complaints",
        [
            Read(Reach.Territory, city => $"/api/complaints?region={city.Territory}&limit=100&status=Received,Acknowledged,Handling,Resolved"),
            Read(Reach.Territory, city => $"/api/complaints?region={city.Territory}&topic=network&sort=Oldest"),
            Read(Reach.Territory, city => $"/api/complaints?region={city.Territory}&customer={city.Customer}"),
        ]),
        ("GET /api/complaints/{id:guid}", [Read(Reach.Case, city => $"/api/complaints/{city.Case}?region={city.Territory}")]),
        ("GET /api/complaints/{id:guid}/priority", [Read(Reach.Case, city => $"/api/complaints/{city.Case}/priority?region={city.Territory}")]),
        ("GET /api/complaints/{id:guid}/timeline", [Read(Reach.Case, city => $"/api/complaints/{city.Case}/timeline?region={city.Territory}")]),
        ("GET /api/complaints/repeat-candidates", [Read(Reach.Territory, city => $"/api/complaints/repeat-candidates?region={city.Territory}&customer={city.Customer}&topic=network.roaming.activation&at=2026-03-06T00:00:00Z")]),
        ("GET /api/customers/{id:guid}", [Read(Reach.Thing, city => $"/api/customers/{city.Customer}?region={city.Territory}")]),
        ("GET /api/customers/{id:guid}/complaints", [Read(Reach.Territory, city => $"/api/customers/{city.Customer}/complaints?region={city.Territory}")]),
        ("GET /api/customers/{id:guid}/contacts", [Read(Reach.Territory, city => $"/api/customers/{city.Customer}/contacts?region={city.Territory}")]),
        ("POST /api/customers/find",
        [
            Read(Reach.Territory, city => $"/api/customers/find?region={city.Territory}", city => new { serviceNumber = city.Number }),
            Read(Reach.Territory, city => $"/api/customers/find?region={city.Territory}", _ => new { serviceNumber = CityPlanted.SharedNumber }),
        ]),
        ("GET /api/callbacks", [Read(Reach.Territory, city => $"/api/callbacks?region={city.Territory}&limit=100")]),
        ("GET /api/agenda", [Read(Reach.Territory, city => $"/api/agenda?region={city.Territory}&limit=100")]),
        ("GET /api/callbacks/{id:guid}", [Read(Reach.Thing, city => $"/api/callbacks/{city.Callback}?region={city.Territory}")]),
        ("GET /api/clocks",
        [
            Read(Reach.Territory, city => $"/api/clocks?region={city.Territory}&limit=100"),
            Read(Reach.Territory, city => $"/api/clocks?region={city.Territory}&obligation=RegulatoryReply&status=Overdue,DueSoon,Running"),
        ]),
        ("GET /api/complaints/{id:guid}/clocks", [Read(Reach.Case, city => $"/api/complaints/{city.Case}/clocks?region={city.Territory}")]),
        ("GET /api/complaints/{id:guid}/clocks/why", [Read(Reach.Case, city => $"/api/complaints/{city.Case}/clocks/why?region={city.Territory}&obligation=RegulatoryReply")]),
        ("GET /api/kpis/clock-compliance", [Read(Reach.Territory, city => $"/api/kpis/clock-compliance?region={city.Territory}&from=2026-03&to=2026-03&by=month,clock")]),
        ("GET /api/definitions/calendars", [Read(Reach.Operator, _ => "/api/definitions/calendars")]),
        ("GET /api/definitions/clock-policies", [Read(Reach.Operator, _ => "/api/definitions/clock-policies")]),
        ("GET /api/kpis/repeat-complaint-rate", [Read(Reach.Territory, city => $"/api/kpis/repeat-complaint-rate?region={city.Territory}&from=2026-03&to=2026-03&by=month,city")]),
        ("GET /api/kpis/repeat-complaint-rate/cases", [Read(Reach.Territory, city => $"/api/kpis/repeat-complaint-rate/cases?region={city.Territory}&from=2026-03")]),
        ("GET /api/kpis/contacts-per-case", [Read(Reach.Territory, city => $"/api/kpis/contacts-per-case?region={city.Territory}&from=2026-03&to=2026-03")]),
        ("GET /api/kpis/escalation-rate", [Read(Reach.Territory, city => $"/api/kpis/escalation-rate?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/first-contact-resolution", [Read(Reach.Territory, city => $"/api/kpis/first-contact-resolution?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/reopening-rate", [Read(Reach.Territory, city => $"/api/kpis/reopening-rate?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/hand-over-bounces", [Read(Reach.Territory, city => $"/api/kpis/hand-over-bounces?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/callback-satisfaction", [Read(Reach.Territory, city => $"/api/kpis/callback-satisfaction?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/time-to-acknowledge", [Read(Reach.Territory, city => $"/api/kpis/time-to-acknowledge?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/time-to-resolve", [Read(Reach.Territory, city => $"/api/kpis/time-to-resolve?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/time-to-close", [Read(Reach.Territory, city => $"/api/kpis/time-to-close?region={city.Territory}&from=2026-03&to=2026-03&by=month,city,topic")]),
        ("GET /api/kpis/hand-over-bounces/pairs", [Read(Reach.Territory, city => $"/api/kpis/hand-over-bounces/pairs?region={city.Territory}&from=2026-03&to=2026-03")]),
        ("GET /api/kpis/peak-end-curve", [Read(Reach.Territory, city => $"/api/kpis/peak-end-curve?region={city.Territory}&from=2026-03&to=2026-03&by=topic")]),
        ("GET /api/traces", [Read(Reach.Territory, city => $"/api/traces?region={city.Territory}&limit=100")]),
        ("GET /api/traces/graph",
        [
            Read(Reach.Territory, city => $"/api/traces/graph?region={city.Territory}&from=complaint:{city.Case}"),
            Read(Reach.Territory, city => $"/api/traces/graph?region={city.Territory}&from=contact:{city.Contact}&direction=Backward"),
        ]),
        ("GET /api/traces/{id:guid}", [Read(Reach.Case, city => $"/api/traces/{city.Trace}?region={city.Territory}")]),
        ("GET /api/traces/{id:guid}/what-if", [Read(Reach.Case, city => $"/api/traces/{city.Trace}/what-if?region={city.Territory}")]),
        ("GET /api/definitions/catalogue/{kind}", [Read(Reach.Operator, _ => "/api/definitions/catalogue/Rule")]),
        ("GET /api/service-meetings", [Read(Reach.Territory, city => $"/api/service-meetings?region={city.Territory}&limit=100")]),
        ("GET /api/service-meetings/{id:guid}", [Read(Reach.Shared, city => $"/api/service-meetings/{city.Meeting}?region={city.Territory}")]),
        ("GET /api/service-meetings/{id:guid}/proposals", [Read(Reach.Shared, city => $"/api/service-meetings/{city.Meeting}/proposals?region={city.Territory}")]),
        ("GET /api/service-meetings/{id:guid}/restatement", [Read(Reach.Shared, city => $"/api/service-meetings/{city.Meeting}/restatement?region={city.Territory}")]),
        ("GET /api/emergencies", [Read(Reach.Territory, city => $"/api/emergencies?region={city.Territory}&limit=100"), Read(Reach.Territory, city => $"/api/emergencies?region={city.Territory}&status=Declared&drill=false")]),
        ("GET /api/emergencies/{id:guid}", [Read(Reach.Shared, city => $"/api/emergencies/{city.Emergency}?region={city.Territory}")]),
        ("GET /api/emergencies/{id:guid}/callbacks", [Read(Reach.Shared, city => $"/api/emergencies/{city.Emergency}/callbacks?region={city.Territory}")]),
        ("GET /api/emergencies/{id:guid}/reply-lines/{version}/told", [Read(Reach.Shared, city => $"/api/emergencies/{city.Emergency}/reply-lines/1/told?region={city.Territory}")]),
        ("GET /api/definitions/emergency-plan", [Read(Reach.Operator, _ => "/api/definitions/emergency-plan")]),
        ("GET /api/resolutions", [Read(Reach.Territory, city => $"/api/resolutions?region={city.Territory}&limit=100")]),
        ("GET /api/kpis/meeting-completion", [Read(Reach.Territory, city => $"/api/kpis/meeting-completion?region={city.Territory}&from=2026-03&to=2026-03")]),
        ("GET /api/accounts", [Read(Reach.Territory, city => $"/api/accounts?region={city.Territory}")]),
        ("GET /api/accounts/{id:guid}", [Read(Reach.Thing, city => $"/api/accounts/{city.Account}?region={city.Territory}")]),
        ("GET /api/tokens", [Read(Reach.Territory, city => $"/api/tokens?region={city.Territory}&limit=100")]),
        ("GET /api/me", [Read(Reach.Operator, _ => "/api/me")]),
        ("GET /api/kpis", [Read(Reach.Operator, _ => "/api/kpis")]),
        ("GET /api/definitions/lists", [Read(Reach.Operator, _ => "/api/definitions/lists")]),
        ("GET /api/definitions/lists/{name}", [Read(Reach.Operator, _ => "/api/definitions/lists/topics")]),
        ("GET /api/definitions/policies", [Read(Reach.Operator, _ => "/api/definitions/policies")]),
        ("GET /api/customers/{id:guid}/disclosures", [Read(Reach.Thing, city => $"/api/customers/{city.Customer}/disclosures?region={city.Territory}")]),
        ("GET /api/personal-data/erasures", [Read(Reach.Territory, city => $"/api/personal-data/erasures?region={city.Territory}")]),
        ("GET /api/personal-data/legal-holds", [Read(Reach.Territory, city => $"/api/personal-data/legal-holds?region={city.Territory}"), Read(Reach.Territory, city => $"/api/personal-data/legal-holds?region={city.Territory}&customer={city.Customer}&stands=false")]),
        ("GET /api/personal-data/retention/due", [Read(Reach.Territory, city => $"/api/personal-data/retention/due?region={city.Territory}")]),
        ("GET /api/customers/{id:guid}/looks", [Read(Reach.Territory, city => $"/api/customers/{city.Customer}/looks?region={city.Territory}")]),
        ("GET /api/complaints/{id:guid}/lanes", [Read(Reach.Case, city => $"/api/complaints/{city.Case}/lanes?region={city.Territory}")]),
        ("GET /api/complaints/{id:guid}/changes", [Read(Reach.Case, city => $"/api/complaints/{city.Case}/changes?region={city.Territory}&from=2026-01-01T00:00:00Z&to={Iso.Time(DateTimeOffset.UtcNow)[..19]}Z")]),
        ("GET /api/events", [Read(Reach.Territory, city => $"/api/events?region={city.Territory}&limit=100")]),
        ("GET /api/exports/cases.csv", [Read(Reach.Territory, city => $"/api/exports/cases.csv?region={city.Territory}")]),
        ("GET /api/exports/activities.csv", [Read(Reach.Territory, city => $"/api/exports/activities.csv?region={city.Territory}")]),
        ("GET /api/exports/log.xes", [Read(Reach.Territory, city => $"/api/exports/log.xes?region={city.Territory}&kind=Complaint")]),
        ("GET /api/exports/log.ocel.json", [Read(Reach.Territory, city => $"/api/exports/log.ocel.json?region={city.Territory}")]),
        // Sealed meanwhile, it says more when it is asked again.
        ("GET /api/complaints/{id:guid}/evidence", [new(Reach.Case, city => $"/api/complaints/{city.Case}/evidence?region=cn-js.nanjing")]),
        // What is wrong in these requests, or not there, is found after the permission; EventLedgerTests look at another city's events.
        ("GET /api/complaints/differences", [new(Reach.Operator, city => $"/api/complaints/differences?region={city.Territory}&from=never")]),
        ("GET /api/events/{id:guid}", [new(Reach.Operator, city => $"/api/events/{Claim}?region={city.Territory}")]),
        ("GET /api/definitions/policies/{policy}/{version}/uses", [new(Reach.Operator, city => $"/api/definitions/policies/callback/1/uses?region={city.Territory}")]),
        ("GET /api/definitions/{kind}/{name}/versions/{version}/uses", [new(Reach.Operator, city => $"/api/definitions/key-moment-standards/verify/versions/1/uses?region={city.Territory}")]),
        ("GET /api/definitions/gone-topics", [Read(Reach.Operator, _ => "/api/definitions/gone-topics")]),
        ("GET /api/definitions", [Read(Reach.Operator, _ => "/api/definitions")]),
        ("GET /api/definitions/{kind}/{name}/versions", [Read(Reach.Operator, _ => "/api/definitions/scorecards/complaint-handling/versions")]),
        ("GET /api/scorecards", [Read(Reach.Operator, _ => "/api/scorecards")]),
        ("GET /api/scorecards/{card}", [Read(Reach.Operator, _ => "/api/scorecards/complaint-handling")]),
        ("GET /api/inspections", [Read(Reach.Territory, city => $"/api/inspections?region={city.Territory}&limit=100")]),
        ("GET /api/inspections/{id:guid}", [Read(Reach.Thing, city => $"/api/inspections/{city.Sample}?region={city.Territory}")]),
        ("GET /api/inspections/{id:guid}/items", [Read(Reach.Thing, city => $"/api/inspections/{city.Sample}/items?region={city.Territory}")]),
        ("GET /api/inspections/{id:guid}/items/{complaint:guid}", [Read(Reach.Thing, city => $"/api/inspections/{city.Sample}/items/{city.Case}?region={city.Territory}")]),
        ("GET /api/inspections/{id:guid}/results", [Read(Reach.Thing, city => $"/api/inspections/{city.Sample}/results?region={city.Territory}")]),
        ("GET /api/inspections/{id:guid}/check", [Read(Reach.Thing, city => $"/api/inspections/{city.Sample}/check?region={city.Territory}")]),
        ("GET /api/chain", [new(Reach.Operator, _ => "/api/chain")]),
        ("GET /api/chain/checkpoints", [new(Reach.Operator, _ => "/api/chain/checkpoints")]),
        ("GET /api/chain/proofs/{eventId:guid}", [new(Reach.Operator, _ => $"/api/chain/proofs/{Claim}")]),
        ("GET /api/chain/verifications/{id:guid}", [new(Reach.Operator, _ => $"/api/chain/verifications/{Claim}")]),
        ("GET /api/replays", [new(Reach.Operator, _ => "/api/replays")]),
        ("GET /api/replays/{id:guid}", [new(Reach.Operator, _ => $"/api/replays/{Claim}")]),
        ("GET /api/replays/{id:guid}/difference", [new(Reach.Operator, city => $"/api/replays/{Claim}/difference?region={city.Territory}&from=2026-03&to=2026-03")]),
    ];

    private static IEnumerable<(string Route, Probe[] Probes)> OnCases() =>
    [
        Case("acknowledge", _ => new { channel = "hotline" }),
        Case("reclassify", _ => new { kind = "Fault", topic = "network.roaming.signal", reason = "No signal at all." }),
        Case("claim", _ => new { }),
        Case("release", _ => new { }),
        Case("assign", _ => new { handler = "wang.wei" }),
        Case("hand-over", _ => new { department = "marketing", reason = "The offer promised it." }),
        Case("hand-over/accept", _ => new { department = "marketing" }),
        Case("hand-over/reject", _ => new { department = "marketing", reason = "It did not." }),
        Case("await", _ => new { awaiting = "Customer", reason = "Which number?" }),
        Case("resume", _ => new { note = "Both." }),
        Case("escalate", _ => new { to = "Province", origin = "Regulator", reason = "A letter came." }),
        Case("deescalate", _ => new { to = "City", reason = "The letter is answered." }),
        Case("verify", _ => new { verdict = new { validity = "Valid", liability = "Liable", responsibilityClass = "rule-design" }, findings = "The rule forbids it." }),
        Case("revise-verdict", _ => new { verdict = new { validity = "Valid", liability = "NotLiable" }, reason = "It was the partner." }),
        Case("clarify", _ => new { explanation = "At six next morning." }),
        Case("stages", _ => new { stage = "GuideEmotion", note = "He was upset." }),
        Case("reach-agreement", _ => new { terms = "Activated at once." }),
        Case("score", _ => new { stage = "Verify", score = 4.55 }),
        Case("resolve", _ => new { resolution = "Roaming works." }),
        Case("give-care", _ => new { careType = "bill-advice", note = "A cheaper plan." }),
        Case("close", _ => new { }),
        Case("reopen", _ => new { cause = "ProblemReturned", reason = "It failed again." }),
        Case("withdraw", _ => new { reason = "It works now." }),
        Case("evidence", _ => new { purpose = "LegalRequest" }),
        Case("merge", city => new { into = city.Resolved, reason = "One matter." }),
        Case("unmerge", _ => new { reason = "Two matters." }),
        Case("repeat-links/propose", city => new { earlier = city.Resolved }),
        Case("repeat-links/accept", city => new { earlier = city.Resolved }),
        Case("repeat-links/reject", city => new { earlier = city.Resolved, reason = "The wrong way round." }),
        Case("claims", _ => new { rank = "Primary", demand = "Activation at once." }),
        OnClaim("assess", new { reasonableness = "Unreasonable", @class = "unreasonable.policy-change", rank = "Primary", satisfiable = false }),
        OnClaim("offer-alternative", new { alternative = "By identity card." }),
        OnClaim("settle", new { outcome = "AlternativeAccepted" }),
    ];

    private static IEnumerable<(string Route, Probe[] Probes)> OnOthers() =>
    [
        ("POST /api/complaints", [new(Reach.Made, _ => "/api/complaints", city => new
        {
            kind = "Complaint", channel = "hotline", source = "customer", topic = "network.roaming.activation", summary = "It does not work.",
            region = new { province = city.Province, city = city.City }, customer = new { serviceNumber = "13955550005" }, occurredAt = "2026-03-02T10:00:00+08:00",
        })]),
        ("POST /api/contacts", [new(Reach.Made, _ => "/api/contacts", city => new
        {
            customer = new { serviceNumber = "13955550005" }, channel = "hotline", direction = "Inbound", outcome = "Answered", region = new { province = city.Province, city = city.City },
        })]),
        ("POST /api/contacts/{id:guid}/link", [new(Reach.Thing, city => $"/api/contacts/{city.Contact}/link", city => new { complaint = city.Resolved })]),
        ("POST /api/contacts/{id:guid}/unlink", [new(Reach.Thing, city => $"/api/contacts/{city.Contact}/unlink", city => new { complaint = city.Resolved, reason = "Another matter." })]),
        ("POST /api/callbacks/{id:guid}/take", [new(Reach.Thing, city => $"/api/callbacks/{city.Callback}/take", _ => new { })]),
        ("POST /api/callbacks/{id:guid}/attempt", [new(Reach.Thing, city => $"/api/callbacks/{city.Callback}/attempt", _ => new { outcome = "NoAnswer" })]),
        ("POST /api/traces", [new(Reach.Made, _ => "/api/traces", city => new
        {
            trigger = "ComplaintHotspot", title = "Roaming", region = new { province = city.Province, city = city.City },
            evidence = new { figures = new[] { new { kpi = "contacts-per-case", from = "2026-03" } } },
        })]),
        Trace("evidence", new { evidence = new { figures = new[] { new { kpi = "repeat-complaint-rate", from = "2026-03" } } } }),
        Trace("analysis", new { department = "data" }),
        Trace("causes", new { kind = "Wording", branch = "Material", summary = "The portal is silent.", whys = new[] { "Nobody asked." }, explains = new { } }),
        TracePart("causes", "confirm", new { }),
        TracePart("causes", "exclude", new { reason = "It was not." }),
        Trace("improvements", new { group = "Texts", measure = "Say so.", causes = new[] { Claim }, department = "network", owner = "li.na", dueAt = "2026-04-01T00:00:00+08:00" }),
        TracePart("improvements", "start", new { }),
        TracePart("improvements", "complete", new { evidence = "The page." }),
        TracePart("improvements", "drop", new { reason = "Too dear." }),
        Trace("evaluation-plan", new { baseline = new { kpi = "contacts-per-case", from = "2026-03" }, from = "2026-04", target = 1.5, reviewAt = "2026-05-01T00:00:00+08:00" }),
        Trace("evaluate", new { }),
        Trace("close", new { }),
        ("POST /api/accounts", [new(Reach.Made, _ => "/api/accounts", city => new { userName = $"made.{Guid.NewGuid():N}", displayName = "Made", territory = city.Territory })]),
        Account("grant", new { role = "DeskAgent", territory = "cn-js.nanjing" }),
        Account("withdraw", new { role = "DeskAgent", territory = "cn-js.nanjing" }),
        Account("block", new { reason = "Left." }),
        Account("restore", new { }),
        Account("unlock", new { }),
        Account("reset-password", new { }),
        ("POST /api/tokens", [new(Reach.Made, _ => "/api/tokens", city => new { name = "made", roles = new[] { "QualityAuditor" }, territory = city.Territory, days = 3 })]),
        ("DELETE /api/tokens/{id:guid}", [new(Reach.Kept, city => $"/api/tokens/{city.Token}")]),
        Customer("reveal", new { purpose = "QualityInspection" }),
        Customer("export", new { }),
        Customer("erasure", new { ground = "SubjectRequest" }),
        Customer("erasure/approve", new { }),
        Customer("erasure/reject", new { obstacle = "DutyToKeep" }),
        Customer("erasure/withdraw", new { }),
        Customer("legal-holds", new { reference = "docket-7", cause = "Litigation" }),
        Customer("legal-holds/lift", new { reference = "docket-7" }),
        ("POST /api/inspections", [new(Reach.Made, _ => "/api/inspections", city => new
        {
            region = new { province = city.Province, city = city.City }, from = "2026-03-01", to = "2026-03-31", perStratum = 1, seed = 7, card = "complaint-handling", raters = new[] { "made.rater" },
        })]),
        Inspection("replace-rater", new { rater = "homely.rater", by = "another.rater" }),
        Inspection("submit", new { answers = Array.Empty<object>() }),
        Inspection("appeal", new { rater = "homely.rater", ground = "EvidenceOverlooked" }),
        Inspection("confirm", new { rater = "homely.rater", ground = "CardFollowed" }),
        Inspection("correct", new { rater = "homely.rater", ground = "CardFollowed", answers = Array.Empty<object>() }),
        ("POST /api/scorecards/{card}", [new(Reach.Operator, _ => "/api/scorecards/complaint-handling", _ => new { })]),
        ("POST /api/chain/verifications", [new(Reach.Operator, _ => "/api/chain/verifications", _ => new { })]),
        // What is wrong in these requests is found after the permission.
        ("POST /api/definitions/lists/{name}", [new(Reach.Operator, _ => "/api/definitions/lists/topics", _ => new { })]),
        ("POST /api/definitions/policies/repeat-rule", [new(Reach.Operator, _ => "/api/definitions/policies/repeat-rule", _ => new { })]),
        ("POST /api/definitions/policies/callback", [new(Reach.Operator, _ => "/api/definitions/policies/callback", _ => new { })]),
        ("POST /api/definitions/catalogue/{kind}/{entry}", [new(Reach.Operator, _ => "/api/definitions/catalogue/Rule/none", _ => new { })]),
        ("POST /api/definitions/catalogue/{kind}/{entry}/end", [new(Reach.Operator, _ => "/api/definitions/catalogue/Rule/none/end", _ => new { })]),
        ("POST /api/definitions/policies/retention", [new(Reach.Operator, _ => "/api/definitions/policies/retention", _ => new { })]),
        // It is answered for each customer; RetentionTests ask for another city's.
        ("POST /api/personal-data/retention/requests", [new(Reach.Operator, _ => "/api/personal-data/retention/requests", city => new { customers = new[] { city.Customer } })]),
        ("POST /api/definitions/calendars/{name}", [new(Reach.Operator, _ => "/api/definitions/calendars/desk", _ => new { })]),
        ("POST /api/definitions/clock-policies/{name}/simulate", [Read(Reach.Territory, city => $"/api/definitions/clock-policies/resolve/simulate?region={city.Territory}&month=2026-03", _ => new { obligation = "Resolve", limit = 60, unit = "WorkingMinutes", calendar = "desk" })]),
        ("POST /api/definitions/calendars/{name}/simulate", [Read(Reach.Territory, city => $"/api/definitions/calendars/desk/simulate?region={city.Territory}&month=2026-03", _ => new { validFrom = "2026-01-01", zone = "Asia/Shanghai", week = new[] { new { day = "Monday", periods = new[] { new { from = "09:00", until = "12:00" } } } } })]),
        ("POST /api/definitions/priority-matrix", [new(Reach.Operator, _ => "/api/definitions/priority-matrix", _ => new { })]),
        ("POST /api/definitions/priority-matrix/simulate", [Read(Reach.Territory, city => $"/api/definitions/priority-matrix/simulate?region={city.Territory}&month=2026-03", _ => Matrix)]),
        ("POST /api/definitions/policies/callback/simulate", [Read(Reach.Territory, city => $"/api/definitions/policies/callback/simulate?region={city.Territory}&month=2026-03", _ => new { zone = "Asia/Shanghai", from = "09:00", until = "20:00", firstAfterMinutes = 60, retryAfterMinutes = new[] { 60 }, takeWithinMinutes = 30, kinds = new[] { "Praise" } })]),
        ("GET /api/definitions/reply-wordings/{name}/told", [Read(Reach.Territory, city => $"/api/definitions/reply-wordings/planted/told?region={city.Territory}&version=1")]),
        ("GET /api/definitions/handling-models/{name}/effect", [Read(Reach.Territory, city => $"/api/definitions/handling-models/planted/effect?region={city.Territory}")]),
        ("POST /api/definitions/reply-wordings/{name}", [new(Reach.Operator, _ => "/api/definitions/reply-wordings/none", _ => new { })]),
        ("POST /api/definitions/reply-wordings/{name}/withdraw", [new(Reach.Operator, _ => "/api/definitions/reply-wordings/none/withdraw", _ => new { })]),
        ("POST /api/definitions/handling-models/{name}", [new(Reach.Operator, _ => "/api/definitions/handling-models/none", _ => new { })]),
        ("POST /api/definitions/handling-models/{name}/retire", [new(Reach.Operator, _ => "/api/definitions/handling-models/none/retire", _ => new { })]),
        ("POST /api/definitions/kpi-definitions/{name}", [new(Reach.Operator, _ => "/api/definitions/kpi-definitions/escalation-rate", _ => new { })]),
        ("POST /api/definitions/kpi-definitions/{name}/simulate", [Read(Reach.Territory, city => $"/api/definitions/kpi-definitions/escalation-rate/simulate?region={city.Territory}&month=2026-03", _ => new { nameZh = "x", nameEn = "x", ownerZh = "x", ownerEn = "x", cases = new { kinds = new[] { "Complaint" }, withdrawn = true, merged = true } })]),
        ("POST /api/definitions/key-moment-standards/{name}", [new(Reach.Operator, _ => "/api/definitions/key-moment-standards/verify", _ => new { })]),
        Case("reply-wordings", _ => new { wording = "planted", version = 1 }),
        Case("handling-models", _ => new { model = "planted", version = 1 }),
        ("POST /api/definitions/clock-policies/{name}", [new(Reach.Operator, _ => "/api/definitions/clock-policies/resolve", _ => new { })]),
        ("POST /api/replays", [new(Reach.Operator, _ => "/api/replays", _ => new { projection = "none" })]),
        ("DELETE /api/replays/{id:guid}", [new(Reach.Operator, _ => $"/api/replays/{Claim}")]),
        ("POST /health/projections/{name}/retry", [new(Reach.Operator, _ => "/health/projections/WorkList/retry")]),
    ];

    private static Probe Read(Reach reach, Func<CityPlanted, string> path, Func<CityPlanted, object>? body = null) => new(reach, path, body, IsRead: true);

    private static (string Route, Probe[] Probes) Case(string verb, Func<CityPlanted, object> body) =>
        ($"POST /api/complaints/{{id:guid}}/{verb}", [new(Reach.Case, city => $"/api/complaints/{city.Case}/{verb}", body)]);

    private static (string Route, Probe[] Probes) OnClaim(string verb, object body) =>
        ($"POST /api/complaints/{{id:guid}}/claims/{{claimId:guid}}/{verb}", [new(Reach.Case, city => $"/api/complaints/{city.Case}/claims/{Claim}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Trace(string verb, object body) =>
        ($"POST /api/traces/{{id:guid}}/{verb}", [new(Reach.Case, city => $"/api/traces/{city.Trace}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) TracePart(string part, string verb, object body) =>
        ($"POST /api/traces/{{id:guid}}/{part}/{{partId:guid}}/{verb}", [new(Reach.Case, city => $"/api/traces/{city.Trace}/{part}/{Claim}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Customer(string verb, object body) =>
        ($"POST /api/customers/{{id:guid}}/{verb}", [new(Reach.Thing, city => $"/api/customers/{city.Customer}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Inspection(string verb, object body) =>
        ($"POST /api/inspections/{{id:guid}}/items/{{complaint:guid}}/{verb}", [new(Reach.Thing, city => $"/api/inspections/{city.Sample}/items/{city.Case}/{verb}", _ => body)]);

    private static (string Route, Probe[] Probes) Account(string verb, object body) =>
        ($"POST /api/accounts/{{id:guid}}/{verb}", [new(Reach.Kept, city => $"/api/accounts/{city.Account}/{verb}", _ => body)]);
}
