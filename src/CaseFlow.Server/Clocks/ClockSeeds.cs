using System.Text.Json;
using CaseFlow.Clocks;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Clocks;

/// <summary>The calendars and clock policies that a new installation starts with, published as events like any later version.</summary>
/// <remarks>Only what was never published is: an operator's own later versions are left alone. Cases that are open already get their clocks.</remarks>
public sealed class ClockSeeds(CommandShell shell, TimeProvider clock)
{
    /// <summary>Publishes what was never published.</summary>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        var calendars = await shell.StateAsync(Streams.WorkCalendars, ClockRuleBook.CalendarsStream, cancellation);
        foreach (var seed in Read<IReadOnlyList<CalendarSeed>>("work-calendars.json").Where(seed => !calendars.Latest.ContainsKey(new(seed.Calendar, null))))
        {
            await PublishAsync<WorkCalendars, CalendarEvent>(
                Streams.WorkCalendars, ClockRuleBook.CalendarsStream, $"calendar-{seed.Calendar}", state => CalendarDecisions.Publish(state, seed.Command), cancellation);
        }

        var policies = await shell.StateAsync(Streams.ClockPolicies, ClockRuleBook.PoliciesStream, cancellation);
        var missing = Read<IReadOnlyList<PolicySeed>>("clock-policies.json").Where(seed => !policies.Latest.ContainsKey(seed.Policy)).ToList();
        if (missing.Count == 0) return;
        var known = await PublishingClockRules.CalendarsAsync(shell, cancellation);
        foreach (var seed in missing)
        {
            await PublishAsync<ClockPolicies, ClockPolicyEvent>(
                Streams.ClockPolicies, ClockRuleBook.PoliciesStream, $"clock-policy-{seed.Policy}",
                state => ClockPolicyDecisions.Publish(state, new(seed.Policy, seed.Terms, RuleChange.Replanned, seed.Reason) { Known = known }),
                cancellation);
        }
    }

    private async Task PublishAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, string what, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation)
        where TEvent : class
    {
        var actor = Definitions.DefinitionSeeds.Actor;
        var context = new CommandContext { CommandId = DeterministicId.From(actor, what), Actor = actor, Scope = AccessScope.All, CorrelationId = $"{actor}-{what}", OccurredAt = clock.GetUtcNow() };
        if (await shell.DecideAsync(kind, stream, context, decide, cancellation) is CommandRefused refused)
            throw new InvalidOperationException($"The seed of {what} is refused: {refused.Refusal.Reason}");
    }

    private static T Read<T>(string file)
    {
        using var stream = typeof(ClockSeeds).Assembly.GetManifestResourceStream($"seed/{file}") ?? throw new ArgumentException($"There is no seed {file}.", nameof(file));
        return JsonSerializer.Deserialize<T>(stream, EventTypes.Json) ?? throw new JsonException($"The seed {file} is empty.");
    }

    private sealed record PolicySeed(string Policy, ClockTerms Terms, string Reason);

    /// <summary>A calendar with its special days written as the notices write them: spans off, and days on which work is made up.</summary>
    private sealed record CalendarSeed(string Calendar, DateOnly ValidFrom, string Zone, IReadOnlyList<WorkWeekday> Week, IReadOnlyList<NoticeSeed> Notices, string Reason)
    {
        public PublishCalendar Command => new()
        {
            Calendar = Calendar,
            ValidFrom = ValidFrom,
            Terms = new() { Zone = Zone, Week = Week, Days = [.. Notices.SelectMany(notice => notice.Days)], Sources = [.. Notices.Select(notice => notice.Source)] },
            Running = RuleChange.Replanned,
            Reason = Reason,
        };
    }

    private sealed record NoticeSeed(string Source, IReadOnlyList<WorkPeriod> MakeUpHours, IReadOnlyList<HolidaySeed> Holidays)
    {
        public IEnumerable<SpecialDay> Days => Holidays.SelectMany(holiday => holiday.Days(MakeUpHours)).OrderBy(day => day.Date);
    }

    private sealed record HolidaySeed(string Zh, string En, DateOnly From, DateOnly To, IReadOnlyList<DateOnly> MadeUp)
    {
        public IEnumerable<SpecialDay> Days(IReadOnlyList<WorkPeriod> hours)
        {
            for (var day = From; day <= To; day = day.AddDays(1)) yield return new(day, [], Zh, En);
            foreach (var day in MadeUp) yield return new(day, hours, $"{Zh}调休上班", $"Make-up day, {En}");
        }
    }
}
