using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>The rules for warnings and the targets for support that a new installation starts with, published as events like any later version.</summary>
/// <remarks>Only what was never published is: an operator's own later versions are left alone.</remarks>
public sealed class WarningSeeds(CommandShell shell, TimeProvider clock)
{
    /// <summary>Publishes what was never published.</summary>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        var seeds = Read();
        var rules = await shell.StateAsync(Streams.WarningRules, WarningEvaluation.RulesStream, cancellation);
        foreach (var seed in seeds.Rules.Where(seed => !rules.Latest.ContainsKey(seed.Rule)))
        {
            await PublishAsync<WarningRules, WarningRuleEvent>(
                Streams.WarningRules, WarningEvaluation.RulesStream, $"warning-rule-{seed.Rule}", state => WarningRuleDecisions.Publish(state, new(seed.Rule, seed.Terms, seed.Reason)), cancellation);
        }

        if ((await shell.StateAsync(Streams.SupportTargets, SupportDesk.TargetsStream, cancellation)).Latest is not null) return;
        var known = await PublishingClockRules.CalendarsAsync(shell, cancellation);
        var targets = seeds.SupportTargets;
        await PublishAsync<SupportTargets, SupportTargetsEvent>(
            Streams.SupportTargets, SupportDesk.TargetsStream, "support-targets",
            state => SupportTargetsDecisions.Publish(state, new(targets.Calendar, targets.TakeUpMinutes, targets.AnswerMinutes, targets.Reason) { Known = known }), cancellation);
    }

    private async Task PublishAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, string what, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation)
        where TEvent : class
    {
        var actor = Definitions.DefinitionSeeds.Actor;
        var context = new CommandContext { CommandId = DeterministicId.From(actor, what), Actor = actor, Scope = AccessScope.All, CorrelationId = $"{actor}-{what}", OccurredAt = clock.GetUtcNow() };
        if (await shell.DecideAsync(kind, stream, context, decide, cancellation) is CommandRefused refused)
            throw new InvalidOperationException($"The seed of {what} is refused: {refused.Refusal.Reason}");
    }

    private static Seeds Read()
    {
        using var stream = typeof(WarningSeeds).Assembly.GetManifestResourceStream("seed/warning-rules.json") ?? throw new InvalidOperationException("There is no seed of the rules for warnings.");
        return JsonSerializer.Deserialize<Seeds>(stream, EventTypes.Json) ?? throw new JsonException("The seed of the rules for warnings is empty.");
    }

    private sealed record Seeds(IReadOnlyList<RuleSeed> Rules, TargetsSeed SupportTargets);

    private sealed record RuleSeed(string Rule, WarningRuleTerms Terms, string Reason);

    private sealed record TargetsSeed(string Calendar, int TakeUpMinutes, int AnswerMinutes, string Reason);
}
