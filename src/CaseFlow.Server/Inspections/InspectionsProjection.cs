using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Inspections;

/// <summary>Keeps samples with their progress, their cases, and the findings on them.</summary>
public sealed class InspectionsProjection : IProjection
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "Inspections";

    /// <inheritdoc/>
    public string Name => Projection;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public IReadOnlyList<IProjectionTable> Tables { get; } = [InspectionSampleRow.Table, InspectionItemRow.Table, InspectionFindingRow.Table];

    /// <inheritdoc/>
    public IEnumerable<Subject> SubjectsOf(RecordedEvent e) => SampleOf(e) is { } sample ? [Subject.Of(sample)] : [];

    /// <inheritdoc/>
    public async Task ProjectAsync(IReadOnlyList<RecordedEvent> events, ProjectionBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var touched = events.Where(e => SampleOf(e) is not null).ToList();
        if (touched.Count == 0) return;
        var items = await batch.RowsAsync(InspectionItemRow.Table, touched.SelectMany(CasesOf).Distinct(), cancellation);
        var findings = await batch.RowsAsync(InspectionFindingRow.Table, touched.Select(FindingOf).OfType<RowKey>().Distinct(), cancellation);
        // Where a case belongs stands in the draw, or in the row that an earlier page of events left.
        var cells = touched.SelectMany(e => e.Data is InspectionSampleDrawn drawn
            ? Chosen(drawn).Select(one => Cell(drawn.Sample.Value, AccessScope.ProvinceOf(one.Region), AccessScope.CityOf(one.Region)))
            : CasesOf(e).Select(key => items[key]).OfType<InspectionItemRow>().Select(Cell));
        var rows = new Rows(await batch.RowsAsync(InspectionSampleRow.Table, cells.Distinct().ToList(), cancellation), items, findings);
        foreach (var e in touched)
            rows.Take(e);
    }

    private static Guid? SampleOf(RecordedEvent e) => e.Data switch
    {
        InspectionSampleEvent => e.Stream.Value,
        CaseInspected inspected => inspected.Sample.Value,
        FindingAppealed appealed => appealed.Sample.Value,
        FindingConfirmed confirmed => confirmed.Sample.Value,
        FindingCorrected corrected => corrected.Sample.Value,
        _ => null,
    };

    private static IEnumerable<RowKey> CasesOf(RecordedEvent e)
    {
        IEnumerable<ComplaintId> cases = e.Data switch
        {
            InspectionSampleDrawn drawn => Chosen(drawn).Select(one => one.Complaint),
            RatersAssigned assigned => assigned.Assignments.Select(one => one.Complaint),
            RaterReplaced replaced => [replaced.Complaint],
            CaseInspected inspected => [inspected.Complaint],
            FindingAppealed appealed => [appealed.Complaint],
            FindingConfirmed confirmed => [confirmed.Complaint],
            FindingCorrected corrected => [corrected.Complaint],
            _ => [],
        };
        return cases.Select(complaint => new RowKey(SampleOf(e)!.Value, complaint.Value));
    }

    private static RowKey? FindingOf(RecordedEvent e) => e.Data switch
    {
        CaseInspected one => new(one.Sample.Value, one.Complaint.Value, one.Rater),
        FindingAppealed one => new(one.Sample.Value, one.Complaint.Value, one.Rater),
        FindingConfirmed one => new(one.Sample.Value, one.Complaint.Value, one.Rater),
        FindingCorrected one => new(one.Sample.Value, one.Complaint.Value, one.Rater),
        _ => null,
    };

    private static IEnumerable<SampledCase> Chosen(InspectionSampleDrawn drawn) => drawn.Strata.SelectMany(stratum => stratum.Chosen);

    private static RowKey Cell(Guid sample, string province, string city) => new(sample, province, city);

    private static RowKey Cell(InspectionItemRow item) => Cell(item.Sample, item.Province, item.City);

    /// <summary>The rows that a page of events touches.</summary>
    private sealed class Rows(RowSet<InspectionSampleRow> samples, RowSet<InspectionItemRow> items, RowSet<InspectionFindingRow> findings)
    {
        public void Take(RecordedEvent e)
        {
            switch (e.Data)
            {
                case InspectionSampleDrawn drawn:
                    Draw(drawn, e);
                    break;
                case RatersAssigned assigned:
                    foreach (var one in assigned.Assignments)
                    {
                        var item = Change(e, one.Complaint, row => row with { Raters = [.. one.Raters] });
                        Count(item, row => row with { Raters = [.. assigned.Raters], DoublePercent = assigned.DoublePercent, Ratings = row.Ratings + one.Raters.Count });
                    }

                    break;
                case RaterReplaced replaced:
                    Change(e, replaced.Complaint, row => row with { Raters = [.. row.Raters.Where(rater => !Drawing.Involves([replaced.Rater], rater)), replaced.Successor] });
                    break;
                case CaseInspected inspected:
                    Inspect(inspected, e);
                    break;
                case FindingAppealed one:
                    Review(e, one.Complaint, +1, row => row with { Status = FindingStatus.Appealed, AppealGround = one.Ground, AppealedBy = one.By, AppealNote = one.Note?.Ciphertext });
                    break;
                case FindingConfirmed one:
                    Review(e, one.Complaint, -1, row => row with { Status = FindingStatus.Confirmed, ReviewGround = one.Ground, ReviewedBy = one.By, ReviewNote = one.Note?.Ciphertext });
                    break;
                case FindingCorrected one:
                    Review(e, one.Complaint, -1, row => row with
                    {
                        Status = FindingStatus.Corrected, ReviewGround = one.Ground, ReviewedBy = one.By, ReviewNote = one.Note?.Ciphertext,
                        CorrectedAnswers = InspectionFindingRow.Write(one.Answers), CorrectedScore = InspectionFindingRow.Write(one.Score),
                    });
                    break;
            }
        }

        private void Draw(InspectionSampleDrawn drawn, RecordedEvent e)
        {
            var place = 0;
            foreach (var (stratum, one) in drawn.Strata.SelectMany(stratum => stratum.Chosen.Select(one => (stratum.Code, one))))
            {
                var item = new InspectionItemRow
                {
                    Sample = drawn.Sample.Value,
                    Complaint = one.Complaint.Value,
                    Inspection = InspectionDesk.StreamOf(drawn.Sample, one.Complaint),
                    Province = AccessScope.ProvinceOf(one.Region),
                    City = AccessScope.CityOf(one.Region),
                    Customer = one.Customer.Value,
                    Place = ++place,
                    Stratum = stratum,
                    Handler = one.Handler,
                };
                items[new(item.Sample, item.Complaint)] = item;
                var row = samples[Cell(item)] ?? Begin(drawn, item, e);
                samples[Cell(item)] = row with { Cases = row.Cases + 1 };
            }
        }

        private static InspectionSampleRow Begin(InspectionSampleDrawn drawn, InspectionItemRow item, RecordedEvent e) => new()
        {
            Sample = item.Sample,
            Province = item.Province,
            City = item.City,
            Territory = AccessScope.Code(AccessScope.ProvinceOf(drawn.Rule.Region), AccessScope.CityOf(drawn.Rule.Region)),
            Drawn = e.Position,
            DrawnAt = e.Metadata.OccurredAt,
            DrawnBy = e.Metadata.Actor,
            Rule = InspectionFindingRow.Write(drawn.Rule),
            Strata = InspectionFindingRow.Write(drawn.Strata.Select(stratum => new StratumSize(stratum.Code, stratum.Population, stratum.Chosen.Count)).ToList()),
            Seed = drawn.Seed,
            SeedNamed = drawn.SeedNamed,
            Position = drawn.Position,
            Card = drawn.Card,
            CardVersion = drawn.CardVersion,
        };

        private void Inspect(CaseInspected inspected, RecordedEvent e)
        {
            var item = Change(e, inspected.Complaint, row => row with { Submitted = [.. row.Submitted, inspected.Rater], Version = e.Version });
            Count(item, row => row with { Submitted = row.Submitted + 1 });
            findings[FindingOf(e)!.Value] = new()
            {
                Sample = item.Sample,
                Complaint = item.Complaint,
                Rater = inspected.Rater,
                Province = item.Province,
                City = item.City,
                Customer = item.Customer,
                SubmittedAt = e.Metadata.OccurredAt,
                Answers = InspectionFindingRow.Write(inspected.Answers),
                Score = InspectionFindingRow.Write(inspected.Score),
                Comment = inspected.Comment?.Ciphertext,
            };
        }

        private void Review(RecordedEvent e, ComplaintId complaint, int appealed, Func<InspectionFindingRow, InspectionFindingRow> review)
        {
            var key = FindingOf(e)!.Value;
            findings[key] = review(findings[key]!);
            var item = Change(e, complaint, row => row with { Appealed = row.Appealed + appealed, Version = e.Version });
            Count(item, row => row with { Appealed = row.Appealed + appealed });
        }

        private InspectionItemRow Change(RecordedEvent e, ComplaintId complaint, Func<InspectionItemRow, InspectionItemRow> change)
        {
            var key = new RowKey(SampleOf(e)!.Value, complaint.Value);
            var item = change(items[key]!);
            items[key] = item;
            return item;
        }

        private void Count(InspectionItemRow item, Func<InspectionSampleRow, InspectionSampleRow> count) => samples[Cell(item)] = count(samples[Cell(item)]!);
    }
}
