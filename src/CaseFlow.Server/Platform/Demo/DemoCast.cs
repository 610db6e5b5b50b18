using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>A customer of the demo, in clear. Names and numbers are made up.</summary>
/// <param name="Name">The name.</param>
/// <param name="Number">The service number.</param>
/// <param name="City">A city of Jiangsu, as the list of regions has it.</param>
public sealed record DemoPerson(string Name, string Number, string City)
{
    public string Tier { get; init; } = "standard";
    public string Brand { get; init; } = "easyown";
    public RoamingState Roaming { get; init; } = RoamingState.Home;
    public string? Address { get; init; }
}

/// <summary>Everything that the parts of the demo are made with: customers and their keys, lists, policies, time.</summary>
public sealed class DemoCast
{
    private readonly IReadOnlyDictionary<string, TermList> lists;
    private readonly Dictionary<string, (CustomerSnapshot Snapshot, PersonalDataVault.Sealer Sealer)> customers = [];

    private DemoCast(IReadOnlyDictionary<string, TermList> lists, Policies policies, DateTimeOffset now) => (this.lists, Policies, Now) = (lists, policies, now);

    /// <summary>The zone of the demo's desk.</summary>
    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>The policies in force.</summary>
    public Policies Policies { get; }

    /// <summary>When the demo is loaded.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Gathers what is needed, and makes the keys of all customers at once.</summary>
    public static async Task<DemoCast> GatherAsync(
        IReadOnlyList<DemoPerson> people, PersonalDataVault vault, CustomerIdentity identity, DefinitionBook book, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(book);
        var lists = new Dictionary<string, TermList>();
        foreach (var name in TermLists.All)
            lists[name] = await book.ListAsync(name, cancellation);
        var cast = new DemoCast(lists, await book.PoliciesAsync(cancellation), now);
        var ids = new Dictionary<string, CustomerId>();
        foreach (var person in people)
            ids[person.Number] = await identity.OfServiceNumberAsync(person.Number, cancellation);
        await vault.PrepareAsync(ids.Values, cancellation);
        foreach (var person in people.DistinctBy(person => person.Number))
        {
            var sealer = await vault.SealerAsync(ids[person.Number], cancellation);
            var snapshot = new CustomerSnapshot
            {
                Customer = ids[person.Number],
                Tier = cast.Term(TermLists.Tiers, person.Tier),
                Brand = cast.Term(TermLists.Brands, person.Brand),
                Roaming = person.Roaming,
                Name = sealer.Seal(person.Name),
                ServiceNumber = sealer.Seal(person.Number),
                ServiceNumberHash = await identity.HashAsync(person.Number, cancellation),
                Address = sealer.SealOptional(person.Address),
            };
            cast.customers.Add(person.Number, (snapshot, sealer));
        }

        return cast;
    }

    /// <summary>A customer as they are at that moment.</summary>
    public CustomerSnapshot Snapshot(DemoPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return customers[person.Number].Snapshot;
    }

    /// <summary>What seals for a customer.</summary>
    public PersonalDataVault.Sealer Sealer(DemoPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return customers[person.Number].Sealer;
    }

    /// <summary>A term of a list in force, or one that the demo itself reorganised away: its cases are of the time before.</summary>
    /// <exception cref="ExplainedException">An operator's own lists do not have it.</exception>
    public Term Term(string list, string code) => lists[list].Find(code)
        ?? (AutumnStory.Moves.Any(move => move.Code == code) && lists[list].Moves.ContainsKey(code) ? new Term(code, lists[list].Version) : null)
        ?? throw new ExplainedException($"The demo needs the term {code} of the list {list}, which the list in force does not have. Load the demo into a database of its own.");

    /// <summary>So many working hours before the demo is loaded.</summary>
    public DateTimeOffset Ago(double workingHours) => new OfficeHours(Zone).Before(Now, TimeSpan.FromHours(workingHours));

    /// <summary>A moment of Jiangsu's clocks.</summary>
    public static DateTimeOffset At(int year, int month, int day, int hour = 0, int minute = 0, int second = 0) =>
        new(year, month, day, hour, minute, second, Zone.GetUtcOffset(new DateTime(year, month, day, hour, minute, second)));
}
