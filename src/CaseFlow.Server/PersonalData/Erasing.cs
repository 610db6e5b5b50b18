using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.PersonalData;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using Npgsql;

namespace CaseFlow.Server.PersonalData;

/// <summary>Carries approved erasures out: destroys the key, then records the certificate. After a crash it does both again, to the same end.</summary>
public sealed class Erasing(CommandShell shell, KeyErasure keys, NpgsqlDataSource database, TimeProvider clock) : ISubscription
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "erasing";

    private const string CountEvents = """
        select count(*) from mt_events where stream_id in (
            select complaint from caseflow_work_list where customer = $1
            union select contact from caseflow_customer_contacts where customer = $1
            union select callback from caseflow_callback_agenda where customer = $1
            union select inspection from caseflow_inspection_items where customer = $1
            union select trigger from caseflow_reminder_triggers where customer = $1
            union select reminder from caseflow_reminders where customer = $1)
        """;

    /// <inheritdoc/>
    public string Name => nameof(Erasing);

    /// <inheritdoc/>
    public async Task HandleAsync(RecordedEvent e, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.Data is not ErasureApproved approved) return;
        var key = await keys.DestroyAsync(approved.Customer, cancellation);
        await CertifyAsync(key, ErasureCause.ApprovedRequest, DeterministicId.From(Actor, e.Id), e.Metadata.CorrelationId, e.Id.ToString(), cancellation);
    }

    /// <summary>Destroys again the keys that a restored backup has brought back, and says so in the history.</summary>
    public async Task EraseAgainAsync(CancellationToken cancellation)
    {
        foreach (var key in await keys.ReconcileAsync(cancellation))
            await CertifyAsync(key, ErasureCause.ErasureRegister, DeterministicId.From(Actor, key.Subject, key.At), Actor, null, cancellation);
    }

    private async Task CertifyAsync(DestroyedKey key, ErasureCause cause, Guid command, string correlation, string? causation, CancellationToken cancellation)
    {
        var customer = CustomerId.From(key.Subject);
        var context = new CommandContext
        {
            CommandId = command,
            Actor = Actor,
            Scope = AccessScope.All,
            CorrelationId = correlation,
            CausationId = causation,
            OccurredAt = clock.GetUtcNow(),
        };
        var certificate = new PersonalDataErased(customer, cause, key.MasterKey, await CountAsync(customer, cancellation), key.At);
        var outcome = await shell.DecideAsync(Streams.DataSubject, DataSubjectDesk.StreamOf(customer), context, subject => DataSubjectDecisions.Certify(subject, new(certificate)), cancellation);
        if (outcome is not (CommandRecorded or CommandUnchanged))
            throw new InvalidOperationException($"The erasure of {customer.Value} was carried out and could not be certified: {outcome}.");
    }

    private async Task<long> CountAsync(CustomerId customer, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(CountEvents);
        command.Parameters.Add(new() { Value = customer.Value });
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
