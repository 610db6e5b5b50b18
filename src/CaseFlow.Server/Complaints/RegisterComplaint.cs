using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>Take a customer's voice on as a case.</summary>
public sealed record RegisterComplaintRequest : CommandRequest
{
    /// <summary>What it is, in the broad sense of a complaint.</summary>
    [Required]
    public ComplaintKind? Kind { get; init; }

    /// <summary>How it came in: a code of the list <c>channels</c>.</summary>
    [Required]
    public string? Channel { get; init; }

    /// <summary>Where it comes from: a code of the list <c>sources</c>.</summary>
    [Required]
    public string? Source { get; init; }

    /// <summary>What it is about: a code of the list <c>topics</c>.</summary>
    [Required]
    public string? Topic { get; init; }

    /// <summary>Where it belongs.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>Whose it is.</summary>
    [Required]
    public CustomerRequest? Customer { get; init; }

    /// <summary>What happened, in the customer's words; personal data is sealed.</summary>
    [Required]
    public string? Summary { get; init; }

    /// <summary>What the customer wants; personal data is sealed.</summary>
    public string? RemedySought { get; init; }

    /// <summary>The number that another system knows it by. Not sealed: a reference, never a name or a number of the customer.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>What an import found wrong with the record and kept as it was; codes such as <c>closure-before-opening</c>.</summary>
    public IReadOnlyList<string>? DataFlags { get; init; }

    /// <summary>The earlier case that this one repeats, when whoever registers knows it; found by the rule otherwise.</summary>
    public Guid? RepeatOf { get; init; }
}

/// <summary>How a case comes in.</summary>
public static class RegisteringComplaints
{
    private const int MostFlags = 20;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/complaints", (RegisterComplaintRequest request, HttpContext http, ComplaintDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (complaint, outcome) = await RegisterAsync(desk, request, context, cancellation);
                    return (complaint.Value, $"complaints/{complaint.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.RegisterComplaints, ComplaintRoutes.Tag, "Takes a customer's voice on as a case.", creates: true);

    /// <summary>Registers a case under an id that follows from the command's.</summary>
    public static async Task<(ComplaintId Complaint, CommandOutcome Outcome)> RegisterAsync(
        ComplaintDesk desk, RegisterComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var complaint = ComplaintId.From(DeterministicId.From("complaint", context.CommandId));
        var fields = new FieldErrors();
        var kind = fields.Choice("kind", request.Kind);
        var channel = fields.Term("channel", request.Channel, await desk.ListAsync(TermLists.Channels, cancellation));
        var source = fields.Term("source", request.Source, await desk.ListAsync(TermLists.Sources, cancellation));
        var topic = fields.Term("topic", request.Topic, await desk.ListAsync(TermLists.Topics, cancellation));
        var region = RegionRequest.Read(request.Region, fields, await desk.ListAsync(TermLists.Regions, cancellation));
        var summary = fields.Text("summary", request.Summary);
        var remedy = fields.OptionalText("remedySought", request.RemedySought);
        var reference = fields.OptionalText("externalReference", request.ExternalReference, FieldErrors.ShortText);
        var flags = Flags(fields, request.DataFlags);
        var customer = await desk.Customers.SnapshotAsync(request.Customer, "customer", fields, cancellation);
        if (fields.Any || customer is null) return (complaint, fields.Outcome);
        if (!context.Scope.Covers(region)) return (complaint, CommandOutside.Of("region", context));

        var sealer = await desk.Vault.SealerAsync(customer.Customer, cancellation);
        var registered = new ComplaintRegistered
        {
            Complaint = complaint,
            Kind = kind,
            Channel = channel,
            Source = source,
            Topic = topic,
            Region = region,
            Customer = customer,
            Summary = sealer.Seal(summary),
            RemedySought = sealer.SealOptional(remedy),
            ExternalReference = reference,
            DataFlags = flags,
        };
        var outcome = await desk.Shell.CreateAsync(
            Streams.Complaint,
            complaint.Value,
            context,
            async _ => request.RepeatOf is { } earlier
                ? await desk.RepeatOfAsync(ComplaintId.From(earlier), context.OccurredAt, context.Scope, cancellation)
                : await FoundAsync(desk, registered, context.OccurredAt, cancellation),
            (state, repeat) => Register(state, registered, repeat, named: request.RepeatOf is not null),
            cancellation);
        return (complaint, outcome);
    }

    /// <summary>A named repeat that does not hold refuses the registration; a found one is left out.</summary>
    private static Decision<ComplaintEvent> Register(Complaint state, ComplaintRegistered registered, ProposeRepeatLink? repeat, bool named)
    {
        var alone = IntakeDecisions.Register(state, new(registered));
        if (repeat is null || alone.Refusal is not null || alone.Events.Count == 0) return alone;
        var link = LinkDecisions.Propose(Complaint.Evolve(state, registered), repeat);
        return link.Refusal switch
        {
            { } refusal when named => refusal,
            null => (ComplaintEvent[])[.. alone.Events, .. link.Events],
            _ => alone,
        };
    }

    /// <summary>The rule knows no border: a customer who complains in one city and again in the next repeats. What an answer shows of the earlier case is another matter.</summary>
    private static async Task<ProposeRepeatLink?> FoundAsync(ComplaintDesk desk, ComplaintRegistered registered, DateTimeOffset at, CancellationToken cancellation)
    {
        var rule = (await desk.PoliciesAsync(cancellation)).RepeatRule;
        if (desk.RepeatCandidates is not { } candidates || rule?.Kinds.Contains(registered.Kind) != true) return null;
        return await candidates.FindAsync(registered.Customer.Customer, registered.Topic.Code, at, AccessScope.All, cancellation) is { } found
            ? new(await desk.FactsAsync(found.Earlier, AccessScope.All, cancellation), found.Grounds)
            : null;
    }

    private static IReadOnlyList<string>? Flags(FieldErrors fields, IReadOnlyList<string>? flags)
    {
        if (flags is null || flags.Count == 0) return null;
        if (flags.Count > MostFlags) fields.Add("dataFlags", FieldCodes.OutOfRange, $"dataFlags takes at most {MostFlags} codes.");
        for (var i = 0; i < flags.Count; i++)
        {
            if (flags[i] is null || !CaseFlow.Definitions.TermCodes.IsWellFormed(flags[i]) || flags[i].Length > FieldErrors.ShortText)
                fields.Add($"dataFlags[{i}]", FieldCodes.Malformed, "A flag is a code of lower-case letters, digits and hyphens.");
        }

        return flags;
    }
}
