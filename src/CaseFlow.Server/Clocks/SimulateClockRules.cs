using CaseFlow.Clocks;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>What would a draft of a clock policy or a calendar have made of the clocks that started in a past month?</summary>
/// <remarks>As if the draft had been in force before every case of the month, a calendar from its first day on. What people did stays when it was done.</remarks>
public sealed class ClockSimulations(ReadModels models, CommandShell shell, DefinitionBook definitions, ClockRuleBook book, TimeProvider clock)
{
    /// <summary>Tries a policy.</summary>
    public async Task<DraftTrial> PolicyAsync(AccessScope scope, string name, PublishClockPolicyRequest draft, DateOnly month, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var (policy, terms) = await PublishingClockRules.ReadAsync(fields, definitions, name, draft, cancellation);
        if (fields.Any) return DraftTrial.Not(fields.Outcome);
        var state = await shell.StateAsync(Streams.ClockPolicies, ClockRuleBook.PoliciesStream, cancellation);
        var known = await PublishingClockRules.CalendarsAsync(shell, cancellation);
        if (ClockPolicyDecisions.Publish(state, new(policy, terms, RuleChange.FrozenAtStart, "") { Known = known }).Refusal is { } unfit) return DraftTrial.Not(new CommandRefused(unfit));
        return await TryAsync(
            scope, new ClockPolicyPublished { Policy = policy, Version = (state.Latest.GetValueOrDefault(policy)?.Version ?? 0) + 1, Terms = terms, Running = RuleChange.FrozenAtStart, Reason = "" }, month, cancellation);
    }

    /// <summary>Tries a calendar.</summary>
    public async Task<DraftTrial> CalendarAsync(AccessScope scope, string name, PublishCalendarRequest draft, DateOnly month, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        if (await PublishingCalendars.ReadAsync(fields, definitions, name, draft, cancellation) is not { } read || fields.Any) return DraftTrial.Not(fields.Outcome);
        var state = await shell.StateAsync(Streams.WorkCalendars, ClockRuleBook.CalendarsStream, cancellation);
        if (CalendarDecisions.Publish(state, read).Refusal is { } unfit) return DraftTrial.Not(new CommandRefused(unfit));
        var published = new CalendarPublished
        {
            Calendar = read.Calendar,
            Place = read.Place,
            Version = (state.Latest.GetValueOrDefault(new(read.Calendar, read.Place))?.Version ?? 0) + 1,
            ValidFrom = read.ValidFrom < month ? read.ValidFrom : month,
            Terms = read.Terms,
            Running = RuleChange.FrozenAtStart,
            Reason = "",
        };
        return await TryAsync(scope, published, month, cancellation);
    }

    private async Task<DraftTrial> TryAsync(AccessScope scope, object draft, DateOnly month, CancellationToken cancellation)
    {
        var (from, until, now) = (ReportingZone.Operator.Begin(month), ReportingZone.Operator.Begin(month.AddMonths(1)), clock.GetUtcNow());
        var rules = await book.RulesAsync(cancellation);
        var supposed = rules.Supposing(draft, from);
        var looked = await ClockedMonth.ReadAsync(models, scope, from, until, cancellation);
        var all = looked.Data.Cases.SelectMany(row => ClockSimulation.Of(row.Read(), rules, supposed, from, until).Select(one => Shown(row, one, now))).ToList();
        return DraftTrial.Of(new(looked.Position, looked.AsOf, DraftSimulation.Of(month, looked.Data, all, judgesLate: true)));
    }

    private static SimulatedDue Shown(ClockCaseRow row, SimulatedClock one, DateTimeOffset now)
    {
        var either = (one.Was ?? one.Draft)!;
        return new(
            row.Complaint, AccessScope.Code(row.Province, row.City), either.Obligation, either.Episode, one.Shift,
            one.Was?.DueNotBefore, one.Draft?.DueNotBefore, ClockSimulation.IsLate(one.Was, now), ClockSimulation.IsLate(one.Draft, now));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapTrial<PublishClockPolicyRequest>(
            "/definitions/clock-policies/{name}/simulate", "What a draft of a clock policy would have made of the clocks that started in a past month; its body is the draft as it would be published.",
            services => services.GetRequiredService<ClockSimulations>().PolicyAsync);
        api.MapTrial<PublishCalendarRequest>(
            "/definitions/calendars/{name}/simulate", "What a draft of a calendar would have made of the clocks that started in a past month; its body is the draft as it would be published.",
            services => services.GetRequiredService<ClockSimulations>().CalendarAsync);
    }
}
