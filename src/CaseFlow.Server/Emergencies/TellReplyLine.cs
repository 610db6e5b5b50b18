using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Emergencies;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Tracing;

namespace CaseFlow.Server.Emergencies;

/// <summary>Publish what customers are told.</summary>
public sealed record PublishReplyLineRequest : CommandRequest
{
    /// <summary>What they are told. Not sealed: it is for everybody.</summary>
    [Required]
    public string? Words { get; init; }

    /// <summary>Where it is used: codes of the list <c>channels</c>.</summary>
    [Required]
    public IReadOnlyList<string?>? Channels { get; init; }

    /// <summary>From when on; at once when it is left out.</summary>
    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>The account of whoever approved it.</summary>
    [Required]
    public string? ApprovedBy { get; init; }
}

/// <summary>Take a published wording back.</summary>
public sealed record WithdrawReplyLineRequest : CommandRequest
{
    /// <summary>Which version.</summary>
    [Required]
    public int? Version { get; init; }

    /// <summary>Why.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Somebody who was told.</summary>
public sealed record ToldRequest
{
    /// <summary>In which complaint; it says who the customer is.</summary>
    public Guid? Complaint { get; init; }

    /// <summary>Who, where there is no complaint.</summary>
    public Guid? Customer { get; init; }

    /// <summary>In which contact.</summary>
    public Guid? Contact { get; init; }
}

/// <summary>Record who was told a published wording.</summary>
public sealed record GiveReplyLineRequest : CommandRequest
{
    /// <summary>Which version.</summary>
    [Required]
    public int? Version { get; init; }

    /// <summary>Who.</summary>
    [Required]
    public IReadOnlyList<ToldRequest?>? Told { get; init; }
}

/// <summary>What customers are told in an emergency, and who was told what.</summary>
public static class TellingReplyLines
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapEmergencyCommand<PublishReplyLineRequest>("reply-lines", Permission.RunEmergencies, "Publishes an approved wording; the first one stops the clock.", PublishAsync);
        api.MapEmergencyCommand<WithdrawReplyLineRequest>("reply-lines/withdraw", Permission.RunEmergencies, "Takes a wording back; who was told it is listed.", WithdrawAsync);
        api.MapEmergencyCommand<GiveReplyLineRequest>("reply-lines/given", Permission.CallCustomers, "Records which customers were told a wording.", GiveAsync);
    }

    public static async Task<CommandOutcome> PublishAsync(EmergencyDesk desk, EmergencyId emergency, PublishReplyLineRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var words = fields.ClearText("words", request.Words);
        var channels = EmergencyRoutes.Terms(fields, "channels", request.Channels, await desk.ListAsync(TermLists.Channels, cancellation));
        var approvedBy = fields.ClearText("approvedBy", request.ApprovedBy, FieldErrors.ShortText);
        return await desk.DecideAsync(emergency, context, fields, state => ReplyLineDecisions.Publish(state, new(words, channels, request.ValidFrom ?? context.OccurredAt, approvedBy)), cancellation);
    }

    public static Task<CommandOutcome> WithdrawAsync(EmergencyDesk desk, EmergencyId emergency, WithdrawReplyLineRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var (version, reason) = (fields.Value("version", request.Version), fields.ClearText("reason", request.Reason));
        return desk.DecideAsync(emergency, context, fields, state => ReplyLineDecisions.Withdraw(state, new(version, reason)), cancellation);
    }

    public static async Task<CommandOutcome> GiveAsync(EmergencyDesk desk, EmergencyId emergency, GiveReplyLineRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var version = fields.Value("version", request.Version);
        if (request.Told is null or []) fields.Add("told", FieldCodes.Required, "told must name at least one customer.");
        if (request.Told?.Count > ConcerningCustomers.MostListed) fields.Add("told", FieldCodes.OutOfRange, $"told takes at most {ConcerningCustomers.MostListed}; name more with another command.");
        if (fields.Any) return fields.Outcome;
        return await desk.ReachAsync(emergency, context, (reaching, city) => GiveAsync(desk, emergency, (version, request.Told!), (context.Scope, reaching, city), cancellation), cancellation);
    }

    private static async Task<CommandOutcome> GiveAsync(
        EmergencyDesk desk, EmergencyId emergency, (int Version, IReadOnlyList<ToldRequest?> Told) said, (AccessScope Scope, CommandContext Context, string? City) by, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        if (await ConcerningCustomers.RegionAsync(desk, emergency, by.Context, cancellation) is not { } region) return new CommandRefused(EmergencyRefusals.Unknown);
        var named = said.Told.Select(told => told?.Complaint).OfType<Guid>().Distinct().ToList();
        var whose = named.Count == 0 ? [] : (await desk.Concerned.OfAsync(by.Scope, region, named, cancellation)).Data.ToDictionary(one => one.Complaint.Value, one => one.Customer);
        var told = new List<ToldCustomer>();
        foreach (var (i, one) in said.Told.Index())
        {
            var contact = one?.Contact is { } id ? ContactId.From(id) : (ContactId?)null;
            if (one?.Complaint is { } complaint && whose.TryGetValue(complaint, out var customer)) told.Add(new(customer, ComplaintId.From(complaint), contact));
            else if (one?.Complaint is not null) fields.Add($"told[{i}].complaint", FieldCodes.NotThere, $"told[{i}].complaint: there is no such case in the emergency's territory.");
            else if (one?.Customer is { } who && who != Guid.Empty) told.Add(new(CustomerId.From(who), Contact: contact));
            else fields.Add($"told[{i}].customer", FieldCodes.Required, $"told[{i}] names a complaint or a customer.");
        }

        return await desk.DecideAsync(emergency, by.Context, fields, state => ReplyLineDecisions.Give(state, new(said.Version, told, by.City)), cancellation);
    }
}
