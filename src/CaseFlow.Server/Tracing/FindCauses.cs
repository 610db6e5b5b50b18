using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>A version of the catalogue.</summary>
public sealed record CatalogueVersionRequest
{
    /// <summary>The kind of entry.</summary>
    [Required]
    public CatalogueKind? Kind { get; init; }

    /// <summary>The entry's code.</summary>
    [Required]
    public string? Entry { get; init; }

    /// <summary>The version.</summary>
    [Required]
    public int? Version { get; init; }

    /// <summary>The version that a request names; null when it names none.</summary>
    public static CatalogueVersion? Read(CatalogueVersionRequest? request, string field, FieldErrors fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return request is null ? null : new(fields.Choice($"{field}.kind", request.Kind), fields.Text($"{field}.entry", request.Entry, FieldErrors.ShortText), fields.Value($"{field}.version", request.Version));
    }
}

/// <summary>Record a possible cause. No text of it is sealed: it names no customer.</summary>
public sealed record FindCauseRequest : CommandRequest
{
    /// <summary>What it lies in.</summary>
    [Required]
    public CauseKind? Kind { get; init; }

    /// <summary>The bone of the cause-and-effect diagram.</summary>
    [Required]
    public FishboneBranch? Branch { get; init; }

    /// <summary>What it is.</summary>
    [Required]
    public string? Summary { get; init; }

    /// <summary>Who is concerned.</summary>
    public string? Who { get; init; }

    /// <summary>When it happens.</summary>
    public string? When { get; init; }

    /// <summary>Where it happens.</summary>
    public string? Where { get; init; }

    /// <summary>What happens.</summary>
    public string? What { get; init; }

    /// <summary>How it happens.</summary>
    public string? How { get; init; }

    /// <summary>The answers to one why after the other, up to five, the first one first.</summary>
    [Required]
    public IReadOnlyList<string?>? Whys { get; init; }

    /// <summary>The version of the catalogue that it lies in.</summary>
    public CatalogueVersionRequest? LiesIn { get; init; }

    /// <summary>Which of the trace's evidence it explains.</summary>
    [Required]
    public EvidenceRequest? Explains { get; init; }
}

/// <summary>Hold a cause for one at which the whys end.</summary>
public sealed record ConfirmEndCauseRequest : CommandRequest;

/// <summary>Hold a cause for none.</summary>
public sealed record ExcludeCauseRequest : CommandRequest
{
    /// <summary>Why. Not sealed: it names no customer.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The causes of a trace.</summary>
public static class FindingCauses
{
    /// <summary>Five whys are asked.</summary>
    public const int MostWhys = 5;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapTraceCommand<FindCauseRequest>("causes", Permission.WorkTraces, "Records a possible cause.", FindAsync);
        api.MapPartCommand<ConfirmEndCauseRequest>("causes", "confirm", "Holds a cause for one at which the whys end.", ConfirmAsync);
        api.MapPartCommand<ExcludeCauseRequest>("causes", "exclude", "Holds a cause for none.", ExcludeAsync);
    }

    public static async Task<CommandOutcome> FindAsync(TraceDesk desk, TraceId trace, FindCauseRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var fields = new FieldErrors();
        var kind = fields.Choice("kind", request.Kind);
        var branch = fields.Choice("branch", request.Branch);
        var summary = fields.ClearText("summary", request.Summary);
        var aspects = new CauseAspects(
            fields.OptionalClearText("who", request.Who), fields.OptionalClearText("when", request.When), fields.OptionalClearText("where", request.Where),
            fields.OptionalClearText("what", request.What), fields.OptionalClearText("how", request.How));
        if (request.Whys is null or { Count: 0 }) fields.Add("whys", FieldCodes.Required, "whys must be given: the answers to one why after the other.");
        if (request.Whys?.Count > MostWhys) fields.Add("whys", FieldCodes.OutOfRange, $"whys takes at most {MostWhys}.");
        List<string> whys = [.. (request.Whys ?? []).Take(MostWhys).Select((why, i) => fields.ClearText($"whys[{i}]", why))];
        var liesIn = CatalogueVersionRequest.Read(request.LiesIn, "liesIn", fields);
        if (request.Explains is null) fields.Add("explains", FieldCodes.Required, "explains must be given.");
        // That it is the trace's own is asked of the trace; only what is no longer linked would be told apart from it.
        var explains = await EvidenceReading.ReadAsync(desk, request.Explains is null ? null : request.Explains with { Figures = null }, "explains", context, context.Scope.Territory, fields, cancellation);
        if (fields.Any) return fields.Outcome;
        var found = new CauseFound
        {
            Cause = CauseId.From(DeterministicId.From("cause", context.CommandId)),
            Kind = kind,
            Branch = branch,
            Summary = summary,
            Aspects = aspects,
            Whys = whys,
            LiesIn = liesIn,
            Explains = explains,
        };
        return await desk.DecideAsync(trace, context, fields, async _ => await desk.Catalogue.HasAsync(liesIn, cancellation), (state, published) => CauseDecisions.Find(state, new(found, published)), cancellation);
    }

    public static Task<CommandOutcome> ConfirmAsync(TraceDesk desk, TraceId trace, Guid cause, ConfirmEndCauseRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.DecideAsync(trace, context, new FieldErrors(), state => CauseDecisions.Confirm(state, new(CauseId.From(cause))), cancellation);
    }

    public static Task<CommandOutcome> ExcludeAsync(TraceDesk desk, TraceId trace, Guid cause, ExcludeCauseRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(desk);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var reason = fields.ClearText("reason", request.Reason);
        return desk.DecideAsync(trace, context, fields, state => CauseDecisions.Exclude(state, new(CauseId.From(cause), reason)), cancellation);
    }
}
