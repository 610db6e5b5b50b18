using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>A case of a sample, and what commands on it must know.</summary>
/// <param name="Sample">The sample's state.</param>
/// <param name="Case">The case.</param>
/// <param name="Card">The scorecard in the sample's version.</param>
/// <param name="DealtWith">Everybody who did something to the case until now.</param>
public sealed record DrawnCase(InspectionSample Sample, SampledCase Case, ScorecardContent Card, IReadOnlyCollection<string> DealtWith);

/// <summary>Carries out commands on samples and inspections.</summary>
public sealed class InspectionDesk(CommandShell shell, PersonalDataVault vault, ScorecardBook cards, InspectionPopulation population)
{
    /// <summary>What a case that is not there is answered with.</summary>
    private static readonly CommandRefused Missing = new(new(ProblemCodes.NotFound, "No such inspection is known in your territory."));

    /// <summary>Carries commands out.</summary>
    public CommandShell Shell => shell;

    /// <summary>The scorecards.</summary>
    public ScorecardBook Cards => cards;

    /// <summary>The cases that can be drawn.</summary>
    public InspectionPopulation Population => population;

    /// <summary>The stream of the inspection of a case of a sample.</summary>
    public static Guid StreamOf(InspectionSampleId sample, ComplaintId complaint) => DeterministicId.From("inspection", sample.Value, complaint.Value);

    /// <summary>A case of a sample, wherever it is; null when there is none.</summary>
    public async Task<DrawnCase?> FindAsync(InspectionSampleId sample, ComplaintId complaint, CancellationToken cancellation)
    {
        var state = await shell.StateAsync(Streams.InspectionSample, sample.Value, cancellation);
        if (state.Drawn is not { } drawn || state.Cases.GetValueOrDefault(complaint) is not { } one) return null;
        var card = await cards.FindAsync(drawn.Card, drawn.CardVersion, cancellation) ?? throw new InvalidOperationException($"The scorecard {drawn.Card} has no version {drawn.CardVersion}.");
        return new(state, one, card.Content, InspectionPopulation.DealtWith(await shell.HistoryAsync(complaint.Value, cancellation)));
    }

    /// <summary>Decides on the inspection of a case within the territory of whoever says it.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="complaint">The case.</param>
    /// <param name="context">What surrounds the command.</param>
    /// <param name="check">Checks what the request alone tells, before the case is looked for.</param>
    /// <param name="prepare">Checks the rest against the card, and seals what is said.</param>
    /// <param name="decide">Decides.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<CommandOutcome> DecideAsync<TWords>(
        InspectionSampleId sample,
        ComplaintId complaint,
        CommandContext context,
        Action<FieldErrors> check,
        Func<DrawnCase, FieldErrors, Func<string?, Task<Sealed?>>, Task<TWords>> prepare,
        Func<Inspection, DrawnCase, TWords, Decision<InspectionEvent>> decide,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(check);
        ArgumentNullException.ThrowIfNull(prepare);
        var fields = new FieldErrors();
        check(fields);
        if (fields.Any) return fields.Outcome;
        if (await FindAsync(sample, complaint, cancellation) is not { } drawn || !context.Scope.Covers(drawn.Case.Region)) return Missing;
        // A customer who was erased has no key; what names nobody can be said of the case all the same.
        var words = await prepare(drawn, fields, async text => string.IsNullOrWhiteSpace(text) ? null : (await vault.SealerAsync(drawn.Case.Customer, cancellation)).SealOptional(text));
        return fields.Any
            ? fields.Outcome
            : await shell.DecideAsync(Streams.Inspection, StreamOf(sample, complaint), context, inspection => decide(inspection, drawn, words), cancellation);
    }

    /// <summary>Gives a case to another rater.</summary>
    public async Task<CommandOutcome> ReplaceAsync(InspectionSampleId sample, ComplaintId complaint, string rater, string by, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await FindAsync(sample, complaint, cancellation) is not { } drawn || !context.Scope.Covers(drawn.Sample.Drawn!.Rule.Region)) return Missing;
        return await shell.DecideAsync(
            Streams.InspectionSample,
            sample.Value,
            context,
            async _ => (await shell.StateAsync(Streams.Inspection, StreamOf(sample, complaint), cancellation)).Of(rater) is not null,
            (state, submitted) => InspectionSampleDecisions.Replace(state, new(complaint, rater, by, submitted, drawn.DealtWith)),
            cancellation);
    }
}
