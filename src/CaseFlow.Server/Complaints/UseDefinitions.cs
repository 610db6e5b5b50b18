using System.ComponentModel.DataAnnotations;
using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints;

/// <summary>Record that the customer was told an approved reply wording.</summary>
public sealed record GiveReplyWordingRequest : CommandRequest
{
    /// <summary>Its name.</summary>
    [Required]
    public string? Wording { get; init; }

    /// <summary>Which version of it.</summary>
    [Required]
    public int? Version { get; init; }
}

/// <summary>Record that the case is handled after a handling model.</summary>
public sealed record ApplyHandlingModelRequest : CommandRequest
{
    /// <summary>Its name.</summary>
    [Required]
    public string? Model { get; init; }

    /// <summary>Which version of it.</summary>
    [Required]
    public int? Version { get; init; }
}

/// <summary>What of the approved definitions a case relies on, judged by the definitions as they stood when it happened.</summary>
public static class UsingDefinitions
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapComplaintCommand<GiveReplyWordingRequest>("reply-wordings", "Records that the customer was told an approved reply wording.", GiveAsync);
        api.MapComplaintCommand<ApplyHandlingModelRequest>("handling-models", "Records that the case is handled after a handling model.", ApplyAsync);
    }

    public static async Task<CommandOutcome> GiveAsync(ComplaintDesk desk, ComplaintId complaint, GiveReplyWordingRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var wording = new NamedVersion(fields.Text("wording", request.Wording, FieldErrors.ShortText), fields.Value("version", request.Version));
        if (fields.Any) return fields.Outcome;
        var at = CaseDefinitions.MomentOf(context);
        return await desk.DecideAsync(
            complaint,
            context,
            async state => (await CaseDefinitions.WordingsAsync(desk.Shell, at, cancellation)).StandingOf(wording, CaseDefinitions.OccasionOf(state.Topic, state.Region!, context.OccurredAt)),
            (state, _, standing) => DefinitionUseDecisions.Give(state, new(wording, standing)),
            cancellation);
    }

    public static async Task<CommandOutcome> ApplyAsync(ComplaintDesk desk, ComplaintId complaint, ApplyHandlingModelRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var model = new NamedVersion(fields.Text("model", request.Model, FieldErrors.ShortText), fields.Value("version", request.Version));
        if (fields.Any) return fields.Outcome;
        var at = CaseDefinitions.MomentOf(context);
        return await desk.DecideAsync(
            complaint,
            context,
            async state => (await CaseDefinitions.ModelsAsync(desk.Shell, at, cancellation)).StandingOf(model, CaseDefinitions.OccasionOf(state.Topic, state.Region!, context.OccurredAt)),
            (state, _, standing) => DefinitionUseDecisions.Apply(state, new(model, standing)),
            cancellation);
    }
}

/// <summary>What of the approved definitions is for a case now.</summary>
/// <param name="Wordings">The reply wordings that its customer may be told.</param>
/// <param name="Models">The handling models that it may be handled after.</param>
public sealed record CaseOffers(IReadOnlyList<ReplyWordingPublished> Wordings, IReadOnlyList<HandlingModelPublished> Models)
{
    /// <summary>What stands between a name and a version in the code of a choice.</summary>
    private const char Of = '@';

    /// <summary>Nothing.</summary>
    public static CaseOffers None { get; } = new([], []);

    /// <summary>What is for a case.</summary>
    public static async Task<CaseOffers> ForAsync(CommandShell shell, Complaint complaint, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        if (complaint.Region is not { } region) return None;
        var occasion = CaseDefinitions.OccasionOf(complaint.Topic, region, now);
        return new((await CaseDefinitions.WordingsAsync(shell, now, cancellation)).For(occasion), (await CaseDefinitions.ModelsAsync(shell, now, cancellation)).For(occasion));
    }

    /// <summary>A version as the code of a choice.</summary>
    public static string CodeOf(string name, int version) => FormattableString.Invariant($"{name}{Of}{version}");

    /// <summary>The version behind a code; nothing when there is none.</summary>
    public static (string? Name, int? Version) Read(string? code) =>
        code?.Split(Of) is [var name, var version] && int.TryParse(version, System.Globalization.CultureInfo.InvariantCulture, out var number) ? (name, number) : (null, null);
}
