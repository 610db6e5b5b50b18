using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A customer as last known in a city. One row a city, so that a reader sees nothing that only another city knows.</summary>
public sealed record CustomerRow
{
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public string? Tier { get; init; }
    public string? Brand { get; init; }
    public RoamingState Roaming { get; init; }
    public string? Name { get; init; }
    public string? ServiceNumber { get; init; }
    public string? Account { get; init; }
    public string? Address { get; init; }

    /// <summary>When the customer was last in touch.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CustomerRow> Table = RowSecurity.Table<CustomerRow>("caseflow_customers", RowsOf.Territory, "customer", "province", "city");

    /// <summary>The row after the customer was seen again. What came later wins, whenever it was recorded; what it does not say stays.</summary>
    public static CustomerRow Fold(CustomerRow? row, CustomerSnapshot seen, Region region, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(seen);
        var now = new CustomerRow
        {
            Customer = seen.Customer.Value,
            Province = AccessScope.ProvinceOf(region),
            City = AccessScope.CityOf(region),
            Tier = seen.Tier?.Code,
            Brand = seen.Brand?.Code,
            Roaming = seen.Roaming,
            Name = seen.Name?.Ciphertext,
            ServiceNumber = seen.ServiceNumber?.Ciphertext,
            Account = seen.Account?.Ciphertext,
            Address = seen.Address?.Ciphertext,
            SeenAt = at,
        };
        return row is null ? now : row.SeenAt > at ? row.Over(now) : now.Over(row);
    }

    private CustomerRow Over(CustomerRow older) => this with
    {
        Tier = Tier ?? older.Tier,
        Brand = Brand ?? older.Brand,
        Roaming = Roaming == RoamingState.Unknown ? older.Roaming : Roaming,
        Name = Name ?? older.Name,
        ServiceNumber = ServiceNumber ?? older.ServiceNumber,
        Account = Account ?? older.Account,
        Address = Address ?? older.Address,
    };
}

/// <summary>Who bore a number, and from when to when it was seen with them: numbers are given to others in time.</summary>
public sealed record CustomerNumber
{
    /// <summary>The keyed hash.</summary>
    public required string NumberHash { get; init; }
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required DateTimeOffset FirstSeenAt { get; init; }
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CustomerNumber> Table =
        RowSecurity.Table<CustomerNumber>("caseflow_customer_numbers", RowsOf.Territory, "number_hash", "customer", "province", "city");
}

/// <summary>A contact of a customer.</summary>
public sealed record CustomerContact
{
    public required Guid Contact { get; init; }
    public required Guid Customer { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required string Channel { get; init; }
    public required ContactDirection Direction { get; init; }
    public required ContactOutcome Outcome { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required OccurrencePrecision Precision { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The case that it belongs to.</summary>
    public Guid? Complaint { get; init; }
    public string? Place { get; init; }
    public string? CustomerSaid { get; init; }
    public string? OperatorDid { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CustomerContact> Table = RowSecurity.Table<CustomerContact>("caseflow_customer_contacts", RowsOf.Territory, "contact");

    /// <summary>The row after an event of the contact.</summary>
    public static CustomerContact? Fold(CustomerContact? row, RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return recorded.Data switch
        {
            ContactRecorded e => new()
            {
                Contact = e.Contact.Value,
                Customer = e.Customer.Customer.Value,
                Province = AccessScope.ProvinceOf(e.Region),
                City = AccessScope.CityOf(e.Region),
                Channel = e.Channel.Code,
                Direction = e.Direction,
                Outcome = e.Outcome,
                OccurredAt = recorded.Metadata.OccurredAt,
                Precision = recorded.Metadata.Precision,
                RecordedAt = recorded.RecordedAt,
                Place = e.Place?.Ciphertext,
                CustomerSaid = e.CustomerSaid?.Ciphertext,
                OperatorDid = e.OperatorDid?.Ciphertext,
            },
            ContactLinked e => row is null ? null : row with { Complaint = e.Complaint.Value },
            ContactUnlinked => row is null ? null : row with { Complaint = null },
            _ => row,
        };
    }
}
