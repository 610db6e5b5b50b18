using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>What verification came to.</summary>
public sealed record VerdictRequest
{
    /// <summary>Whether it is as the complaint says.</summary>
    [Required]
    public Validity? Validity { get; init; }

    /// <summary>Whether the operator is liable; only of a valid complaint.</summary>
    public Liability? Liability { get; init; }

    /// <summary>Why it is liable: a code of the list <c>responsibility-classes</c>; only when it is.</summary>
    public string? ResponsibilityClass { get; init; }
}

/// <summary>Give the first verdict on a case.</summary>
public sealed record VerifyComplaintRequest : CommandRequest
{
    /// <summary>The verdict.</summary>
    [Required]
    public VerdictRequest? Verdict { get; init; }

    /// <summary>What was found; personal data is sealed. May be left out.</summary>
    public string? Findings { get; init; }
}

/// <summary>Give another verdict in place of the one that stands.</summary>
public sealed record ReviseVerdictRequest : CommandRequest
{
    /// <summary>The verdict.</summary>
    [Required]
    public VerdictRequest? Verdict { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Record that the cause was explained to the customer.</summary>
public sealed record ClarifyComplaintRequest : CommandRequest
{
    /// <summary>What was said; personal data is sealed.</summary>
    [Required]
    public string? Explanation { get; init; }
}

/// <summary>Looking into the matter, and telling the customer what came of it.</summary>
public static class VerifyingComplaints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<VerifyComplaintRequest>("verify", "Gives the first verdict on a case.", VerifyAsync);
        api.MapComplaintCommand<ReviseVerdictRequest>("revise-verdict", "Gives another verdict in place of the one that stands.", ReviseAsync);
        api.MapComplaintCommand<ClarifyComplaintRequest>("clarify", "Records that the cause was explained to the customer.", ClarifyAsync);
    }

    public static async Task<CommandOutcome> VerifyAsync(ComplaintDesk desk, ComplaintId complaint, VerifyComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var verdict = await VerdictAsync(desk, request.Verdict, fields, cancellation);
        var findings = fields.OptionalText("findings", request.Findings);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => KeyMomentDecisions.Verify(state, new(verdict, sealer.SealOptional(findings))), cancellation);
    }

    public static async Task<CommandOutcome> ReviseAsync(ComplaintDesk desk, ComplaintId complaint, ReviseVerdictRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var verdict = await VerdictAsync(desk, request.Verdict, fields, cancellation);
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => KeyMomentDecisions.Revise(state, new(verdict, sealer.Seal(reason))), cancellation);
    }

    public static async Task<CommandOutcome> ClarifyAsync(ComplaintDesk desk, ComplaintId complaint, ClarifyComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var explanation = fields.Text("explanation", request.Explanation);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => KeyMomentDecisions.Clarify(state, new(sealer.Seal(explanation))), cancellation);
    }

    private static async Task<Verdict> VerdictAsync(ComplaintDesk desk, VerdictRequest? request, FieldErrors fields, CancellationToken cancellation)
    {
        var validity = fields.Choice("verdict.validity", request?.Validity);
        var responsibility = fields.OptionalTerm("verdict.responsibilityClass", request?.ResponsibilityClass, await desk.ListAsync(TermLists.ResponsibilityClasses, cancellation));
        return new(validity, fields.OptionalChoice("verdict.liability", request?.Liability), responsibility);
    }
}
