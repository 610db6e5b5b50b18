using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.FollowUps;
using CaseFlow.Inspections;
using CaseFlow.Kpis;
using CaseFlow.Server.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Definitions;

/// <summary>The definitions that a new installation starts with, published as events like any later version.</summary>
/// <remarks>Only what was never published is: an operator's own later versions are left alone.</remarks>
public sealed class DefinitionSeeds(CommandShell shell, DefinitionBook book, TimeProvider clock)
{
    /// <summary>Who publishes them.</summary>
    public const string Actor = "setup";

    /// <summary>Publishes what was never published.</summary>
    public async Task PublishAsync(CancellationToken cancellation)
    {
        foreach (var name in TermLists.All)
        {
            await PublishAsync<TermList, TermListEvent>(
                Streams.TermList, DefinitionBook.StreamOf(name), name, list => list.Version > 0 ? Decision.Nothing : TermListDecisions.Publish(list, List(name)), cancellation);
        }

        await PublishAsync<Policies, PolicyEvent>(
            Streams.Policies, DefinitionBook.PoliciesStream, "repeat-rule", state => state.RepeatRule is null ? PolicyDecisions.PublishRepeatRule(state, Policies().RepeatRule.Command) : Decision.Nothing, cancellation);
        await PublishAsync<Policies, PolicyEvent>(
            Streams.Policies, DefinitionBook.PoliciesStream, "callback", state => state.CallbackTerms is null ? PolicyDecisions.PublishCallbackPolicy(state, Policies().Callback.Command) : Decision.Nothing, cancellation);
        var standards = await shell.StateAsync(Streams.KeyMomentStandards, CaseDefinitions.StandardsStream, cancellation);
        foreach (var seed in Read<IReadOnlyList<PublishKeyMomentStandard>>("key-moment-standards.json").Where(seed => !standards.Latest.ContainsKey(seed.Moment)))
        {
            await PublishAsync<KeyMomentStandards, KeyMomentStandardEvent>(
                Streams.KeyMomentStandards, CaseDefinitions.StandardsStream, $"key-moment-{seed.Moment}", state => KeyMomentStandardDecisions.Publish(state, seed), cancellation);
        }

        var kpis = await shell.StateAsync(Streams.KpiDefinitions, DefinitionBook.KpisStream, cancellation);
        foreach (var seed in KpiCatalogue.Seeds.Where(seed => kpis.Of(seed.Kpi).Count == 0))
        {
            await PublishAsync<KpiDefinitions, KpiDefinitionEvent>(
                Streams.KpiDefinitions, DefinitionBook.KpisStream, $"kpi-{seed.Kpi}", state => state.Of(seed.Kpi).Count > 0 ? Decision.Nothing : KpiDefinitionDecisions.Publish(state, seed), cancellation);
        }

        var matrix = Read<PublishPriorityMatrix>("priority-matrix.json");
        await PublishAsync<PriorityMatrix, PriorityMatrixEvent>(
            Streams.PriorityMatrix, CaseDefinitions.PriorityStream, "priority-matrix", state => state.InForce is null ? PriorityMatrixDecisions.Publish(state, matrix) : Decision.Nothing, cancellation);

        var card = Scorecard();
        await PublishAsync<Scorecard, ScorecardEvent>(
            Streams.Scorecard, ScorecardBook.StreamOf(card.Card), card.Card, state => state.Version > 0 ? Decision.Nothing : ScorecardDecisions.Publish(state, card), cancellation);
        book.Forget();
    }

    /// <summary>The list that a new installation starts with.</summary>
    public static PublishTermList List(string name)
    {
        var seed = Read<ListSeed>($"{name}.json");
        return new(seed.List, seed.Entries, seed.Note);
    }

    /// <summary>The scorecard that a new installation starts with.</summary>
    public static PublishScorecard Scorecard()
    {
        var seed = Read<CardSeed>("scorecard.json");
        return new(seed.Card, seed.Content, seed.Note);
    }

    private static PolicySeeds Policies() => Read<PolicySeeds>("policies.json");

    private static T Read<T>(string file)
    {
        using var stream = typeof(DefinitionSeeds).Assembly.GetManifestResourceStream($"seed/{file}") ?? throw new ArgumentException($"There is no seed {file}.", nameof(file));
        return JsonSerializer.Deserialize<T>(stream, EventTypes.Json) ?? throw new JsonException($"The seed {file} is empty.");
    }

    private async Task PublishAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, string what, Func<TState, Decision<TEvent>> decide, CancellationToken cancellation)
        where TEvent : class
    {
        var id = DeterministicId.From(Actor, what);
        var context = new CommandContext { CommandId = id, Actor = Actor, Scope = AccessScope.All, CorrelationId = $"{Actor}-{what}", OccurredAt = clock.GetUtcNow() };
        if (await shell.DecideAsync(kind, stream, context, decide, cancellation) is CommandRefused refused)
            throw new InvalidOperationException($"The seed of {what} is refused: {refused.Refusal.Reason}");
    }

    private sealed record ListSeed(string List, string Note, IReadOnlyList<TermEntry> Entries);

    private sealed record CardSeed(string Card, string Note, ScorecardContent Content);

    private sealed record PolicySeeds(RepeatRuleSeed RepeatRule, CallbackSeed Callback);

    private sealed record RepeatRuleSeed(int WindowDays, int TopicLevel, IReadOnlyList<ComplaintKind> Kinds, int Unit, string Reason)
    {
        public PublishRepeatRule Command => new(WindowDays, TopicLevel, Kinds, Unit, Reason);
    }

    private sealed record CallbackSeed
    {
        public required string Zone { get; init; }
        public required TimeOnly From { get; init; }
        public required TimeOnly Until { get; init; }
        public required int FirstAfterMinutes { get; init; }
        public required IReadOnlyList<int> RetryAfterMinutes { get; init; }
        public required int TakeWithinMinutes { get; init; }
        public required IReadOnlyList<ComplaintKind> Kinds { get; init; }
        public required string Reason { get; init; }

        public PublishCallbackPolicy Command => new(
            new CallbackTerms
            {
                PolicyVersion = 0,
                Zone = Zone,
                From = From,
                Until = Until,
                FirstAfterMinutes = FirstAfterMinutes,
                RetryAfterMinutes = RetryAfterMinutes,
                TakeWithinMinutes = TakeWithinMinutes,
            },
            Kinds,
            Reason);
    }
}
