using System.Globalization;
using CaseFlow.Inspections;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Inspections;

/// <summary>Somebody who rates a case, and whether they have.</summary>
public sealed record RaterProgress(string Rater, bool Submitted);

/// <summary>A case of a sample.</summary>
public sealed record InspectionItemEntry
{
    public required Guid Complaint { get; init; }
    public required string Region { get; init; }

    /// <summary>Its place in the sample, from 1.</summary>
    public required int Place { get; init; }
    public required string Stratum { get; init; }

    /// <summary>In whose hands it was when it was drawn.</summary>
    public required string? Handler { get; init; }
    public required IReadOnlyList<RaterProgress> Raters { get; init; }

    /// <summary>How many findings wait for a decision on their appeal.</summary>
    public required int Appealed { get; init; }

    /// <summary>Whether the reader is to rate it and has not yet.</summary>
    public required bool Owed { get; init; }

    internal static InspectionItemEntry Of(InspectionItemRow row, Caller caller) => new()
    {
        Complaint = row.Complaint,
        Region = AccessScope.Code(row.Province, row.City),
        Place = row.Place,
        Stratum = row.Stratum,
        Handler = row.Handler,
        Raters = [.. row.Raters.Select(rater => new RaterProgress(rater, Drawing.Involves(row.Submitted, rater)))],
        Appealed = row.Appealed,
        Owed = row.IsOwedBy(caller.Actor),
    };
}

/// <summary>How a criterion was answered.</summary>
public sealed record AnswerView(string Criterion, int? Points, string? Remark);

/// <summary>A finding, with its appeal and what was decided. What was submitted stays beside what took its place.</summary>
public sealed record FindingView
{
    public required string Rater { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public required FindingStatus Status { get; init; }
    public required IReadOnlyList<AnswerView> Answers { get; init; }
    public required CardScore Score { get; init; }
    public required string? Comment { get; init; }
    public required AppealGround? AppealGround { get; init; }
    public required string? AppealedBy { get; init; }
    public required string? AppealNote { get; init; }
    public required ReviewGround? ReviewGround { get; init; }
    public required string? ReviewedBy { get; init; }
    public required string? ReviewNote { get; init; }
    public required IReadOnlyList<AnswerView>? CorrectedAnswers { get; init; }
    public required CardScore? CorrectedScore { get; init; }

    internal static FindingView Of(InspectionFindingRow row, PersonalView view)
    {
        var customer = CustomerId.From(row.Customer);
        return new()
        {
            Rater = row.Rater,
            SubmittedAt = row.SubmittedAt,
            Status = row.Status,
            Answers = Shown(row.SubmittedAnswers()),
            Score = InspectionFindingRow.Read<CardScore>(row.Score),
            Comment = view.Show(customer, row.Comment),
            AppealGround = row.AppealGround,
            AppealedBy = row.AppealedBy,
            AppealNote = view.Show(customer, row.AppealNote),
            ReviewGround = row.ReviewGround,
            ReviewedBy = row.ReviewedBy,
            ReviewNote = view.Show(customer, row.ReviewNote),
            CorrectedAnswers = row.CorrectedAnswers is null ? null : Shown(row.CountedAnswers()),
            CorrectedScore = row.CorrectedScore is null ? null : row.CountedScore(),
        };

        List<AnswerView> Shown(IReadOnlyList<CriterionAnswer> answers) => [.. answers.Select(answer => new AnswerView(answer.Criterion, answer.Points, view.Show(customer, answer.Remark)))];
    }
}

/// <summary>A case of a sample with the card that it is rated by, and the findings that the reader may see.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Item">The case.</param>
/// <param name="Card">The scorecard in the sample's version.</param>
/// <param name="Findings">The findings; none while the reader has yet to rate the case.</param>
/// <param name="Version">The version of its inspection, which a command takes as <c>If-Match</c>.</param>
public sealed record InspectionItemView(Guid Sample, InspectionItemEntry Item, ScorecardAnswer Card, IReadOnlyList<FindingView> Findings, long Version) : IVersioned;

/// <summary>Which cases does a sample have, who rates each, and what did they find?</summary>
public sealed class InspectionItems(ReadModels models, InspectionSamples samples, ScorecardBook cards, PersonalDataVault vault, RevealGrants grants, CustomerLooks looks)
{
    private static readonly string Select = $"select {InspectionItemRow.Table.ColumnList} from {InspectionItemRow.Table.Name}";

    /// <summary>A page of a sample's cases, in the order of the draw; null when none lies in the territory.</summary>
    /// <exception cref="UnfitCursorException">The cursor is of another list.</exception>
    public async Task<ReadAnswer<Page<InspectionItemEntry>>?> AskAsync(AccessScope scope, InspectionSampleId sample, PageRequest page, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(page);
        var digest = Cursor.DigestOf(nameof(InspectionItems), scope.ToString(), sample.Value.ToString());
        var behind = Cursor.Read(page.Cursor, digest, parts: 1);
        var after = behind is null ? 0 : int.TryParse(behind[0], CultureInfo.InvariantCulture, out var place) ? place : throw UnfitCursorException.Malformed;
        if (await samples.FindAsync(scope, sample, cancellation) is not { } found) return null;
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("sample", sample.Value);
        where.Add($"place > {where.Value(after)}");
        var answer = await models.AskAsync(
            scope,
            InspectionsProjection.Projection,
            connection => InspectionItemRow.Table.QueryAsync(connection, $"{Select} {where} order by place limit {where.Value(page.Limit + 1)}", where.Values, cancellation),
            cancellation);
        var shown = answer.Data.Take(page.Limit).ToList();
        return new(answer.Position, answer.AsOf, new(
            [.. shown.Select(row => InspectionItemEntry.Of(row, caller))],
            found.Data.Cases,
            TotalIsAtLeast: false,
            answer.Data.Count > page.Limit ? Cursor.Behind(digest, shown[^1].Place.ToString(CultureInfo.InvariantCulture)) : null));
    }

    /// <summary>One case of a sample; null when it is not there, or not in the territory.</summary>
    public async Task<ReadAnswer<InspectionItemView>?> FindAsync(AccessScope scope, InspectionSampleId sample, ComplaintId complaint, Caller caller, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(caller);
        var where = new Conditions();
        scope.Narrow(where);
        where.AddEqual<Guid>("sample", sample.Value);
        where.AddEqual<Guid>("complaint", complaint.Value);
        var answer = await models.AskAsync(
            scope,
            InspectionsProjection.Projection,
            async connection => (
                Items: await InspectionItemRow.Table.QueryAsync(connection, $"{Select} {where}", where.Values, cancellation),
                Findings: await InspectionFindingRow.Table.QueryAsync(connection, $"select {InspectionFindingRow.Table.ColumnList} from {InspectionFindingRow.Table.Name} {where} order by submitted_at, rater", where.Values, cancellation)),
            cancellation);
        if (answer.Data.Items is not [var item] || await samples.FindAsync(scope, sample, cancellation) is not { Data: var of }) return null;
        var customer = CustomerId.From(item.Customer);
        await looks.RecordAsync(caller, customer, complaint, item.Province, item.City, cancellation);
        var view = await PersonalView.OfAsync(await grants.LookingAtAsync(customer, caller, cancellation), vault, [customer], cancellation);
        var card = await cards.FindAsync(of.Card, of.CardVersion, cancellation) ?? throw new InvalidOperationException($"The scorecard {of.Card} has no version {of.CardVersion}.");
        return new(answer.Position, answer.AsOf, new(
            sample.Value,
            InspectionItemEntry.Of(item, caller),
            card,
            item.IsOwedBy(caller.Actor) ? [] : [.. answer.Data.Findings.Select(row => FindingView.Of(row, view))],
            item.Version));
    }
}
