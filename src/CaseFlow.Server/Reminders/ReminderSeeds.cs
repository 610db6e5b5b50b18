using System.Text.Json;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Reminders;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Reminders;

/// <summary>The plans of reminders and the hours of rest that a new installation starts with, published as events like any later version.</summary>
/// <remarks>Only what was never published is: an operator's own later versions are left alone.</remarks>
public sealed class ReminderSeeds(CommandShell shell, ReminderBook book, DefinitionBook definitions, TimeProvider clock)
{
    /// <summary>Publishes what was never published.</summary>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        var (known, seeds) = (await book.PlansAsync(cancellation), Read());
        if (known.Hours is null) await PublishAsync("reminder-hours", state => ReminderPlanDecisions.PublishHours(state, new(seeds.Hours, seeds.HoursReason)), cancellation);
        if (seeds.Plans.All(plan => !known.Of(plan.Plan).IsEmpty)) return;
        var touchpoints = await definitions.ListAsync(TermLists.Touchpoints, cancellation);
        foreach (var plan in seeds.Plans.Where(plan => known.Of(plan.Plan).IsEmpty))
        {
            foreach (var (number, version) in plan.Versions.Index())
            {
                var terms = new ReminderPlanTerms { Touchpoint = new Term(plan.Touchpoint, touchpoints.Version), Variables = plan.Variables, Templates = version.Templates };
                await PublishAsync($"reminder-plan-{plan.Plan}-{number + 1}", state => ReminderPlanDecisions.Publish(state, new(plan.Plan, terms, version.Reason)), cancellation);
            }
        }
    }

    private async Task PublishAsync(string what, Func<ReminderPlans, Decision<ReminderPlanEvent>> decide, CancellationToken cancellation)
    {
        var actor = DefinitionSeeds.Actor;
        var context = new CommandContext { CommandId = DeterministicId.From(actor, what), Actor = actor, Scope = AccessScope.All, CorrelationId = $"{actor}-{what}", OccurredAt = clock.GetUtcNow() };
        if (await shell.DecideAsync(Streams.ReminderPlans, ReminderBook.Stream, context, decide, cancellation) is CommandRefused refused)
            throw new InvalidOperationException($"The seed of {what} is refused: {refused.Refusal.Reason}");
    }

    private static Seeds Read()
    {
        using var stream = typeof(ReminderSeeds).Assembly.GetManifestResourceStream("seed/reminder-plans.json") ?? throw new InvalidOperationException("There is no seed of the plans of reminders.");
        return JsonSerializer.Deserialize<Seeds>(stream, EventTypes.Json) ?? throw new JsonException("The seed of the plans of reminders is empty.");
    }

    private sealed record Seeds(ReminderHours Hours, string HoursReason, IReadOnlyList<PlanSeed> Plans);

    private sealed record PlanSeed(string Plan, string Touchpoint, IReadOnlyList<ReminderVariable> Variables, IReadOnlyList<VersionSeed> Versions);

    private sealed record VersionSeed(string Reason, IReadOnlyList<ReminderTemplate> Templates);
}
