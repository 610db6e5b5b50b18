using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Hold the matter settled.</summary>
public sealed record ResolveComplaintRequest : CommandRequest
{
    /// <summary>What was done; personal data is sealed.</summary>
    [Required]
    public string? Resolution { get; init; }
}

/// <summary>End a resolved case on the result of its callback.</summary>
public sealed record CloseComplaintRequest : CommandRequest
{
    /// <summary>Whether whoever closes takes it on that the customer was not reached; unreachable is not satisfied.</summary>
    public bool? AcceptUnreachable { get; init; }
}

/// <summary>Open a case again.</summary>
public sealed record ReopenComplaintRequest : CommandRequest
{
    /// <summary>What brings it back.</summary>
    [Required]
    public ReopenCause? Cause { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Record that the customer takes the complaint back.</summary>
public sealed record WithdrawComplaintRequest : CommandRequest
{
    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>How a case ends, and begins anew.</summary>
public static class ClosingComplaints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<ResolveComplaintRequest>("resolve", "Holds the matter settled; the customer has yet to confirm it.", ResolveAsync);
        api.MapComplaintCommand<CloseComplaintRequest>("close", "Ends a resolved case on the result of its callback.", CloseAsync);
        api.MapComplaintCommand<ReopenComplaintRequest>("reopen", "Opens a case again: a new episode.", ReopenAsync);
        api.MapComplaintCommand<WithdrawComplaintRequest>("withdraw", "Records that the customer takes the complaint back.", WithdrawAsync);
    }

    public static async Task<CommandOutcome> ResolveAsync(ComplaintDesk desk, ComplaintId complaint, ResolveComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var resolution = fields.Text("resolution", request.Resolution);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => ClosureDecisions.Resolve(state, new(sealer.Seal(resolution))), cancellation);
    }

    public static Task<CommandOutcome> CloseAsync(ComplaintDesk desk, ComplaintId complaint, CloseComplaintRequest request, CommandContext context, CancellationToken cancellation) =>
        desk.DecideAsync(
            complaint,
            context,
            async state => (
                Callback: await desk.CallbackResults.FindAsync(complaint, state.Episode, cancellation),
                Owed: await desk.CallbackResults.IsOwedAsync(complaint, state.Episode, cancellation)),
            (state, _, facts) => ClosureDecisions.Close(state, new(facts.Callback, facts.Owed, request.AcceptUnreachable ?? false)),
            cancellation);

    public static async Task<CommandOutcome> ReopenAsync(ComplaintDesk desk, ComplaintId complaint, ReopenComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var cause = fields.Choice("cause", request.Cause);
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => ClosureDecisions.Reopen(state, new(cause, sealer.Seal(reason))), cancellation);
    }

    public static async Task<CommandOutcome> WithdrawAsync(ComplaintDesk desk, ComplaintId complaint, WithdrawComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => ClosureDecisions.Withdraw(state, new(sealer.Seal(reason))), cancellation);
    }
}
