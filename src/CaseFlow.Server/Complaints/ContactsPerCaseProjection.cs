using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A case and how many contacts are linked to it.</summary>
public sealed record CaseContacts
{
    public required Guid Complaint { get; init; }
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public long Contacts { get; init; }
    public long Failed { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CaseContacts> Table = RowSecurity.Table<CaseContacts>("caseflow_case_contacts", RowsOf.Territory, "complaint");
}

/// <summary>Whether a contact failed, which is known before and apart from its link.</summary>
public sealed record ContactFailure(Guid Contact, bool Failed)
{
    /// <summary>The table.</summary>
    public static readonly ProjectionTable<ContactFailure> Table = RowSecurity.Table<ContactFailure>("caseflow_contact_outcomes", RowsOf.Operator, "contact");
}

/// <summary>Cases and their contacts, counted together.</summary>
public sealed record ContactCount : ICell<ContactCount>
{
    public required DateOnly Month { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Topic { get; init; }
    public required long Cases { get; init; }
    public required long Contacts { get; init; }
    public required long Failed { get; init; }

    /// <inheritdoc/>
    public RowKey Key => new(Month, Province, City, Topic);

    /// <inheritdoc/>
    public bool IsZero => Cases == 0 && Contacts == 0 && Failed == 0;

    /// <inheritdoc/>
    public ContactCount Plus(ContactCount other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Cases = Cases + other.Cases, Contacts = Contacts + other.Contacts, Failed = Failed + other.Failed };
    }

    /// <inheritdoc/>
    public ContactCount Negated() => this with { Cases = -Cases, Contacts = -Contacts, Failed = -Failed };

    /// <summary>What a case counts for.</summary>
    public static ContactCount? Of(CaseContacts? one) => one is null ? null : new()
    {
        Month = one.Month,
        Province = one.Province,
        City = one.City,
        Topic = one.Topic,
        Cases = 1,
        Contacts = one.Contacts,
        Failed = one.Failed,
    };
}

/// <summary>Counts the contacts that are linked to cases.</summary>
public sealed class ContactsPerCaseProjection(ReportingZone zone) : IProjection
{
    private readonly ProjectionTable<ContactCount> counts =
        new("caseflow_contact_counts", zone.Create("caseflow_contact_counts", RowSecurity.Secured("caseflow_contact_counts", ServerSchema.Sql("caseflow_contact_counts.sql"), RowsOf.Territory)), "month", "province", "city", "topic");

    /// <inheritdoc/>
    public string Name => ContactsPerCase.Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [CaseContacts.Table, ContactFailure.Table, counts];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e) => CaseOf(e) is { } id ? [Subject.Of(id)] : [];

    /// <inheritdoc/>
    public bool IsOf(Subject subject, IProjectionTable table, RowKey key) => table != counts;

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var keys = events.Select(CaseOf).OfType<Guid>().Distinct().Select(id => new RowKey(id)).ToList();
        var cases = await batch.RowsAsync(CaseContacts.Table, keys, cancellation);
        var contacts = await batch.RowsAsync(ContactFailure.Table, events.Where(e => e.Data is ContactEvent).Select(e => new RowKey(e.Stream.Value)), cancellation);
        var before = keys.Select(key => cases[key]).ToList();
        foreach (var e in events)
        {
            if (e.Data is ContactRecorded contact) contacts[new(e.Stream.Value)] = new(e.Stream.Value, Failed: contact.Outcome.IsFailure);
            if (CaseOf(e) is { } id) cases[new(id)] = Fold(cases[new(id)], e, contacts);
        }

        await new Tally<ContactCount>(counts).ApplyAsync(batch, before.Zip(keys, (row, key) => (ContactCount.Of(row), ContactCount.Of(cases[key]))), cancellation);
    }

    private static Guid? CaseOf(RecordedEvent e) => e.Data switch
    {
        ComplaintRegistered or ComplaintReclassified => e.Stream.Value,
        ContactLinked linked => linked.Complaint.Value,
        ContactUnlinked unlinked => unlinked.Complaint.Value,
        _ => null,
    };

    private CaseContacts? Fold(CaseContacts? row, RecordedEvent e, RowSet<ContactFailure> contacts)
    {
        if (e.Data is ComplaintRegistered registered)
        {
            return new()
            {
                Complaint = registered.Complaint.Value,
                Month = zone.MonthOf(e.Metadata.OccurredAt),
                Province = AccessScope.ProvinceOf(registered.Region),
                City = AccessScope.CityOf(registered.Region),
                Topic = registered.Topic.Code,
            };
        }

        return e.Data switch
        {
            _ when row is null => null,
            ComplaintReclassified reclassified => row with { Topic = reclassified.Topic.Code },
            ContactLinked => Add(row, +1),
            ContactUnlinked => Add(row, -1),
            _ => row,
        };

        CaseContacts Add(CaseContacts to, int one) => to with
        {
            Contacts = to.Contacts + one,
            Failed = to.Failed + (contacts[new(e.Stream.Value)] is { Failed: true } ? one : 0),
        };
    }
}
