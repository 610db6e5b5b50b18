using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Inspections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>An inspected sample of Nanjing's cases of 2011: half of them rated by two people, so that there is something to compare.</summary>
/// <remarks>Every stream is one append under ids that follow from the story; loading again passes over what is there.</remarks>
public sealed class DemoInspections(IEventStore store, PersonalDataVault vault, ScorecardBook cards, TimeProvider clock)
{
    private const string Story = "inspection-2011";
    private const long Seed = 20110627;
    private const int Unfinished = 5;

    private static readonly SampleRule Rule = new()
    {
        Region = new("cn-js", "nanjing"),
        From = DemoCast.At(2011, 3, 1),
        Before = DemoCast.At(2011, 9, 1),
        Kinds = [ComplaintKind.Complaint],
        ClosedOnly = true,
        By = Stratification.Topic,
        PerStratum = 8,
    };

    private static readonly InspectionSampleId Sample = InspectionSampleId.From(DeterministicId.From("demo", Story));

    /// <summary>Loads what is not there yet.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        var card = await cards.FindAsync(DefinitionSeeds.Scorecard().Card, version: 1, cancellation) ?? throw new ExplainedException("The demo needs the scorecard that an installation starts with.");
        var history = await store.ReadStreamAsync(Sample.Value, cancellation: cancellation);
        if (history.Count == 0)
        {
            await RecordAsync(await DrawAsync(card, cancellation), cancellation);
            history = await store.ReadStreamAsync(Sample.Value, cancellation: cancellation);
        }

        var sample = Streams.InspectionSample.Fold(history);
        var drawn = sample.Drawn!;
        var dice = new DemoDice(Seed);
        var cases = drawn.Strata.SelectMany(stratum => stratum.Chosen).ToList();
        await vault.PrepareAsync([.. cases.Select(one => one.Customer)], cancellation);
        // The last ones are still to be rated by the first auditor.
        foreach (var (place, one) in cases.Index())
        {
            var raters = sample.RatersOf(one.Complaint).Where(rater => place < cases.Count - Unfinished || rater != DemoAccounts.Auditor).ToList();
            var quality = dice.Below(100);
            var findings = raters.Select(rater => (rater, Answers(card.Content, quality, dice))).ToList();
            if (raters.Count == 0 || (await store.ReadStreamAsync(InspectionDesk.StreamOf(Sample, one.Complaint), cancellation: cancellation)).Count > 0) continue;
            await RecordAsync(await InspectAsync(sample, one, card.Content, findings, place, cancellation), cancellation);
        }
    }

    private async Task<StreamDraft<InspectionSample, InspectionSampleEvent>> DrawAsync(ScorecardAnswer card, CancellationToken cancellation)
    {
        var position = await store.HeadAsync(cancellation);
        var population = new List<PopulationCase>();
        for (long after = 0; after < position;)
        {
            var events = await store.ReadAllAsync(after, 1_000, cancellation);
            if (events.Count == 0) break;
            after = events[^1].Position;
            foreach (var e in events.Where(e => e.Data is ComplaintRegistered registered && registered.Region.City == Rule.Region.City))
            {
                if (InspectionPopulation.Of(await store.ReadStreamAsync(e.Stream.Value, cancellation: cancellation), position) is { } one) population.Add(one);
            }
        }

        return new StreamDraft<InspectionSample, InspectionSampleEvent>(Streams.InspectionSample, Sample.Value, []).Decide(Step(0, DemoAccounts.Auditor), state => InspectionSampleDecisions.Draw(state, new()
        {
            Sample = Sample,
            Rule = Rule,
            Seed = Seed,
            SeedNamed = true,
            Position = position,
            Card = card.Card,
            CardVersion = card.Version,
            Population = population,
            Raters = [DemoAccounts.Auditor, DemoAccounts.SecondAuditor],
            DoublePercent = 60,
        }));
    }

    private async Task<StreamDraft<Inspection, InspectionEvent>> InspectAsync(
        InspectionSample sample, SampledCase one, ScorecardContent card, List<(string Rater, List<CriterionAnswer> Answers)> findings, int place, CancellationToken cancellation)
    {
        var sealer = await vault.SealerAsync(one.Customer, cancellation);
        var draft = new StreamDraft<Inspection, InspectionEvent>(Streams.Inspection, InspectionDesk.StreamOf(Sample, one.Complaint), []);
        foreach (var (number, (rater, answers)) in findings.Index())
        {
            draft.Decide(Step(100 + (place * 10) + number, rater), inspection => InspectionDecisions.Submit(inspection, new()
            {
                Sample = sample.Drawn!,
                Case = one,
                Content = card,
                Raters = sample.RatersOf(one.Complaint),
                DealtWith = [],
                Rater = rater,
                Answers = answers,
                Comment = sealer.Seal(Scoring.Of(card, answers).Passed ? "处理过程完整，记录清楚。" : "处理过程有缺项，请班组长复盘。"),
            }));
        }

        // One is appealed and corrected, another waits for its decision.
        if (place is 2 or 5 && findings is [var (appealed, given), ..])
        {
            draft.Decide(Step(108 + (place * 10), DemoAccounts.Lead), inspection => InspectionDecisions.Appeal(
                inspection, new(Sample, one.Complaint, appealed, AppealGround.EvidenceOverlooked, DemoAccounts.Lead, sealer.Seal("录音中座席已经致歉，请复听。"))));
            var decider = appealed == DemoAccounts.Auditor ? DemoAccounts.SecondAuditor : DemoAccounts.Auditor;
            if (place == 2)
            {
                draft.Decide(Step(109 + (place * 10), decider), inspection => InspectionDecisions.Correct(
                    inspection, new(Sample, one.Complaint, appealed, card, Better(card, given), ReviewGround.EvidenceOverlooked, decider) { Note = sealer.Seal("复听录音，确有致歉，改判。") }));
            }
        }

        return draft;
    }

    /// <summary>Two people who look at one case mostly see the same.</summary>
    private static List<CriterionAnswer> Answers(ScorecardContent card, int quality, DemoDice dice) =>
    [
        .. card.AllCriteria().Select((criterion, place) => new CriterionAnswer(
            criterion.Code,
            criterion.MayNotApply && (quality + (place * 31)) % 10 < 3 ? null
            : criterion.Critical ? (quality + place) % 29 == 0 ? 0 : 1
            : Points(criterion.Top, (quality + (place * 37)) % 100, dice.Below(100)))),
    ];

    private static int Points(int top, int quality, int chance) => Math.Clamp(
        (quality < 5 ? 0 : quality < 15 ? top / 2 : top) + (chance < 8 ? -1 : chance > 95 ? 1 : 0), 0, top);

    private static List<CriterionAnswer> Better(ScorecardContent card, List<CriterionAnswer> answers)
    {
        var tops = card.AllCriteria().ToDictionary(criterion => criterion.Code, criterion => criterion.Top);
        var worst = answers.Where(answer => answer.Points < tops[answer.Criterion]).Select(answer => answer.Criterion).FirstOrDefault() ?? answers.First(answer => answer.Points is not null).Criterion;
        return [.. answers.Select(answer => answer.Criterion == worst ? answer with { Points = answer.Points == tops[worst] ? 0 : tops[worst] } : answer)];
    }

    private CommandContext Step(int number, string actor) => DemoStream.Step(Story, number, clock.GetUtcNow(), actor);

    private async Task RecordAsync<TState, TEvent>(StreamDraft<TState, TEvent> draft, CancellationToken cancellation)
        where TEvent : class
    {
        if (draft.Events.Count == 0) throw new ExplainedException("The demo's cases of Nanjing in 2011 are not all there, so that none of them can be inspected.");
        await draft.RecordAsync(store, cancellation);
    }
}
