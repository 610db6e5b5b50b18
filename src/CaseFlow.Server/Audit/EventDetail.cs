using System.Text.Json.Nodes;
using CaseFlow.EventStore;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Inspections;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using Npgsql;

namespace CaseFlow.Server.Audit;

/// <summary>One event: what it says, what it follows from, what followed from it, and which rule it relied on.</summary>
/// <param name="Event">What surrounds it.</param>
/// <param name="Precision">How exactly the time at which it happened is known.</param>
/// <param name="Fields">What it says; personal data as the reader may see it. Nothing of a finding on a case that the reader has yet to rate.</param>
/// <param name="Causes">What it follows from: its cause first, then the cause's, up to <see cref="EventDetails.MostCauses"/>. Causes beyond the reader's territory are not told.</param>
/// <param name="Effects">What followed from it at once, the first <see cref="EventDetails.MostEffects"/> in the reader's territory.</param>
/// <param name="EffectsAtLeast">Whether there may be more.</param>
/// <param name="Rule">The version of the policy or other definition that it relied on; null where it says nothing.</param>
public sealed record EventDetail(
    LedgerEntry Event, OccurrencePrecision Precision, JsonObject Fields, IReadOnlyList<LedgerEntry> Causes, IReadOnlyList<LedgerEntry> Effects, bool EffectsAtLeast, RuleRelied? Rule);

/// <summary>A version of a policy or another definition, in the words in which it was published.</summary>
/// <param name="Policy">Which policy; of another definition its kind and name.</param>
/// <param name="Version">Which version.</param>
/// <param name="PublishedAt">When it was recorded; null when the publication is not on record.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record RuleRelied(string Policy, int Version, DateTimeOffset? PublishedAt, string? Reason);

/// <summary>What does this event say, why did it come about, and what came of it?</summary>
public sealed class EventDetails(ReadModels models, IEventStore store, PersonalDataVault vault, RevealGrants grants, CustomerLooks looks, InspectionSight sight, DefinitionShelf shelf)
{
    /// <summary>How many causes are followed back.</summary>
    public const int MostCauses = 20;

    /// <summary>How many effects are told.</summary>
    public const int MostEffects = 100;

    /// <summary>The event; null when there is none in the territory.</summary>
    public async Task<ReadAnswer<EventDetail>?> AskAsync(AccessScope scope, Guid id, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var answer = await models.AskAsync(scope, EventLedger.Projection, connection => FindAsync(connection, scope, id, cancellation), cancellation);
        if (answer.Data is not var (row, causes, effects)) return null;
        if (await store.ReadAllAsync(row.Position - 1, 1, cancellation) is not [var recorded] || recorded.Id != id) return null;
        // What concerns no customer is sealed under the key of its stream.
        var customer = CustomerId.From(row.Customer ?? row.Stream);
        if (row.Customer is not null)
        {
            await looks.RecordAsync(caller, customer, row.Complaint is { } complaint ? ComplaintId.From(complaint) : null, row.Province, row.City, cancellation);
            caller = await grants.LookingAtAsync(customer, caller, cancellation);
        }

        var view = await PersonalView.OfAsync(caller, vault, [customer], cancellation);
        return new(answer.Position, answer.AsOf, new(
            LedgerEntry.Of(row),
            recorded.Metadata.Precision,
            await sight.IsBlindAsync(recorded.Data, caller, cancellation) ? [] : EventFields.Of(recorded.Data, customer, view),
            [.. causes.Select(LedgerEntry.Of)],
            [.. effects.Take(MostEffects).Select(LedgerEntry.Of)],
            effects.Count > MostEffects,
            LedgerPolicy.ReliedOn(recorded.Data) is { } relied ? await RuleAsync(relied, cancellation) : null));
    }

    /// <summary>The version of a policy as it was published.</summary>
    public async Task<RuleRelied> RuleAsync(LedgerPolicy policy, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var (kind, name) = policy.Shelved;
        var version = (await shelf.FindAsync(kind, name, cancellation))?.Versions.FirstOrDefault(one => one.Number == policy.Version);
        return new(policy.Policy, policy.Version, version?.PublishedAt, version?.Reason);
    }

    private static async Task<(LedgerRow Row, List<LedgerRow> Causes, IReadOnlyList<LedgerRow> Effects)?> FindAsync(NpgsqlConnection connection, AccessScope scope, Guid id, CancellationToken cancellation)
    {
        if (await OneAsync(connection, scope, id, cancellation) is not { } row) return null;
        var causes = new List<LedgerRow>();
        // A cause has a lower position, so that the way back ends.
        for (var cause = row; causes.Count < MostCauses && Guid.TryParse(cause.Causation, out var earlier) && await OneAsync(connection, scope, earlier, cancellation) is { } found && found.Position < cause.Position; cause = found)
            causes.Add(found);
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual("causation", id.ToString());
        var effects = await RowsAsync(connection, $"{where} order by position limit {where.Value(MostEffects + 1)}", where, cancellation);
        return (row, causes, effects);
    }

    private static async Task<LedgerRow?> OneAsync(NpgsqlConnection connection, AccessScope scope, Guid id, CancellationToken cancellation)
    {
        var where = new Conditions();
        scope.Narrow(where);
        where.Add($"position = (select seq_id from mt_events where id = {where.Value(id)} limit 1)");
        return (await RowsAsync(connection, where.ToString(), where, cancellation)).SingleOrDefault();
    }

    private static Task<IReadOnlyList<LedgerRow>> RowsAsync(NpgsqlConnection connection, string condition, Conditions where, CancellationToken cancellation) =>
        LedgerRow.Table.QueryAsync(connection, $"select {LedgerRow.Table.ColumnList} from {LedgerRow.Table.Name} {condition}", where.Values, cancellation);
}
