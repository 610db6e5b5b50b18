using System.ComponentModel.DataAnnotations;
using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>From how many points on a case has a priority; below the last it is P4.</summary>
public sealed record PriorityThresholdsRequest
{
    [Required]
    public int? P1 { get; init; }

    /// <summary>Fewer than those of P1.</summary>
    [Required]
    public int? P2 { get; init; }

    /// <summary>Fewer than those of P2, at least 1.</summary>
    [Required]
    public int? P3 { get; init; }
}

/// <summary>Publish the next version of the priority matrix. On each axis the rule with the most points that fits a case counts; the four add up.</summary>
public sealed record PublishPriorityMatrixRequest : CommandRequest
{
    /// <summary>What went wrong.</summary>
    [Required]
    public IReadOnlyList<SeverityRuleRequest?>? Severity { get; init; }

    /// <summary>How much the customer suffers from it now.</summary>
    [Required]
    public IReadOnlyList<ImpactRuleRequest?>? Impact { get; init; }

    /// <summary>Who the customer is to the operator.</summary>
    [Required]
    public IReadOnlyList<TierRuleRequest?>? Tiers { get; init; }

    /// <summary>How likely the case goes, or has gone, beyond the desk.</summary>
    [Required]
    public IReadOnlyList<EscalationRiskRuleRequest?>? EscalationRisk { get; init; }

    /// <summary>From how many points on a case has a priority.</summary>
    [Required]
    public PriorityThresholdsRequest? Thresholds { get; init; }

    /// <summary>What becomes of the cases that wait for an answer.</summary>
    [Required]
    public OpenCases? OpenCases { get; init; }

    /// <summary>Why it is published.</summary>
    [Required]
    public string? Reason { get; init; }
}

/// <summary>How urgent cases are, in versions.</summary>
public static class PublishingPriorityMatrix
{
    /// <summary>Where its publication and its trial are sent.</summary>
    public const string Path = "/definitions/priority-matrix";

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost(Path, (PublishPriorityMatrixRequest request, HttpContext http, CommandShell shell, DefinitionBook book, CancellationToken cancellation) =>
                CommandRoutes.CarryOutAsync(http, CaseDefinitions.PriorityStream, request, context => PublishAsync(shell, book, request, context, cancellation), cancellation))
            .DescribeCommand(Permission.PublishDefinitions, DefinitionsInForce.Tag, "Publishes the next version of the priority matrix; cases that wait for an answer keep the version that they are graded under or are graded anew, as it says.");

    public static async Task<CommandOutcome> PublishAsync(CommandShell shell, DefinitionBook book, PublishPriorityMatrixRequest request, CommandContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shell);
        ArgumentNullException.ThrowIfNull(request);
        var fields = new FieldErrors();
        var terms = await ReadAsync(fields, book, request, cancellation);
        var (open, reason) = (fields.Choice("openCases", request.OpenCases), fields.Text("reason", request.Reason));
        return fields.Any ? fields.Outcome : await shell.DecideAsync(
            Streams.PriorityMatrix, CaseDefinitions.PriorityStream, context, state => PriorityMatrixDecisions.Publish(state, new(terms, open, reason)), cancellation);
    }

    /// <summary>What a request says, but for the open cases and why; what is wrong is noted with its place, as far as what the matrix says as a whole.</summary>
    public static async Task<PriorityTerms> ReadAsync(FieldErrors fields, DefinitionBook book, PublishPriorityMatrixRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(request);
        var reader = new PriorityRuleReader(fields, await book.ListAsync(TermLists.Topics, cancellation), await book.ListAsync(TermLists.Sources, cancellation), await book.ListAsync(TermLists.Tiers, cancellation));
        var terms = new PriorityTerms
        {
            Severity = reader.Rules("severity", request.Severity, reader.Severity),
            Impact = reader.Rules("impact", request.Impact, reader.Impact),
            Tiers = reader.Rules("tiers", request.Tiers, reader.Tier),
            EscalationRisk = reader.Rules("escalationRisk", request.EscalationRisk, reader.EscalationRisk),
            Thresholds = new(fields.Value("thresholds.p1", request.Thresholds?.P1), fields.Value("thresholds.p2", request.Thresholds?.P2), fields.Value("thresholds.p3", request.Thresholds?.P3)),
        };
        if (fields.Any) return terms;
        foreach (var flaw in PriorityMatrixDecisions.Flaws(terms))
            fields.Add(flaw.Field, flaw.Refusal);
        return terms;
    }
}
