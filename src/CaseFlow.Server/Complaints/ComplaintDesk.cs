using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Complaints;

/// <summary>Carries out commands on cases: finds the customer's key, seals what is personal, decides.</summary>
public sealed class ComplaintDesk(
    CommandShell shell, PersonalDataVault vault, DefinitionBook definitions, CustomerIdentity customers, ICallbackResults callbackResults,
    DeskOptions options, IRepeatCandidates? repeatCandidates = null)
{
    /// <summary>Finds who customers are.</summary>
    public CustomerIdentity Customers => customers;

    /// <summary>How the desk works.</summary>
    public DeskOptions Options => options;

    /// <summary>Finds what came of callbacks.</summary>
    public ICallbackResults CallbackResults => callbackResults;

    /// <summary>Finds the cases that new ones repeat; null where nothing answers that, and no repeat is proposed.</summary>
    public IRepeatCandidates? RepeatCandidates => repeatCandidates;

    /// <summary>The keys of personal data.</summary>
    public PersonalDataVault Vault => vault;

    /// <summary>Loads, decides and appends, for streams of other kinds.</summary>
    public CommandShell Shell => shell;

    /// <summary>A list of terms in force.</summary>
    public Task<TermList> ListAsync(string list, CancellationToken cancellation) => definitions.ListAsync(list, cancellation);

    /// <summary>The policies in force.</summary>
    public Task<Policies> PoliciesAsync(CancellationToken cancellation) => definitions.PoliciesAsync(cancellation);

    /// <summary>Decides on a registered case, with what seals for its customer.</summary>
    public Task<CommandOutcome> DecideAsync(
        ComplaintId complaint, CommandContext context, Func<Complaint, PersonalDataVault.Sealer, Decision<ComplaintEvent>> decide, CancellationToken cancellation) =>
        DecideAsync(complaint, context, static _ => Task.FromResult(true), (state, sealer, _) => decide(state, sealer), cancellation);

    /// <summary>The same for a request whose fields were read; when one of them is wrong, nothing is decided.</summary>
    public async Task<CommandOutcome> DecideAsync(
        ComplaintId complaint, CommandContext context, FieldErrors fields, Func<Complaint, PersonalDataVault.Sealer, Decision<ComplaintEvent>> decide, CancellationToken cancellation) =>
        fields.Any ? fields.Outcome : await DecideAsync(complaint, context, decide, cancellation);

    /// <summary>The same with facts from elsewhere.</summary>
    public Task<CommandOutcome> DecideAsync<TFacts>(
        ComplaintId complaint,
        CommandContext context,
        Func<Complaint, Task<TFacts>> load,
        Func<Complaint, PersonalDataVault.Sealer, TFacts, Decision<ComplaintEvent>> decide,
        CancellationToken cancellation) =>
        shell.DecideAsync(
            Streams.Complaint,
            complaint.Value,
            context,
            async state => state.Status == ComplaintStatus.Unregistered ? default : (Sealer: await vault.SealerAsync(state.Customer, cancellation), Facts: await load(state)),
            (state, loaded) => state.Status == ComplaintStatus.Unregistered ? ComplaintRefusals.NotRegistered : decide(state, loaded.Sealer, loaded.Facts),
            cancellation);

    /// <summary>What decisions elsewhere must know of a case; of one outside of the scope, that there is none.</summary>
    public async Task<ComplaintFacts> FactsAsync(ComplaintId complaint, AccessScope scope, CancellationToken cancellation)
    {
        var state = await shell.StateAsync(Streams.Complaint, complaint.Value, scope, cancellation);
        return new(complaint, state.Status, state.Customer);
    }

    /// <summary>When a case was received; null when there is none in the scope.</summary>
    public async Task<DateTimeOffset?> ReceivedAtAsync(ComplaintId complaint, AccessScope scope, CancellationToken cancellation) =>
        Streams.Complaint.Within(scope, await shell.HistoryAsync(complaint.Value, cancellation)) is [var first, ..] ? first.Metadata.OccurredAt : null;

    /// <summary>The proposal that a case received at <paramref name="at"/> repeats an earlier one which somebody names.</summary>
    public async Task<ProposeRepeatLink> RepeatOfAsync(ComplaintId earlier, DateTimeOffset at, AccessScope scope, CancellationToken cancellation)
    {
        var rule = (await PoliciesAsync(cancellation)).RepeatRule;
        var between = at - await ReceivedAtAsync(earlier, scope, cancellation) ?? TimeSpan.Zero;
        return new(await FactsAsync(earlier, scope, cancellation), new(rule?.Version ?? 0, rule?.WindowDays ?? 0, rule?.TopicLevel ?? 0, (int)Math.Floor(between.TotalDays)));
    }
}
