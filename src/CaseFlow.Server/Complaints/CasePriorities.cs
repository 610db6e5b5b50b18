using CaseFlow.Access;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>How urgent a case is, and why.</summary>
public sealed record CasePriorityView : IVersioned
{
    public required Guid Complaint { get; init; }

    /// <summary>The case's own.</summary>
    public required long Version { get; init; }

    /// <summary>The priority with the rules that counted, their points and the thresholds; null for a case that had ended before the first matrix.</summary>
    public GradedPriority? Grade { get; init; }

    /// <summary>What of the case it follows from.</summary>
    public required PriorityFacts Inputs { get; init; }

    /// <summary>When the version was recorded by which it is graded.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Who published that version.</summary>
    public string? PublishedBy { get; init; }

    /// <summary>Why it was published.</summary>
    public string? Reason { get; init; }

    /// <summary>The version that is in force, which may be a later one; null before the first.</summary>
    public int? InForce { get; init; }

    /// <summary>Explains a case.</summary>
    public static CasePriorityView Of(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var row = file.Row();
        var facts = row.Facts();
        var publication = file.Matrix(row.MatrixVersion);
        var matrix = (PriorityMatrixPublished?)publication?.Data;
        return new()
        {
            Complaint = row.Complaint,
            Version = row.Version,
            Grade = matrix is null ? null : CasePriority.Grade(matrix, facts),
            Inputs = facts,
            PublishedAt = publication?.RecordedAt,
            PublishedBy = publication?.Metadata.Actor,
            Reason = matrix?.Reason,
            InForce = ((PriorityMatrixPublished?)file.MatrixInForce?.Data)?.Version,
        };
    }
}

/// <summary>Why is a case as urgent as it is? Told from its own events and those of the matrix, so that the answer never lags behind a command.</summary>
public sealed class CasePriorities(ComplaintTimeline timeline)
{
    /// <summary>The explanation; null when there is no such case in the territory.</summary>
    public Task<ReadAnswer<CasePriorityView>?> AskAsync(AccessScope scope, ComplaintId complaint, Caller caller, CancellationToken cancellation) =>
        timeline.AskAsync(scope, complaint, caller, point: null, (file, _, _) => CasePriorityView.Of(file), cancellation);

    public static void Map(IEndpointRouteBuilder api) => api.MapQuery<CasePriorities, CasePriorityView>(
        "/complaints/{id:guid}/priority",
        Permission.ReadCases,
        ("Complaints", "Why a case is as urgent as it is: the version of the priority matrix, on each axis the rule that counts with what of the case met it, the points, and the thresholds."),
        [CaseThreads.Projection],
        [],
        query =>
        {
            var id = ComplaintId.From(query.PathId("id"));
            return (priorities, asker, cancellation) => priorities.AskAsync(asker.Scope, id, asker.Caller, cancellation);
        });
}
