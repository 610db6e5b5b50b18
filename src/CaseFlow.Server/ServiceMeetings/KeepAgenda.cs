using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>Put an item on the agenda: one that is proposed, by its finding and subject, or one in words of one's own.</summary>
public sealed record AddAgendaItemRequest : CommandRequest
{
    /// <summary>Which of the four classes it belongs to; the proposal's when left out.</summary>
    public AgendaClass? Class { get; init; }

    /// <summary>What it is about; must be given where nothing is taken on from the proposals.</summary>
    public string? Title { get; init; }

    /// <summary>The finding of the proposal that is taken on.</summary>
    public AgendaFinding? Finding { get; init; }

    /// <summary>The subject of the proposal that is taken on.</summary>
    public string? Subject { get; init; }
}

/// <summary>Give an item another place.</summary>
public sealed record MoveAgendaItemRequest : CommandRequest
{
    /// <summary>The item.</summary>
    [Required]
    public Guid? Item { get; init; }

    /// <summary>Its place, from 1.</summary>
    [Required]
    public int? Place { get; init; }
}

/// <summary>Take an item off the agenda.</summary>
public sealed record DropAgendaItemRequest : CommandRequest
{
    /// <summary>The item.</summary>
    [Required]
    public Guid? Item { get; init; }

    /// <summary>Why.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>Write the figures down as they stand.</summary>
public sealed record FreezeInputsRequest : CommandRequest;

/// <summary>What is done before a meeting.</summary>
public static class KeepingAgendas
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapMeetingCommand<AddAgendaItemRequest>("agenda", Permission.KeepMeetings, "Puts an item on the agenda. A proposal that is taken on brings its figures.", AddAsync);
        api.MapMeetingCommand<MoveAgendaItemRequest>("agenda/move", Permission.KeepMeetings, "Gives an item of the agenda another place.", MoveAsync);
        api.MapMeetingCommand<DropAgendaItemRequest>("agenda/drop", Permission.KeepMeetings, "Takes an item off the agenda.", DropAsync);
        api.MapMeetingCommand<FreezeInputsRequest>("freeze", Permission.KeepMeetings, "Writes the figures that the meeting looks at down as they stand, with their definitions and positions; once.", FreezeAsync);
    }

    public static async Task<CommandOutcome> AddAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, AddAgendaItemRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var isProposed = request.Finding is not null || request.Subject is not null;
        var finding = isProposed ? fields.Choice("finding", request.Finding) : default;
        var subject = isProposed ? fields.Text("subject", request.Subject, FieldErrors.ShortText) : "";
        var chosen = isProposed ? fields.OptionalChoice("class", request.Class) : fields.Choice("class", request.Class);
        var title = isProposed ? fields.OptionalText("title", request.Title, FieldErrors.ShortText) : fields.Text("title", request.Title, FieldErrors.ShortText);
        if (fields.Any) return fields.Outcome;
        var state = await desk.Shell.StateAsync(Streams.ServiceMeeting, meeting.Value, context.Scope, cancellation);
        var proposal = isProposed && state.IsPrepared && !state.TakenOn.Contains((finding, subject)) ? await desk.Proposals.FindAsync(state, finding, subject, cancellation) : null;
        if (isProposed && proposal is null && state.IsPrepared && !state.TakenOn.Contains((finding, subject)))
        {
            fields.Add("subject", FieldCodes.OutOfRange, $"subject: nothing is proposed for {finding} of {subject} now.");
            return fields.Outcome;
        }

        var grounds = proposal?.Grounds ?? (isProposed ? new(finding, subject, "", "", 0, []) : null);
        return await desk.DecideAsync(meeting, context, title ?? "", (now, said) => ServiceMeetingDecisions.Add(now, new(new(
            AgendaItemId.From(DeterministicId.From("agenda-item", context.CommandId)), chosen ?? proposal?.Class ?? default, title is null ? null : said, grounds))), cancellation);
    }

    public static async Task<CommandOutcome> MoveAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, MoveAgendaItemRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var item = AgendaItemId.From(fields.Value("item", request.Item));
        var place = fields.Value("place", request.Place);
        return fields.Any ? fields.Outcome : await desk.Shell.DecideAsync(
            Streams.ServiceMeeting, meeting.Value, context, state => ServiceMeetingDecisions.Move(state, new(item, place)), cancellation);
    }

    public static async Task<CommandOutcome> DropAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, DropAgendaItemRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var item = AgendaItemId.From(fields.Value("item", request.Item));
        var reason = fields.Text("reason", request.Reason);
        return fields.Any ? fields.Outcome : await desk.DecideAsync(meeting, context, reason, (state, said) => ServiceMeetingDecisions.Drop(state, new(item, said)), cancellation);
    }

    public static Task<CommandOutcome> FreezeAsync(ServiceMeetingDesk desk, ServiceMeetingId meeting, FreezeInputsRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.Shell.DecideAsync(
            Streams.ServiceMeeting,
            meeting.Value,
            context,
            async state => state.Status == MeetingStatus.Convened ? await desk.Inputs.TakeAsync(MeetingOutlook.Of(state), cancellation) : new([], []),
            ServiceMeetingDecisions.Freeze,
            cancellation);
    }
}
