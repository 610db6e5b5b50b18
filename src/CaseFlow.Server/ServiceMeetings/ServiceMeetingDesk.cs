using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;
using CaseFlow.ServiceMeetings;

namespace CaseFlow.Server.ServiceMeetings;

/// <summary>Carries out commands on service meetings and resolutions. Their texts may name a customer by accident, and so are sealed, each under the key of its own stream.</summary>
public sealed class ServiceMeetingDesk(CommandShell shell, MeetingTexts texts, DefinitionBook definitions, AgendaProposals proposals, MeetingInputs inputs)
{
    /// <summary>Loads, decides and records.</summary>
    public CommandShell Shell => shell;

    /// <summary>Seals and opens what was written.</summary>
    public MeetingTexts Texts => texts;

    /// <summary>What the read models propose.</summary>
    public AgendaProposals Proposals => proposals;

    /// <summary>The figures that a meeting looks at.</summary>
    public MeetingInputs Inputs => inputs;

    /// <summary>A list of terms in force.</summary>
    public Task<TermList> ListAsync(string list, CancellationToken cancellation) => definitions.ListAsync(list, cancellation);

    /// <summary>Decides on a meeting with a text, which is sealed only where there is such a meeting.</summary>
    public Task<CommandOutcome> DecideAsync(
        ServiceMeetingId meeting, CommandContext context, string text, Func<ServiceMeeting, Sealed, Decision<ServiceMeetingEvent>> decide, CancellationToken cancellation) =>
        shell.DecideAsync(
            Streams.ServiceMeeting, meeting.Value, context, state => texts.SealAsync(meeting.Value, state.Status != MeetingStatus.Unconvened, text, cancellation), decide, cancellation);

    /// <summary>Decides on a resolution with a text.</summary>
    public Task<CommandOutcome> DecideAsync(
        ResolutionId resolution, CommandContext context, string text, Func<Resolution, Sealed, Decision<ResolutionEvent>> decide, CancellationToken cancellation) =>
        shell.DecideAsync(
            Streams.Resolution, resolution.Value, context, state => texts.SealAsync(resolution.Value, state.Status != ResolutionStatus.Undecided, text, cancellation), decide, cancellation);
}

/// <summary>The texts of meetings and resolutions.</summary>
public sealed class MeetingTexts(PersonalDataVault vault)
{
    /// <summary>Seals a text under the key of its stream; of a stream that is not there no key is made.</summary>
    public async Task<Sealed> SealAsync(Guid stream, bool isThere, string text, CancellationToken cancellation) =>
        isThere ? (await vault.SealerAsync(CustomerId.From(stream), cancellation)).Seal(text) : default;

    /// <summary>What seals under the key of a stream.</summary>
    public Task<PersonalDataVault.Sealer> SealerAsync(Guid stream, CancellationToken cancellation) => vault.SealerAsync(CustomerId.From(stream), cancellation);

    /// <summary>What opens the texts of these streams. Whoever may see a meeting may read what it wrote.</summary>
    public Task<PersonalDataVault.Opener> OpenerAsync(IEnumerable<Guid> streams, CancellationToken cancellation) => vault.OpenerAsync(streams.Select(CustomerId.From), cancellation);
}

/// <summary>A use case: one command on a meeting.</summary>
public delegate Task<CommandOutcome> MeetingUseCase<in TRequest>(ServiceMeetingDesk desk, ServiceMeetingId meeting, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>A use case: one command on a resolution.</summary>
public delegate Task<CommandOutcome> ResolutionUseCase<in TRequest>(ServiceMeetingDesk desk, ResolutionId resolution, TRequest request, CommandContext context, CancellationToken cancellation);

/// <summary>Gives the commands on meetings and resolutions their routes.</summary>
public static class MeetingRoutes
{
    /// <summary>What they stand under in the API's description.</summary>
    public const string Tag = "Service meetings";

    private const int FirstYear = 1900, LastYear = 2199;

    /// <summary>A moment that must be given, in years whose months are told.</summary>
    public static DateTimeOffset Time(FieldErrors fields, string field, DateTimeOffset? value)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (value is { Year: < FirstYear or > LastYear }) fields.Add(field, FieldCodes.OutOfRange, $"{field} lies in the years {FirstYear} to {LastYear}.");
        return fields.Value(field, value);
    }

    /// <summary>Maps <c>POST /api/service-meetings/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapMeetingCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, MeetingUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/service-meetings/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, ServiceMeetingDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, ServiceMeetingId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);

    /// <summary>Maps <c>POST /api/resolutions/{id}/{verb}</c>.</summary>
    public static RouteHandlerBuilder MapResolutionCommand<TRequest>(this IEndpointRouteBuilder api, string verb, Permission permission, string summary, ResolutionUseCase<TRequest> handle)
        where TRequest : CommandRequest =>
        api.MapPost($"/resolutions/{{id:guid}}/{verb}", (Guid id, TRequest request, HttpContext http, ServiceMeetingDesk desk, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, id, request, context => handle(desk, ResolutionId.From(id), request, context, cancellation), cancellation))
            .DescribeCommand(permission, Tag, summary);
}
