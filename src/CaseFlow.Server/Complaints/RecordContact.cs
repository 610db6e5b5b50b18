using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>Record a touch between customer and operator, failed ones included.</summary>
public sealed record RecordContactRequest : CommandRequest
{
    /// <summary>Whose it is; may be left out when the case says so.</summary>
    public CustomerRequest? Customer { get; init; }

    /// <summary>How they touched: a code of the list <c>channels</c>.</summary>
    [Required]
    public string? Channel { get; init; }

    /// <summary>Who reached out.</summary>
    [Required]
    public ContactDirection? Direction { get; init; }

    /// <summary>What became of it.</summary>
    [Required]
    public ContactOutcome? Outcome { get; init; }

    /// <summary>Where it belongs.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>Where the customer was; personal data is sealed.</summary>
    public string? Place { get; init; }

    /// <summary>What the customer said or did; personal data is sealed.</summary>
    public string? CustomerSaid { get; init; }

    /// <summary>What the operator answered or did; personal data is sealed.</summary>
    public string? OperatorDid { get; init; }

    /// <summary>The lock of the voice menu, where one was met.</summary>
    public IvrLock? Lock { get; init; }

    /// <summary>The case that it belongs to, where that is known.</summary>
    public Guid? Complaint { get; init; }
}

/// <summary>Say that a contact belongs to a case.</summary>
public sealed record LinkContactRequest : CommandRequest
{
    /// <summary>The case.</summary>
    [Required]
    public Guid? Complaint { get; init; }
}

/// <summary>Say that a contact does not belong to a case after all.</summary>
public sealed record UnlinkContactRequest : CommandRequest
{
    /// <summary>The case.</summary>
    [Required]
    public Guid? Complaint { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>A use case: one command on one contact.</summary>
public delegate Task<CommandOutcome> ContactUseCase<in TRequest>(
    ComplaintDesk desk, ContactId contact, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Contacts, with or without a case.</summary>
public static class RecordingContacts
{
    private const string Tag = "Contacts";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/contacts", (RecordContactRequest request, HttpContext http, ComplaintDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (contact, outcome) = await RecordAsync(desk, request, context, cancellation);
                    return (contact.Value, $"contacts/{contact.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.RegisterComplaints, Tag, "Records a touch between customer and operator, failed ones included.", creates: true);
        MapContactCommand<LinkContactRequest>(api, "link", "Says that a contact belongs to a case.", LinkAsync);
        MapContactCommand<UnlinkContactRequest>(api, "unlink", "Says that a contact does not belong to a case after all.", UnlinkAsync);
    }

    /// <summary>Records a contact under an id that follows from the command's.</summary>
    public static async Task<(ContactId Contact, CommandOutcome Outcome)> RecordAsync(ComplaintDesk desk, RecordContactRequest request, CommandContext context, CancellationToken cancellation)
    {
        var contact = ContactId.From(DeterministicId.From("contact", context.CommandId));
        var fields = new FieldErrors();
        var channel = fields.Term("channel", request.Channel, await desk.ListAsync(TermLists.Channels, cancellation));
        var direction = fields.Choice("direction", request.Direction);
        var result = fields.Choice("outcome", request.Outcome);
        var region = RegionRequest.Read(request.Region, fields, await desk.ListAsync(TermLists.Regions, cancellation));
        var place = fields.OptionalText("place", request.Place, FieldErrors.ShortText);
        var said = fields.OptionalText("customerSaid", request.CustomerSaid);
        var did = fields.OptionalText("operatorDid", request.OperatorDid);
        if (request.Lock is { HandledNumberTries: < 0 } or { CallingNumberTries: < 0 })
            fields.Add("lock", FieldCodes.OutOfRange, "lock counts tries from 0 on.");
        var complaint = request.Complaint is { } id ? await desk.FactsAsync(ComplaintId.From(id), context.Scope, cancellation) : null;
        if (complaint is { Status: ComplaintStatus.Unregistered }) return (contact, new CommandRefused(ComplaintRefusals.NotRegistered));
        var customer = request.Customer is null && complaint is not null
            ? new() { Customer = complaint.Customer }
            : await desk.Customers.SnapshotAsync(request.Customer, "customer", fields, cancellation);
        if (fields.Any || customer is null) return (contact, fields.Outcome);
        if (!context.Scope.Covers(region)) return (contact, CommandOutside.Of("region", context));

        var sealer = await desk.Vault.SealerAsync(customer.Customer, cancellation);
        var recorded = new ContactRecorded
        {
            Contact = contact,
            Customer = customer,
            Channel = channel,
            Direction = direction,
            Outcome = result,
            Region = region,
            Place = sealer.SealOptional(place),
            CustomerSaid = sealer.SealOptional(said),
            OperatorDid = sealer.SealOptional(did),
            Lock = request.Lock,
        };
        return (contact, await desk.Shell.CreateAsync(
            Streams.Contact, contact.Value, context, static _ => Task.FromResult(true), (state, _) => ContactDecisions.Record(state, new(recorded, complaint)), cancellation));
    }

    public static async Task<CommandOutcome> LinkAsync(ComplaintDesk desk, ContactId contact, LinkContactRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var complaint = ComplaintId.From(fields.Value("complaint", request.Complaint));
        return fields.Any ? fields.Outcome : await desk.Shell.DecideAsync(
            Streams.Contact, contact.Value, context, _ => desk.FactsAsync(complaint, context.Scope, cancellation), (state, facts) => ContactDecisions.Link(state, new(facts)), cancellation);
    }

    public static async Task<CommandOutcome> UnlinkAsync(ComplaintDesk desk, ContactId contact, UnlinkContactRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var complaint = ComplaintId.From(fields.Value("complaint", request.Complaint));
        var reason = fields.Text("reason", request.Reason);
        return fields.Any ? fields.Outcome : await desk.Shell.DecideAsync<Contact, ContactEvent, PersonalDataVault.Sealer?>(
            Streams.Contact,
            contact.Value,
            context,
            async state => state.Recorded ? await desk.Vault.SealerAsync(state.Customer, cancellation) : null,
            (state, sealer) => sealer is null ? ContactRefusals.NotRecorded : ContactDecisions.Unlink(state, new(complaint, sealer.Seal(reason))),
            cancellation);
    }

    private static void MapContactCommand<TRequest>(IEndpointRouteBuilder api, string verb, string summary, ContactUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/contacts/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, ComplaintDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, ContactId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(Permission.RegisterComplaints, Tag, summary);
}
