using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.PersonalData;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.PersonalData;

/// <summary>Ask that a customer's data be erased.</summary>
public sealed record RequestErasureRequest : CommandRequest
{
    /// <summary>Why.</summary>
    [Required]
    public ErasureGround? Ground { get; init; }

    /// <summary>What was said about it; personal data is sealed.</summary>
    public string? Note { get; init; }
}

/// <summary>Decide that the data is erased.</summary>
public sealed record ApproveErasureRequest : CommandRequest;

/// <summary>Decide that the data is kept.</summary>
public sealed record RejectErasureRequest : CommandRequest
{
    /// <summary>Why it is kept.</summary>
    [Required]
    public ErasureObstacle? Obstacle { get; init; }
}

/// <summary>Take a request to erase back.</summary>
public sealed record WithdrawErasureRequest : CommandRequest;

/// <summary>Erasure: one person asks, another decides, and the key is destroyed.</summary>
public static class RequestingErasure
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapDataSubjectCommand<RequestErasureRequest>("erasure", Permission.RequestErasure, "Asks that a customer's data be erased; another person decides.", RequestAsync);
        api.MapDataSubjectCommand<ApproveErasureRequest>("erasure/approve", Permission.DecideErasure, "Decides that a customer's data is erased. The key is destroyed at once, and nothing brings it back.", ApproveAsync);
        api.MapDataSubjectCommand<RejectErasureRequest>("erasure/reject", Permission.DecideErasure, "Decides that a customer's data is kept.", RejectAsync);
        api.MapDataSubjectCommand<WithdrawErasureRequest>("erasure/withdraw", Permission.RequestErasure, "Takes a request to erase back before it is decided.", WithdrawAsync);
    }

    public static async Task<CommandOutcome> RequestAsync(DataSubjectDesk desk, CustomerId customer, RequestErasureRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var ground = fields.Choice("ground", request.Ground);
        var note = fields.OptionalText("note", request.Note);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            customer,
            context,
            async _ => note is null ? (Sealed?)null : (await desk.Vault.SealerAsync(customer, cancellation)).Seal(note),
            (subject, region, said) => DataSubjectDecisions.Request(subject, new(customer, region, ground, context.Actor, said)),
            cancellation);
    }

    public static Task<CommandOutcome> ApproveAsync(DataSubjectDesk desk, CustomerId customer, ApproveErasureRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(
            customer,
            context,
            _ => desk.OpenCasesAsync(customer, cancellation),
            (subject, _, open) => DataSubjectDecisions.Approve(subject, new(customer, context.Actor, open)),
            cancellation);

    public static async Task<CommandOutcome> RejectAsync(DataSubjectDesk desk, CustomerId customer, RejectErasureRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var obstacle = fields.Choice("obstacle", request.Obstacle);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(
            customer, context, (subject, _) => DataSubjectDecisions.Reject(subject, new(customer, obstacle, context.Actor)), cancellation);
    }

    public static Task<CommandOutcome> WithdrawAsync(DataSubjectDesk desk, CustomerId customer, WithdrawErasureRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(customer, context, (subject, _) => DataSubjectDecisions.Withdraw(subject, new(customer, context.Actor)), cancellation);
}
