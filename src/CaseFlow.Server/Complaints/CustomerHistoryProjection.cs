using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>Keeps who the customers are, the numbers that they bore, and their contacts.</summary>
public sealed class CustomerHistoryProjection : IProjection
{
    /// <inheritdoc/>
    public string Name => CustomerHistory.Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables => [CustomerRow.Table, CustomerNumber.Table, CustomerContact.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e) => Seen(e) is { } seen ? [Subject.Of(seen.Customer.Customer.Value)] : [];

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batch);
        var seen = events.Select(Seen).OfType<Sighting>().ToList();
        var customers = await batch.RowsAsync(CustomerRow.Table, seen.Select(one => one.Row), cancellation);
        var numbers = await batch.RowsAsync(CustomerNumber.Table, seen.Select(one => one.Number).OfType<RowKey>(), cancellation);
        foreach (var one in seen)
        {
            customers[one.Row] = CustomerRow.Fold(customers[one.Row], one.Customer, one.Region, one.At);
            if (one.Number is { } key) numbers[key] = Borne(numbers[key], one);
        }

        var contactEvents = events.Where(e => e.Data is ContactEvent).ToList();
        var contacts = await batch.RowsAsync(CustomerContact.Table, contactEvents.Select(e => new RowKey(e.Stream.Value)), cancellation);
        foreach (var e in contactEvents)
            contacts[new(e.Stream.Value)] = CustomerContact.Fold(contacts[new(e.Stream.Value)], e);
    }

    private static Sighting? Seen(RecordedEvent e) => e.Data switch
    {
        ComplaintRegistered registered => new(registered.Customer, registered.Region, e.Metadata.OccurredAt),
        ContactRecorded contact => new(contact.Customer, contact.Region, e.Metadata.OccurredAt),
        _ => null,
    };

    private static CustomerNumber Borne(CustomerNumber? row, Sighting seen) => row is null
        ? new()
        {
            NumberHash = seen.Customer.ServiceNumberHash!,
            Customer = seen.Customer.Customer.Value,
            Province = AccessScope.ProvinceOf(seen.Region),
            City = AccessScope.CityOf(seen.Region),
            FirstSeenAt = seen.At,
            LastSeenAt = seen.At,
        }
        : row with { FirstSeenAt = seen.At < row.FirstSeenAt ? seen.At : row.FirstSeenAt, LastSeenAt = seen.At > row.LastSeenAt ? seen.At : row.LastSeenAt };

    /// <summary>A customer was in touch.</summary>
    private sealed record Sighting(CustomerSnapshot Customer, Region Region, DateTimeOffset At)
    {
        public RowKey Row => new(Customer.Customer.Value, AccessScope.ProvinceOf(Region), AccessScope.CityOf(Region));

        public RowKey? Number => Customer.ServiceNumberHash is { } hash ? new RowKey(hash, Customer.Customer.Value, AccessScope.ProvinceOf(Region), AccessScope.CityOf(Region)) : null;
    }
}
