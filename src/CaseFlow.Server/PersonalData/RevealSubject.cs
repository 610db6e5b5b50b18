using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.PersonalData;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Platform.Commands;
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

    /// <summary>What is said about it; personal data is sealed.</summary>
    public string? Remark { get; init; }
}

/// <summary>Revealing: who wants to see data in clear says what for, and that is recorded before it is shown.</summary>
public sealed class RevealingSubjects(DataSubjectDesk desk, ComplaintTimeline timeline, RevealGrants grants)
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
                return await revealing.CardAsync(customer, request.Complaint, Caller.Of(http), cancellation) is { } card
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
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            customer,
            context,
            file?.Registered.Region,
            async _ => remark is null ? (Sealed?)null : (await desk.Vault.SealerAsync(customer, cancellation)).Seal(remark),
            (subject, region, said) => DataSubjectDecisions.Reveal(subject, new(customer, region, purpose, context.Actor, context.OccurredAt) { Complaint = complaint, Remark = said }),
            cancellation);
    }

    /// <summary>The customer as the caller may see them: as last known in the territory, or as the case knows them.</summary>
    private async Task<CustomerCard?> CardAsync(CustomerId customer, Guid? complaint, Caller caller, CancellationToken cancellation)
    {
        caller = await grants.LookingAtAsync(customer, caller, cancellation);
        if (await desk.History.CardAsync(caller.Scope, customer, caller, cancellation) is { } card) return card;
        return complaint is { } id && (await timeline.FileAsync(caller.Scope, ComplaintId.From(id), cancellation)).Data is { } file
            ? CustomerCard.Of(
                CustomerRow.Fold(null, file.Registered.Customer, file.Registered.Region, file.Own[0].Metadata.OccurredAt),
                await Platform.Reading.PersonalView.OfAsync(caller, desk.Vault, [customer], cancellation))
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
        ArgumentNullException.ThrowIfNull(context);
        var consequence = context with { CommandId = DeterministicId.From("reveal-for-call", context.CommandId), SeenVersion = null, CausationId = null };
        await desk.DecideAsync(
            customer,
            consequence,
            (subject, region) => DataSubjectDecisions.Reveal(subject, new(customer, region, RevealPurpose.CallCustomer, context.Actor, context.OccurredAt) { Complaint = complaint }),
            cancellation);
    }
}
