using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Emergencies;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Emergencies;

/// <summary>Link complaints by their ids.</summary>
public sealed record LinkComplaintsRequest : CommandRequest
{
    /// <summary>Which.</summary>
    [Required]
    public IReadOnlyList<Guid>? Complaints { get; init; }
}

/// <summary>Link all complaints that a query finds in the emergency's territory.</summary>
public sealed record LinkByQueryRequest : CommandRequest
{
    /// <summary>What is asked for, in words.</summary>
    [Required]
    public string? Words { get; init; }

    /// <summary>The topics, each with all below it; the emergency's own when left out.</summary>
    public IReadOnlyList<string?>? Topics { get; init; }

    /// <summary>Received from this moment on.</summary>
    [Required]
    public DateTimeOffset? From { get; init; }

    /// <summary>Received before this moment.</summary>
    [Required]
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Say that a complaint is not of the emergency.</summary>
public sealed record UnlinkComplaintRequest : CommandRequest
{
    /// <summary>Which.</summary>
    [Required]
    public Guid? Complaint { get; init; }

    /// <summary>Why not.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>List customers whom the emergency affects, whether they complained or not.</summary>
public sealed record ListAffectedRequest : CommandRequest
{
    /// <summary>How they were found, in words.</summary>
    [Required]
    public string? Words { get; init; }

    /// <summary>Customers who are known here, by their ids.</summary>
    public IReadOnlyList<Guid>? Customers { get; init; }

    /// <summary>Service numbers; each is sealed under its customer's key.</summary>
    public IReadOnlyList<string?>? ServiceNumbers { get; init; }

    /// <summary>In which city they are, whose agents then see and call them: a code of the list <c>regions</c>, for example <c>cn-js.nanjing</c>. Of a city's emergency, that city when it is left out; of a province's, the province's agents alone.</summary>
    public string? City { get; init; }

    /// <summary>From when on they were affected.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>Whom an emergency concerns.</summary>
public static class ConcerningCustomers
{
    /// <summary>No list names more at once; more are named with another command.</summary>
    public const int MostListed = 2_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapEmergencyCommand<LinkComplaintsRequest>("complaints", Permission.RunEmergencies, "Links complaints of the emergency's territory.", LinkAsync);
        api.MapEmergencyCommand<LinkByQueryRequest>("complaints/by-query", Permission.RunEmergencies, "Links all complaints that a query finds; the answer and the query are frozen.", LinkByQueryAsync);
        api.MapEmergencyCommand<UnlinkComplaintRequest>("complaints/unlink", Permission.RunEmergencies, "Says why a complaint is not of the emergency.", UnlinkAsync);
        api.MapEmergencyCommand<ListAffectedRequest>("affected", Permission.RunEmergencies, "Lists customers whom the emergency affects, whether they complained or not.", ListAffectedAsync);
    }

    public static async Task<CommandOutcome> LinkAsync(EmergencyDesk desk, EmergencyId emergency, LinkComplaintsRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        if (request.Complaints is null or []) fields.Add("complaints", FieldCodes.Required, "complaints must name at least one.");
        if (request.Complaints?.Count > ProposingEmergencies.MostNamed) fields.Add("complaints", FieldCodes.OutOfRange, $"complaints takes at most {ProposingEmergencies.MostNamed}; more are linked by a query.");
        if (fields.Any) return fields.Outcome;
        if (await RegionAsync(desk, emergency, context, cancellation) is not { } region) return new CommandRefused(EmergencyRefusals.Unknown);
        var complaints = await NamedAsync(desk, context, region, request.Complaints!, "complaints", fields, cancellation);
        return await desk.DecideAsync(emergency, context, fields, state => ConcernDecisions.Link(state, new(complaints, Query: null)), cancellation);
    }

    public static async Task<CommandOutcome> LinkByQueryAsync(EmergencyDesk desk, EmergencyId emergency, LinkByQueryRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var words = fields.ClearText("words", request.Words, FieldErrors.ShortText);
        var named = EmergencyRoutes.Terms(fields, "topics", request.Topics, await desk.ListAsync(TermLists.Topics, cancellation), required: false);
        var (from, until) = (fields.Value("from", request.From), fields.Value("until", request.Until));
        if (request is { From: not null, Until: not null } && from >= until) fields.Add("until", from > until ? FieldCodes.Reversed : FieldCodes.OutOfRange, "until is later than from.");
        if (fields.Any) return fields.Outcome;
        var history = Streams.Emergency.Within(context.Scope, await desk.Shell.HistoryAsync(emergency.Value, cancellation));
        if (history.Count == 0) return new CommandRefused(EmergencyRefusals.Unknown);
        var proposed = (EmergencyProposed)history[0].Data;
        IReadOnlyList<string> topics = [.. (named.Count > 0 ? named : proposed.Topics).Select(topic => topic.Code)];
        var found = await desk.Concerned.FindAsync(context.Scope, proposed.Region, topics, from, until, cancellation);
        if (found.Data.Count > ConcernedComplaints.Most) fields.Add("until", FieldCodes.OutOfRange, $"The query finds more than {ConcernedComplaints.Most} complaints; ask for a shorter time.");
        var query = new FrozenQuery { Words = words, Topics = topics, Territory = Territory(proposed.Region), From = from, Until = until, Position = found.Position };
        return await desk.DecideAsync(emergency, context, fields, state => ConcernDecisions.Link(state, new(found.Data, query)), cancellation);
    }

    public static Task<CommandOutcome> UnlinkAsync(EmergencyDesk desk, EmergencyId emergency, UnlinkComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var complaint = ComplaintId.From(fields.Value("complaint", request.Complaint));
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(emergency, context, fields, state => ConcernDecisions.Unlink(state, new(complaint, reason)), cancellation);
    }

    public static async Task<CommandOutcome> ListAffectedAsync(EmergencyDesk desk, EmergencyId emergency, ListAffectedRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var words = fields.ClearText("words", request.Words, FieldErrors.ShortText);
        if (request.Customers is null or [] && request.ServiceNumbers is null or [] && words.Length > 0)
            fields.Add("customers", FieldCodes.Required, "Name at least one customer, by id or by service number.");
        foreach (var (name, count) in new[] { ("customers", request.Customers?.Count), ("serviceNumbers", request.ServiceNumbers?.Count) })
        {
            if (count > MostListed) fields.Add(name, FieldCodes.OutOfRange, $"{name} takes at most {MostListed}; name more with another command.");
        }

        if (request.Customers?.Any(id => id == Guid.Empty || id == Guid.AllBitsSet) == true) fields.Add("customers", FieldCodes.OutOfRange, "customers has what is no customer's id.");
        if (request is { From: { } from, Until: { } until } && from >= until) fields.Add("until", from > until ? FieldCodes.Reversed : FieldCodes.OutOfRange, "until is later than from.");
        if (fields.Any) return fields.Outcome;
        if (await RegionAsync(desk, emergency, context, cancellation) is not { } region) return new CommandRefused(EmergencyRefusals.Unknown);
        var city = CityOf(region, fields.OptionalTerm("city", request.City, await desk.ListAsync(TermLists.Regions, cancellation))?.Code, fields);
        var numbered = await NumberedAsync(desk, request.ServiceNumbers ?? [], fields, cancellation);
        if (fields.Any) return fields.Outcome;
        IReadOnlyList<AffectedCustomer> affected = [.. (request.Customers ?? []).Select(id => new AffectedCustomer(CustomerId.From(id), City: city)), .. numbered.Select(one => one with { City = city })];
        var known = await desk.Concerned.OfAsync(context.Scope, region, [], cancellation);
        var query = new FrozenQuery { Words = words, Topics = [], Territory = Territory(region), From = request.From, Until = request.Until, Position = known.Position };
        return await desk.DecideAsync(emergency, context, fields, state => ConcernDecisions.List(state, new(affected, query)), cancellation);
    }

    /// <summary>Complaints that are named by their ids; one that is not there is noted.</summary>
    public static async Task<IReadOnlyList<LinkedComplaint>> NamedAsync(
        EmergencyDesk desk, CommandContext context, Region region, IReadOnlyList<Guid> complaints, string field, FieldErrors fields, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(fields);
        if (complaints.Count == 0) return [];
        var found = (await desk.Concerned.OfAsync(context.Scope, region, complaints, cancellation)).Data;
        var there = found.Select(one => one.Complaint.Value).ToHashSet();
        foreach (var (i, _) in complaints.Index().Where(one => !there.Contains(one.Item)))
            fields.Add($"{field}[{i}]", FieldCodes.NotThere, $"{field}[{i}]: there is no such case in the emergency's territory.");
        return found;
    }

    /// <summary>The region of an emergency; null when there is none in the territory.</summary>
    public static async Task<Region?> RegionAsync(EmergencyDesk desk, EmergencyId emergency, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(context);
        var state = await desk.Shell.StateAsync(Streams.Emergency, emergency.Value, context.Scope, cancellation);
        return state.Status == EmergencyStatus.Unproposed ? null : state.Region;
    }

    private static string? CityOf(Region region, string? named, FieldErrors fields)
    {
        var (province, own) = (AccessScope.ProvinceOf(region), AccessScope.CityOf(region));
        if (named is not null && (TermCodes.Parent(named) != province || (own.Length > 0 && named != Territory(region)))) fields.Add("city", FieldCodes.OutOfRange, $"city is one of the emergency's territory, {Territory(region)}.");
        return named ?? (own.Length > 0 ? Territory(region) : null);
    }

    private static string Territory(Region region) => AccessScope.Code(AccessScope.ProvinceOf(region), AccessScope.CityOf(region));

    private static async Task<IReadOnlyList<AffectedCustomer>> NumberedAsync(EmergencyDesk desk, IReadOnlyList<string?> numbers, FieldErrors fields, CancellationToken cancellation)
    {
        var normal = numbers.Select(number => number is null ? null : ServiceNumbers.TryNormalise(number)).ToList();
        foreach (var (i, _) in normal.Index().Where(one => one.Item is null))
            fields.Add($"serviceNumbers[{i}]", FieldCodes.Malformed, $"serviceNumbers[{i}] is 3 to 15 digits, with a plus in front when it starts with the country code.");
        if (fields.Any) return [];
        var customers = new List<(CustomerId Customer, string Number)>();
        foreach (var number in normal.OfType<string>().Distinct())
            customers.Add((await desk.Identity.OfServiceNumberAsync(number, cancellation), number));
        await desk.Vault.PrepareAsync([.. customers.Select(one => one.Customer)], cancellation);
        var affected = new List<AffectedCustomer>();
        foreach (var (customer, number) in customers)
            affected.Add(new(customer, (await desk.Vault.SealerAsync(customer, cancellation)).Seal(number)));
        return affected;
    }
}
