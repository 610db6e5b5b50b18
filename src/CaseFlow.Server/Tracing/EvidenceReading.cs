using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>A key moment of a case.</summary>
public sealed record MomentRequest
{
    /// <summary>The case.</summary>
    [Required]
    public Guid? Complaint { get; init; }

    /// <summary>The step.</summary>
    [Required]
    public BlueprintStage? Stage { get; init; }
}

/// <summary>Which figure is told, where, about what, in which months.</summary>
public sealed record FigureRequest
{
    /// <summary>The KPI's id, for example <c>repeat-complaint-rate</c>.</summary>
    [Required]
    public string? Kpi { get; init; }

    /// <summary>The territory; when it is left out, that of the trace at its opening, and later the caller's own.</summary>
    public string? Territory { get; init; }

    /// <summary>A topic with all below it; all topics when it is left out.</summary>
    public string? Topic { get; init; }

    /// <summary>The first month, for example <c>2011-03</c>.</summary>
    [Required]
    public string? From { get; init; }

    /// <summary>The last month; the first when it is left out.</summary>
    public string? To { get; init; }
}

/// <summary>What a trace or a cause rests on.</summary>
public sealed record EvidenceRequest
{
    /// <summary>Cases.</summary>
    public IReadOnlyList<Guid>? Complaints { get; init; }

    /// <summary>Contacts; each is linked to a case.</summary>
    public IReadOnlyList<Guid>? Contacts { get; init; }

    /// <summary>Key moments of cases.</summary>
    public IReadOnlyList<MomentRequest?>? Moments { get; init; }

    /// <summary>Figures; what they are now goes into the trace.</summary>
    public IReadOnlyList<FigureRequest?>? Figures { get; init; }
}

/// <summary>Reads evidence: everything that is named is there, and figures are told by the server.</summary>
public static class EvidenceReading
{
    /// <summary>How much of each kind is named at once; more is added with another command.</summary>
    public const int Most = 200;

    /// <summary>The evidence that a request names, within the scope of whoever sends it; errors are noted.</summary>
    public static async Task<TraceEvidence> ReadAsync(TraceDesk desk, EvidenceRequest? request, string field, CommandContext context, string territory, FieldErrors fields, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(fields);
        var scope = context.Scope;
        request ??= new();
        foreach (var (name, count) in new[] { ("complaints", request.Complaints?.Count), ("contacts", request.Contacts?.Count), ("moments", request.Moments?.Count), ("figures", request.Figures?.Count) })
        {
            if (count > Most) fields.Add($"{field}.{name}", FieldCodes.OutOfRange, $"{field}.{name} takes at most {Most}.");
        }

        if (fields.Any) return TraceEvidence.None;
        var complaints = new List<ComplaintId>();
        foreach (var (i, id) in (request.Complaints ?? []).Index())
        {
            if (await IsThereAsync(ComplaintId.From(id), $"{field}.complaints[{i}]")) complaints.Add(ComplaintId.From(id));
        }

        var contacts = new List<ContactEvidence>();
        foreach (var (i, id) in (request.Contacts ?? []).Index())
        {
            var contact = await desk.Shell.StateAsync(Streams.Contact, id, scope, cancellation);
            if (contact.Complaint is { } of) contacts.Add(new(ContactId.From(id), of));
            else fields.Add($"{field}.contacts[{i}]", FieldCodes.NotThere, $"{field}.contacts[{i}]: there is no such contact of a case in {scope.Territory}.");
        }

        var moments = new List<MomentEvidence>();
        foreach (var (i, moment) in (request.Moments ?? []).Index())
        {
            var of = ComplaintId.From(fields.Value($"{field}.moments[{i}].complaint", moment?.Complaint));
            var stage = fields.Choice($"{field}.moments[{i}].stage", moment?.Stage);
            if (moment?.Complaint is not null && await IsThereAsync(of, $"{field}.moments[{i}].complaint")) moments.Add(new(of, stage));
        }

        var figures = new List<FigureEvidence>();
        foreach (var (i, figure) in (request.Figures ?? []).Index())
        {
            if (desk.Measures.Read(figure, $"{field}.figures[{i}]", scope, territory, fields) is not { } asked) continue;
            try
            {
                figures.Add(await desk.Measures.TellAsync(asked, context.Actor, cancellation));
            }
            catch (ReplayUnavailableException later)
            {
                fields.Add($"{field}.figures[{i}].kpi", FieldCodes.NotReady, $"{field}.figures[{i}].kpi: {later.Message}");
            }
        }

        return new(complaints, contacts, moments, figures);

        async Task<bool> IsThereAsync(ComplaintId complaint, string at)
        {
            var there = (await desk.Shell.StateAsync(Streams.Complaint, complaint.Value, scope, cancellation)).Status != ComplaintStatus.Unregistered;
            if (!there) fields.Add(at, FieldCodes.NotThere, $"{at}: there is no such case in {scope.Territory}.");
            return there;
        }
    }
}
