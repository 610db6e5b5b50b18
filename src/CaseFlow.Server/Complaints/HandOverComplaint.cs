using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Ask a department to deal with a case.</summary>
public sealed record HandOverComplaintRequest : CommandRequest
{
    /// <summary>A code of the list <c>departments</c>.</summary>
    [Required]
    public string? Department { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Take a case on for the department that was asked.</summary>
public sealed record AcceptHandOverRequest : CommandRequest
{
    /// <summary>A code of the list <c>departments</c>.</summary>
    [Required]
    public string? Department { get; init; }
}

/// <summary>Send a case back for the department that was asked.</summary>
public sealed record RejectHandOverRequest : CommandRequest
{
    /// <summary>A code of the list <c>departments</c>.</summary>
    [Required]
    public string? Department { get; init; }

    /// <summary>Why; personal data is sealed.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>From the desk to a department, and back: each rejection is a bounce.</summary>
public static class HandingComplaintsOver
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<HandOverComplaintRequest>("hand-over", "Asks a department to deal with a case.", HandOverAsync);
        api.MapComplaintCommand<AcceptHandOverRequest>("hand-over/accept", "Takes a case on for the department that was asked.", AcceptAsync);
        api.MapComplaintCommand<RejectHandOverRequest>("hand-over/reject", "Sends a case back for the department that was asked.", RejectAsync);
    }

    public static async Task<CommandOutcome> HandOverAsync(ComplaintDesk desk, ComplaintId complaint, HandOverComplaintRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var department = fields.Term("department", request.Department, await desk.ListAsync(TermLists.Departments, cancellation));
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => HandlingDecisions.HandOver(state, new(department, sealer.Seal(reason))), cancellation);
    }

    /// <remarks>The department may have been retired since it was asked, so that its code is not looked up.</remarks>
    public static async Task<CommandOutcome> AcceptAsync(ComplaintDesk desk, ComplaintId complaint, AcceptHandOverRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var department = fields.Text("department", request.Department, FieldErrors.ShortText);
        return await desk.DecideAsync(complaint, context, fields, (state, _) => HandlingDecisions.Accept(state, new(department)), cancellation);
    }

    public static async Task<CommandOutcome> RejectAsync(ComplaintDesk desk, ComplaintId complaint, RejectHandOverRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        var department = fields.Text("department", request.Department, FieldErrors.ShortText);
        var reason = fields.Text("reason", request.Reason);
        return await desk.DecideAsync(complaint, context, fields, (state, sealer) => HandlingDecisions.Reject(state, new(department, sealer.Seal(reason))), cancellation);
    }
}
