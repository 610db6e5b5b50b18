using CaseFlow.Access;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Audit;

/// <summary>The events that relied on a version of a policy.</summary>
/// <param name="Rule">The version, as it was published.</param>
/// <param name="Events">The events, the latest first.</param>
public sealed record RuleUses(RuleRelied Rule, Page<LedgerEntry> Events);

/// <summary><c>GET /api/events</c>, <c>GET /api/events/{id}</c> and <c>GET /api/definitions/policies/{policy}/{version}/uses</c>.</summary>
public static class AuditRoutes
{
    /// <summary>The tag of the routes of this slice.</summary>
    public const string Tag = "Audit";

    private static readonly QueryParameter[] Parameters =
    [
        new("actor", "Who did it: an account, or an automation's name."),
        new("type", "Stored names such as complaint_escalated, with commas."),
        new("occurredFrom", "Happened at or after this time."),
        new("occurredTo", "Happened before this time."),
        new("recordedFrom", "Recorded at or after this time."),
        new("recordedTo", "Recorded before this time."),
        new("customer", "The customer's id."),
        new("complaint", "The case's id: its own events and those of its contacts and callbacks."),
        new("stream", "The id of a case, contact, callback or definition."),
        new("automation", "true: done by no person; false: by a person."),
        new("correlation", "The id that ties a click to all its consequences."),
        new("cause", "The id of the event that they follow from."),
        new("policy", "Relied on this: repeat-rule, callback or retention; or a definition by kind and name, as reply-wordings/data-reminder, clock-policies/resolve, warning-rules/mass-complaint, kpi-definitions/escalation-rate."),
        new("policyVersion", "Which version of it; any when left out."),
        new("sort", "Recorded (usual) or Occurred, the latest first."),
        .. QueryParameter.OfLists,
    ];

    public static void Map(IEndpointRouteBuilder api)
    {
        MapCases(api);
        api.MapQuery<EventLedger, Page<LedgerEntry>>(
            "/events",
            Permission.ReadHistory,
            (Tag, "All events: who did what, when, in which case, and because of what; filtered, the latest first."),
            [EventLedger.Projection],
            Parameters,
            query =>
            {
                var (filter, sort, page) = (Filter(query), query.Choice<LedgerSort>("sort"), query.Page());
                return async (ledger, asker, cancellation) => await ledger.AskAsync(asker.Scope, filter, sort ?? LedgerSort.Recorded, page, cancellation);
            });
        api.MapQuery<EventDetails, EventDetail>(
            "/events/{id:guid}",
            Permission.ReadHistory,
            (Tag, "One event: what it says, what it follows from, what followed from it, and which version of a policy it relied on."),
            [EventLedger.Projection],
            [],
            query =>
            {
                var id = query.PathId("id");
                return (details, asker, cancellation) => details.AskAsync(asker.Scope, id, asker.Caller, cancellation);
            });
        api.MapQuery<RuleHistory, RuleUses>(
            "/definitions/policies/{policy}/{version}/uses",
            Permission.ReadHistory,
            (Tag, "What a version of a policy did: the events that say they relied on it, the latest first."),
            [EventLedger.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var (policy, page) = (new LedgerPolicy(query.PathText("policy"), int.TryParse(query.PathText("version"), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0), query.Page());
                return (history, asker, cancellation) => history.AskAsync(asker.Scope, policy, page, cancellation);
            });
        api.MapQuery<RuleHistory, RuleUses>(
            "/definitions/{kind}/{name}/versions/{version}/uses",
            Permission.ReadHistory,
            (Tag, "What a version of a definition did that events name (wording, handling model, key-moment standard, clock policy, warning rule, emergency plan, scorecard, reminder plan, entry of the catalogue, KPI): the events that say they relied on it, the latest first."),
            [EventLedger.Projection],
            QueryParameter.OfLists,
            query =>
            {
                var (policy, page) = (new LedgerPolicy(LedgerPolicy.Named(query.PathText("kind"), query.PathText("name")), int.TryParse(query.PathText("version"), System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0), query.Page());
                return (history, asker, cancellation) => history.AskAsync(asker.Scope, policy, page, cancellation);
            });
    }

    private static void MapCases(IEndpointRouteBuilder api)
    {
        api.MapQuery<CaseLanes, LanesOfCase>(
            "/complaints/{id:guid}/lanes",
            Permission.ReadHistory,
            (Tag, "A case on one axis of time: its contacts, stages, clocks and decisions; now or as known on a past day."),
            [CaseThreads.Projection],
            ReplayPoint.Parameters,
            query =>
            {
                var (id, point) = (ComplaintId.From(query.PathId("id")), ReplayPoint.Read(query));
                return (lanes, asker, cancellation) => lanes.AskAsync(asker.Scope, id, asker.Caller, point, cancellation);
            });
        api.MapQuery<CaseChanges, ChangesOfCase>(
            "/complaints/{id:guid}/changes",
            Permission.ReadHistory,
            (Tag, "What differs in a case between two times at which it was looked at, and which events did it."),
            [CaseThreads.Projection],
            TwoTimes.Parameters,
            query =>
            {
                var (id, times) = (ComplaintId.From(query.PathId("id")), TwoTimes.Read(query));
                return (changes, asker, cancellation) => changes.AskAsync(asker.Scope, id, asker.Caller, times, cancellation);
            });
        api.MapQuery<WorkListDifferences, WorkListDifference>(
            "/complaints/differences",
            Permission.ReadHistory,
            (Tag, "What differs in the work list between two times: cases that appeared, went or moved, and which events did it."),
            [WorkList.Projection],
            [.. TwoTimes.Parameters, .. QueryParameter.OfLists],
            query =>
            {
                var (times, page) = (TwoTimes.Read(query), query.Page());
                return (differences, asker, cancellation) => differences.AskAsync(asker.Scope, times, page, asker.Caller, cancellation);
            });
    }

    private static LedgerFilter Filter(QueryReader query)
    {
        var filter = new LedgerFilter
        {
            Actor = query.Text("actor"),
            Types = Types(query),
            OccurredFrom = query.Time("occurredFrom"),
            OccurredTo = query.Time("occurredTo"),
            RecordedFrom = query.Time("recordedFrom"),
            RecordedTo = query.Time("recordedTo"),
            Customer = query.Id("customer"),
            Complaint = query.Id("complaint"),
            Stream = query.Id("stream"),
            Automation = query.Flag("automation"),
            Correlation = query.Text("correlation"),
            Cause = query.Id("cause"),
            Policy = query.Text("policy"),
            PolicyVersion = (int?)query.Number("policyVersion", 1, int.MaxValue),
        };
        if (filter.Policy is { } policy && !LedgerPolicy.IsOne(policy)) query.Errors.Add("policy", FieldCodes.OutOfRange, $"policy is one of {string.Join(", ", LedgerPolicy.All)}, or the name of a definition behind {string.Join("/, ", LedgerPolicy.Kinds)}/.");
        if (filter.PolicyVersion is not null && filter.Policy is null) query.Errors.Add("policy", FieldCodes.Required, "policyVersion is given with its policy.");
        return filter;
    }

    private static string[] Types(QueryReader query)
    {
        var types = (query.Text("type") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Order(StringComparer.Ordinal).ToArray();
        foreach (var type in types.Where(type => !Streams.EventTypes().Names.Contains(type)))
        {
            query.Errors.Add("type", FieldCodes.OutOfRange, "type names events by their stored names, for example complaint_escalated; docs/events.md lists them.");
            break;
        }

        return types;
    }
}

/// <summary>What did a version of a rule do?</summary>
public sealed class RuleHistory(EventLedger ledger, EventDetails details)
{
    /// <summary>Its uses; null when there is no such policy or version.</summary>
    public async Task<ReadAnswer<RuleUses>?> AskAsync(AccessScope scope, LedgerPolicy policy, PageRequest page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (!LedgerPolicy.IsOne(policy.Policy)) return null;
        var rule = await details.RuleAsync(policy, cancellation);
        if (rule.PublishedAt is null) return null;
        var answer = await ledger.AskAsync(scope, new() { Policy = policy.Policy, PolicyVersion = policy.Version }, LedgerSort.Recorded, page, cancellation);
        return new(answer.Position, answer.AsOf, new(rule, answer.Data));
    }
}
