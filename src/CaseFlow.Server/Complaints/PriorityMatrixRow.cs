using System.Text.Json;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>A version of the priority matrix as it was published; as JSON, for it is needed as a whole. The one in force stands under <see cref="InForce"/> once more.</summary>
public sealed record PriorityMatrixRow(int Version, string Published)
{
    /// <summary>No version has this number.</summary>
    public const int InForce = 0;

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<PriorityMatrixRow> Table = RowSecurity.Table<PriorityMatrixRow>("caseflow_priority_matrices", RowsOf.Operator, "version");

    /// <summary>Reads the matrix.</summary>
    public PriorityMatrixPublished Matrix() => JsonSerializer.Deserialize<PriorityMatrixPublished>(Published, EventTypes.Json)!;

    /// <summary>The rows of a publication.</summary>
    public static IEnumerable<PriorityMatrixRow> Of(PriorityMatrixPublished published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var text = JsonSerializer.Serialize(published, EventTypes.Json);
        return [new(published.Version, text), new(InForce, text)];
    }
}

/// <summary>The versions of the priority matrix that a projection grades under; each is read when the first case needs it.</summary>
internal sealed class GradingMatrices(ProjectionBatch batch)
{
    private readonly Dictionary<int, PriorityMatrixPublished?> read = [];

    /// <summary>The one in force; null before the first.</summary>
    public Task<PriorityMatrixPublished?> InForceAsync(CancellationToken cancellation) => FindAsync(PriorityMatrixRow.InForce, cancellation);

    /// <summary>A version; null when there is none of this number, or for no number.</summary>
    public async Task<PriorityMatrixPublished?> FindAsync(int? version, CancellationToken cancellation)
    {
        if (version is not { } number) return null;
        if (read.TryGetValue(number, out var known)) return known;
        var rows = await batch.RowsAsync(PriorityMatrixRow.Table, [new(number)], cancellation);
        return read[number] = rows[new(number)]?.Matrix();
    }
}
