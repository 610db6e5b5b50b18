using CaseFlow.Access;
using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>Record one thing that the customer asks for.</summary>
public sealed record RaiseClaimRequest : CommandRequest
{
    /// <summary>Whether it is what the customer is really after.</summary>
    [Required]
    public ClaimRank? Rank { get; init; }

    /// <summary>What they ask for; personal data is sealed.</summary>
    [Required]
    public string? Demand { get; init; }
}

/// <summary>Judge a claim.</summary>
public sealed record AssessClaimRequest : CommandRequest
{
    /// <summary>Whether the operator should meet it.</summary>
    [Required]
    public Reasonableness? Reasonableness { get; init; }

    /// <summary>A code of the list <c>claim-classes</c>, below <c>reasonable</c> or <c>unreasonable</c>.</summary>
    [Required]
    public string? Class { get; init; }

    /// <summary>Whether it is what the customer is really after.</summary>
    [Required]
    public ClaimRank? Rank { get; init; }

    /// <summary>Whether it can be met.</summary>
    [Required]
    public bool? Satisfiable { get; init; }
}

/// <summary>Offer something else in place of a claim that cannot be met.</summary>
public sealed record OfferAlternativeRequest : CommandRequest
{
    /// <summary>What is offered; personal data is sealed.</summary>
    [Required]
    public string? Alternative { get; init; }
}

/// <summary>End a claim.</summary>
public sealed record SettleClaimRequest : CommandRequest
{
    /// <summary>How it ends.</summary>
    [Required]
    public ClaimOutcome? Outcome { get; init; }
}

/// <summary>The single things that a customer asks for, from raising to settling.</summary>
public static class SettlingClaims
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/complaints/{id:guid}/claims", (Guid id, RaiseClaimRequest request, HttpContext http, ComplaintDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (claim, outcome) = await RaiseAsync(desk, ComplaintId.From(id), request, context, cancellation);
                    return (id, $"complaints/{id}/claims/{claim.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.WorkCases, ComplaintRoutes.Tag, "Records one thing that the customer asks for; the answer's Location ends in the claim's id.", creates: true);
        api.MapClaimCommand<AssessClaimRequest>("assess", "Judges a claim.", AssessAsync);
        api.MapClaimCommand<OfferAlternativeRequest>("offer-alternative", "Offers something else in place of a claim that cannot be met.", OfferAlternativeAsync);
        api.MapClaimCommand<SettleClaimRequest>("settle", "Ends a claim.", SettleAsync);
    }

    /// <summary>Raises a claim under an id that follows from the command's.</summary>
    public static async Task<(ClaimId Claim, CommandOutcome Outcome)> RaiseAsync(ComplaintDesk desk, ComplaintId complaint, RaiseClaimRequest request, CommandContext context, CancellationToken cancellation)
    {
        var claim = ClaimId.From(DeterministicId.From("claim", context.CommandId));
        var fields = new FieldErrors();
        var rank = fields.Choice("rank", request.Rank);
        var demand = fields.Text("demand", request.Demand);
        return (claim, await desk.DecideAsync(complaint, context, fields, (state, sealer) => ClaimDecisions.Raise(state, new(claim, rank, sealer.Seal(demand))), cancellation));
    }

    public static async Task<CommandOutcome> AssessAsync(ComplaintDesk desk, ComplaintId complaint, ClaimId claim, AssessClaimRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var reasonableness = fields.Choice("reasonableness", request.Reasonableness);
        var group = reasonableness switch { Reasonableness.Reasonable => "reasonable", Reasonableness.Unreasonable => "unreasonable" };
        var @class = fields.Term("class", request.Class, await desk.ListAsync(TermLists.ClaimClasses, cancellation));
        if (!fields.Any && TermCodes.Parent(@class.Code) != group)
            fields.Add("class", FieldCodes.OutOfRange, $"class is one below {group}, as the claim is.");
        var rank = fields.Choice("rank", request.Rank);
        var satisfiable = fields.Value("satisfiable", request.Satisfiable);
        return await desk.DecideAsync(
            complaint, context, fields, (state, _) => ClaimDecisions.Assess(state, new(claim, new(reasonableness, @class, rank, satisfiable))), cancellation);
    }

    public static async Task<CommandOutcome> OfferAlternativeAsync(
        ComplaintDesk desk, ComplaintId complaint, ClaimId claim, OfferAlternativeRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var alternative = fields.Text("alternative", request.Alternative);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => ClaimDecisions.Offer(state, new(claim, sealer.Seal(alternative))), cancellation);
    }

    public static async Task<CommandOutcome> SettleAsync(ComplaintDesk desk, ComplaintId complaint, ClaimId claim, SettleClaimRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var outcome = fields.Choice("outcome", request.Outcome);
        return await desk.DecideAsync(complaint, context, fields, (state, _) => ClaimDecisions.Settle(state, new(claim, outcome)), cancellation);
    }
}
