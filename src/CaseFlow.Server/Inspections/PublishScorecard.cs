using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>One thing that an inspection looks at.</summary>
public sealed record CriterionRequest
{
    /// <summary>Lower-case letters, digits and hyphens, in levels divided by dots; stable for ever within the card.</summary>
    [Required]
    public string? Code { get; init; }

    /// <summary>The question in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>The question in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>How it is answered.</summary>
    [Required]
    public CriterionKind? Kind { get; init; }

    /// <summary>How much it counts, 1 to 100.</summary>
    [Required]
    public int? Weight { get; init; }

    /// <summary>The most points of a scale, 2 to 10; left out where it is met or not.</summary>
    public int? Top { get; init; }

    /// <summary>Whether it may be answered with "not applicable"; false when left out.</summary>
    public bool? MayNotApply { get; init; }

    /// <summary>Whether no point on it fails the whole card; false when left out.</summary>
    public bool? Critical { get; init; }
}

/// <summary>Criteria that belong together.</summary>
public sealed record SectionRequest
{
    /// <summary>Lower-case letters, digits and hyphens; stable for ever within the card.</summary>
    [Required]
    public string? Code { get; init; }

    /// <summary>Its name in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>Its name in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>What is looked at.</summary>
    [Required]
    public IReadOnlyList<CriterionRequest?>? Criteria { get; init; }
}

/// <summary>Publish a scorecard, or its next version. Findings keep the version that they were made under.</summary>
public sealed record PublishScorecardRequest : CommandRequest
{
    /// <summary>Its title in Chinese.</summary>
    [Required]
    public string? Zh { get; init; }

    /// <summary>Its title in English.</summary>
    [Required]
    public string? En { get; init; }

    /// <summary>From how many per cent on a case passes, 1 to 100.</summary>
    [Required]
    public int? PassPercent { get; init; }

    /// <summary>Its sections.</summary>
    [Required]
    public IReadOnlyList<SectionRequest?>? Sections { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>The next version of a scorecard.</summary>
public static class PublishingScorecards
{
    private const int MostCriteria = 100;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/scorecards/{card}", (string card, PublishScorecardRequest request, HttpContext http, CommandShell shell, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, ScorecardBook.StreamOf(card), request, context => PublishAsync(shell, card, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, ScorecardRoutes.Tag, "Publishes a scorecard, or its next version.");

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, string card, PublishScorecardRequest request, CommandContext context, CancellationToken cancellation)
    {
        var fields = new FieldErrors();
        if (!TermCodes.IsWellFormed(card) || card.Length > FieldErrors.ShortText) fields.Add("card", FieldCodes.Malformed, "card is lower-case letters, digits and hyphens.");
        var (zh, en) = (fields.Text("zh", request.Zh, FieldErrors.ShortText), fields.Text("en", request.En, FieldErrors.ShortText));
        var pass = fields.Value("passPercent", request.PassPercent);
        var reason = fields.Text("reason", request.Reason);
        if (request.Sections is null) fields.Add("sections", FieldCodes.Required, "sections must be given.");
        if (request.Sections?.Sum(section => 1 + (section?.Criteria?.Count ?? 0)) > MostCriteria) fields.Add("sections", FieldCodes.OutOfRange, $"sections takes at most {MostCriteria} sections and criteria.");
        if (fields.Any) return fields.Outcome;
        var content = new ScorecardContent(zh, en, pass, [.. request.Sections!.Select((section, place) => Section(fields, $"sections[{place}]", section))]);
        if (fields.Any) return fields.Outcome;
        return await shell.DecideAsync(Streams.Scorecard, ScorecardBook.StreamOf(card), context, state => ScorecardDecisions.Publish(state, new(card, content, reason)), cancellation);
    }

    private static ScorecardSection Section(FieldErrors fields, string field, SectionRequest? section)
    {
        if (section?.Criteria is null) fields.Add($"{field}.criteria", FieldCodes.Required, $"{field}.criteria must be given.");
        return new(
            fields.Text($"{field}.code", section?.Code, FieldErrors.ShortText),
            fields.Text($"{field}.zh", section?.Zh, FieldErrors.ShortText),
            fields.Text($"{field}.en", section?.En, FieldErrors.ShortText),
            [.. (section?.Criteria ?? []).Select((criterion, place) => Criterion(fields, $"{field}.criteria[{place}]", criterion))]);
    }

    private static Criterion Criterion(FieldErrors fields, string field, CriterionRequest? criterion) => new()
    {
        Code = fields.Text($"{field}.code", criterion?.Code, FieldErrors.ShortText),
        Zh = fields.Text($"{field}.zh", criterion?.Zh, FieldErrors.ShortText),
        En = fields.Text($"{field}.en", criterion?.En, FieldErrors.ShortText),
        Kind = fields.Choice($"{field}.kind", criterion?.Kind),
        Weight = fields.Value($"{field}.weight", criterion?.Weight),
        Top = criterion?.Top ?? 1,
        MayNotApply = criterion?.MayNotApply ?? false,
        Critical = criterion?.Critical ?? false,
    };
}
