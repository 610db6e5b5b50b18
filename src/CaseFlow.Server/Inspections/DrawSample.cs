using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Inspections;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>Draw cases for inspection, and divide them among raters.</summary>
public sealed record DrawSampleRequest : CommandRequest
{
    /// <summary>The territory.</summary>
    [Required]
    public RegionRequest? Region { get; init; }

    /// <summary>The first day on which the cases happened, in the operator's zone.</summary>
    [Required]
    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    [Required]
    public DateOnly? To { get; init; }

    /// <summary>A topic with all below it; every topic when left out.</summary>
    public string? Topic { get; init; }

    /// <summary>The kinds; all when left out.</summary>
    public IReadOnlyList<ComplaintKind>? Kinds { get; init; }

    /// <summary>Whether only closed cases count; false when left out.</summary>
    public bool? ClosedOnly { get; init; }

    /// <summary>What divides the cases; nothing when left out.</summary>
    public Stratification? By { get; init; }

    /// <summary>How many cases of each part, 1 to 500; this or a share.</summary>
    public int? PerStratum { get; init; }

    /// <summary>How many per cent of each part, above 0 to 100, rounded up.</summary>
    public decimal? Percent { get; init; }

    /// <summary>What decides which cases, 0 to 9007199254740991; by chance when left out. It is recorded either way.</summary>
    public long? Seed { get; init; }

    /// <summary>The scorecard, in the version in force.</summary>
    [Required]
    public string? Card { get; init; }

    /// <summary>The user names of those who rate.</summary>
    [Required]
    public IReadOnlyList<string?>? Raters { get; init; }

    /// <summary>How many per cent of the cases are rated by two; 0 when left out.</summary>
    public decimal? DoublePercent { get; init; }
}

/// <summary>How a sample comes about.</summary>
public static class DrawingSamples
{
    private const int MostRaters = 50;

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/inspections", (DrawSampleRequest request, HttpContext http, InspectionDesk desk, DefinitionBook definitions, CancellationToken cancellation) =>
                CommandRoutes.CreateAsync(http, request, async context =>
                {
                    var (sample, outcome) = await DrawAsync(desk, definitions, request, context, cancellation);
                    return (sample.Value, $"inspections/{sample.Value}", outcome);
                }, cancellation))
            .DescribeCommand(Permission.PlanInspections, ScorecardRoutes.Tag, "Draws cases for inspection, and divides them among raters.", creates: true);

    /// <summary>Draws a sample under an id that follows from the command's.</summary>
    public static async Task<(InspectionSampleId Sample, CommandOutcome Outcome)> DrawAsync(
        InspectionDesk desk, DefinitionBook definitions, DrawSampleRequest request, CommandContext context, CancellationToken cancellation)
    {
        var sample = InspectionSampleId.From(DeterministicId.From("inspection_sample", context.CommandId));
        var fields = new FieldErrors();
        var region = RegionRequest.Read(request.Region, fields, await definitions.ListAsync(TermLists.Regions, cancellation));
        var (from, to) = (fields.Value("from", request.From), fields.Value("to", request.To));
        if (from < new DateOnly(1970, 1, 1) || to > new DateOnly(9998, 12, 31)) fields.Add("from", FieldCodes.OutOfRange, "from and to are days of the years 1970 to 9998.");
        var topic = fields.OptionalTerm("topic", request.Topic, await definitions.ListAsync(TermLists.Topics, cancellation));
        var kinds = request.Kinds is null ? [] : fields.Choices("kinds", request.Kinds);
        var by = fields.OptionalChoice("by", request.By) ?? Stratification.Nothing;
        var name = fields.Text("card", request.Card, FieldErrors.ShortText);
        var raters = Raters(fields, request.Raters);
        var card = name.Length == 0 ? null : await desk.Cards.FindAsync(name, version: null, cancellation);
        if (card is null && name.Length > 0) fields.Add("card", FieldCodes.UnknownTerm, $"card: there is no scorecard {name}.");
        if (fields.Any || card is null) return (sample, fields.Outcome);
        if (!context.Scope.Covers(region)) return (sample, CommandOutside.Of("region", context));

        var rule = new SampleRule
        {
            Region = region,
            From = ReportingZone.Operator.Of(from).Begin,
            Before = ReportingZone.Operator.Of(to.AddDays(1)).Begin,
            Topic = topic?.Code,
            Kinds = kinds,
            ClosedOnly = request.ClosedOnly ?? false,
            By = by,
            PerStratum = request.PerStratum,
            Percent = request.Percent,
        };
        var frozen = await desk.Population.AsOfAsync(rule, position: null, cancellation);
        if (!frozen.IsWhole) fields.Add("from", FieldCodes.OutOfRange, $"The period has more than {InspectionPopulation.Most} cases in this territory; take a shorter one.");
        if (fields.Any) return (sample, fields.Outcome);
        var draw = new DrawSample
        {
            Sample = sample,
            Rule = rule,
            Seed = request.Seed ?? BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8)) & InspectionSampleDecisions.HighestSeed,
            SeedNamed = request.Seed is not null,
            Position = frozen.Position,
            Card = card.Card,
            CardVersion = card.Version,
            Population = frozen.Cases,
            Raters = raters,
            DoublePercent = request.DoublePercent ?? 0,
        };
        var outcome = await desk.Shell.DecideAsync(Streams.InspectionSample, sample.Value, context, state => InspectionSampleDecisions.Draw(state, draw), cancellation);
        return (sample, outcome);
    }

    private static List<string> Raters(FieldErrors fields, IReadOnlyList<string?>? raters)
    {
        if (raters is null) fields.Add("raters", FieldCodes.Required, "raters must be given.");
        if (raters?.Count > MostRaters) fields.Add("raters", FieldCodes.OutOfRange, $"raters takes at most {MostRaters} names.");
        return [.. (raters ?? []).Take(MostRaters).Select((rater, place) => fields.Text($"raters[{place}]", rater, FieldErrors.ShortText)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }
}
