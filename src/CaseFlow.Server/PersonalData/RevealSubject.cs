using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Emergencies;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.PersonalData;

/// <summary>Show a customer's data in clear.</summary>
public sealed record RevealRequest : CommandRequest
{
    /// <summary>What it is needed for.</summary>
    [Required]
    public RevealPurpose? Purpose { get; init; }

    /// <summary>The case that it is needed for, when it is one. A department sees customers through its cases alone.</summary>
    public Guid? Complaint { get; init; }

    /// <summary>The emergency in which the customer is to be called, when it is needed for that call; also of who was listed as affected and is known from no case.</summary>
    public Guid? Emergency { get; init; }

    /// <summary>What is said about it; personal data is sealed.</summary>
    public string? Remark { get; init; }
}

/// <summary>Revealing: who wants to see data in clear says what for, and that is recorded before it is shown.</summary>
public sealed class RevealingSubjects(DataSubjectDesk desk, ComplaintTimeline timeline, EmergencyFiles emergencies, RevealGrants grants, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/customers/{id:guid}/reveal", async (Guid id, RevealRequest request, HttpContext http, RevealingSubjects revealing, CancellationToken cancellation) =>
            {
                CommandOutcome? outcome = null;
                var customer = CustomerId.From(id);
                var answer = await CommandRoutes.CarryOutAsync(
                    http, DataSubjectDesk.StreamOf(customer), request, async context => outcome = await revealing.RevealAsync(customer, request, context, cancellation), cancellation);
                if (outcome is not (CommandRecorded or CommandUnchanged)) return answer;
                // Only now, when it is on disk who looks and why.
                return await revealing.CardAsync(customer, request, Caller.Of(http), cancellation) is { } card
                    ? TypedResults.Ok(card)
                    : Answers.Problem(ProblemCodes.NotFound, "No such customer is known in your territory.");
            })
            .DescribeCommand(Permission.RevealPersonalData, DataSubjectRoutes.Tag, "Answers a customer's data in clear, and records who saw it and what for. For a quarter of an hour the same person sees the customer's page and cases in clear too.")
            .Produces<CustomerCard>();

    /// <summary>Records who looks and what for.</summary>
    public async Task<CommandOutcome> RevealAsync(CustomerId customer, RevealRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var purpose = fields.Choice("purpose", request.Purpose);
        var remark = fields.OptionalText("remark", request.Remark, FieldErrors.ShortText);
        var complaint = request.Complaint is { } named ? ComplaintId.From(named) : (ComplaintId?)null;
        var file = complaint is { } of ? (await timeline.FileAsync(context.Scope, of, cancellation)).Data : null;
        if (complaint is not null && file?.Customer != customer) fields.Add("complaint", FieldCodes.UnknownTerm, "complaint names no case of this customer in your territory.");
        var call = request.Emergency is { } emergency ? await ToCallAsync(context.Scope, EmergencyId.From(emergency), customer, cancellation) : null;
        if (request.Emergency is not null && call is null) fields.Add("emergency", FieldCodes.UnknownTerm, "emergency names none under way in which this customer is to be called by you.");
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            customer,
            context,
            file?.Registered.Region ?? call?.Region,
            async _ => remark is null ? (Sealed?)null : (await desk.Vault.SealerAsync(customer, cancellation)).Seal(remark),
            (subject, region, said) => DataSubjectDecisions.Reveal(subject, new(customer, region, purpose, context.Actor, context.OccurredAt) { Complaint = complaint, Emergency = call?.Emergency, Remark = said }),
            cancellation);
    }

    /// <summary>The call that is to be made to a customer in an emergency, where it is one that the scope may make. A department knows customers through its cases alone.</summary>
    private async Task<(EmergencyId Emergency, Region Region, string? Number)?> ToCallAsync(AccessScope scope, EmergencyId emergency, CustomerId customer, CancellationToken cancellation)
    {
        if (scope.Department is not null || await emergencies.FindAsync(scope, emergency, asOf: null, cancellation) is not { } file) return null;
        if (file.Reading.ToMake.All(call => call.Customer != customer)) return null;
        var region = file.City is null ? file.Proposed.Region : new Region(scope.Province!, scope.City);
        return (emergency, region, file.Reading.Numbers.GetValueOrDefault(customer));
    }

    /// <summary>The customer as the caller may see them: as last known in the territory, as the case knows them, or with the number that came with a list of affected customers.</summary>
    private async Task<CustomerCard?> CardAsync(CustomerId customer, RevealRequest request, Caller caller, CancellationToken cancellation)
    {
        caller = await grants.LookingAtAsync(customer, caller, cancellation);
        if (await desk.History.CardAsync(caller.Scope, customer, caller, cancellation) is { } card) return card;
        if (request.Complaint is null && request.Emergency is { } emergency && await ToCallAsync(caller.Scope, EmergencyId.From(emergency), customer, cancellation) is { } call)
        {
            var view = await PersonalView.OfAsync(caller, desk.Vault, [customer], cancellation);
            return new(
                customer.Value, AccessScope.Code(AccessScope.ProvinceOf(call.Region), AccessScope.CityOf(call.Region)), clock.GetUtcNow(),
                Name: null, view.ShowNumber(customer, call.Number), Account: null, Address: null, Tier: null, Brand: null, RoamingState.Unknown, view.RevealedUntil(customer));
        }

        return request.Complaint is { } id && (await timeline.FileAsync(caller.Scope, ComplaintId.From(id), cancellation)).Data is { } file
            ? CustomerCard.Of(
                CustomerRow.Fold(null, file.Registered.Customer, file.Registered.Region, file.Own[0].Metadata.OccurredAt),
                await PersonalView.OfAsync(caller, desk.Vault, [customer], cancellation))
            : null;
    }
}

/// <summary>What a task reveals by itself: whoever takes it on has said what for.</summary>
public sealed class RevealingTasks(DataSubjectDesk desk)
{
    /// <summary>Reveals the customer whom somebody has taken to call.</summary>
    /// <remarks>When that is refused, as for who was erased, the callback is taken all the same and shows a mask.</remarks>
    public async Task ForCallAsync(CustomerId customer, ComplaintId complaint, CommandContext context, CancellationToken cancellation)
    {
        await desk.DecideAsync(
            customer,
            ConsequenceOf(context),
            (subject, region) => DataSubjectDecisions.Reveal(subject, new(customer, region, RevealPurpose.CallCustomer, context.Actor, context.OccurredAt) { Complaint = complaint }),
            cancellation);
    }

    /// <summary>Reveals the customer whom somebody has taken to call in an emergency, who may be known from no case.</summary>
    /// <param name="region">Where the emergency is, as far as it is there for whoever took the call.</param>
    public async Task ForCallAsync(CustomerId customer, EmergencyId emergency, Region region, CommandContext context, CancellationToken cancellation) =>
        await desk.DecideAsync(
            customer,
            ConsequenceOf(context),
            region,
            static _ => Task.FromResult(true),
            (subject, where, _) => DataSubjectDecisions.Reveal(subject, new(customer, where, RevealPurpose.CallCustomer, context.Actor, context.OccurredAt) { Emergency = emergency }),
            cancellation);

    private static CommandContext ConsequenceOf(CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context with { CommandId = DeterministicId.From("reveal-for-call", context.CommandId), SeenVersion = null, CausationId = null };
    }
}
