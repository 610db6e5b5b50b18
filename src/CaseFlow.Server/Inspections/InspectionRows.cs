using System.Text.Json;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Inspections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Inspections;

/// <summary>The part of a sample whose cases belong to one city, so that a city sees how its own cases fare in a sample of its province.</summary>
public sealed record InspectionSampleRow
{
    public required Guid Sample { get; init; }
    public required string Province { get; init; }

    /// <summary>Empty for cases of the province as a whole.</summary>
    public required string City { get; init; }

    /// <summary>What the whole sample was drawn for.</summary>
    public required string Territory { get; init; }

    /// <summary>The position of the event, by which samples are listed.</summary>
    public required long Drawn { get; init; }
    public required DateTimeOffset DrawnAt { get; init; }
    public required string DrawnBy { get; init; }

    /// <summary>The rule as JSON.</summary>
    public required string Rule { get; init; }

    /// <summary>The parts as JSON: code, population, number chosen.</summary>
    public required string Strata { get; init; }
    public required long Seed { get; init; }
    public required bool SeedNamed { get; init; }
    public required long Position { get; init; }
    public required string Card { get; init; }
    public required int CardVersion { get; init; }
    public string[] Raters { get; init; } = [];
    public decimal DoublePercent { get; init; }

    /// <summary>Cases of this city.</summary>
    public int Cases { get; init; }

    /// <summary>Findings that are owed on them, and those submitted.</summary>
    public int Ratings { get; init; }
    public int Submitted { get; init; }

    /// <summary>Findings whose appeal waits to be decided.</summary>
    public int Appealed { get; init; }

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<InspectionSampleRow> Table =
        RowSecurity.Table<InspectionSampleRow>("caseflow_inspection_samples", RowsOf.Territory, "sample", "province", "city");
}

/// <summary>A case of a sample.</summary>
public sealed record InspectionItemRow
{
    public required Guid Sample { get; init; }
    public required Guid Complaint { get; init; }

    /// <summary>The stream of its inspection.</summary>
    public required Guid Inspection { get; init; }

    /// <summary>That stream's version; 0 while nothing is submitted.</summary>
    public long Version { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required Guid Customer { get; init; }

    /// <summary>Its place in the sample, from 1.</summary>
    public required int Place { get; init; }
    public required string Stratum { get; init; }
    public string? Handler { get; init; }
    public string[] Raters { get; init; } = [];
    public string[] Submitted { get; init; } = [];

    /// <summary>Findings whose appeal waits to be decided.</summary>
    public int Appealed { get; init; }

    /// <summary>Whether somebody rates the case and has not submitted.</summary>
    public bool IsOwedBy(string actor) => Drawing.Involves(Raters, actor) && !Drawing.Involves(Submitted, actor);

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<InspectionItemRow> Table =
        RowSecurity.Table<InspectionItemRow>("caseflow_inspection_items", RowsOf.Territory, "sample", "complaint");
}

/// <summary>A finding of one rater on one case. What was said is sealed.</summary>
public sealed record InspectionFindingRow
{
    public required Guid Sample { get; init; }
    public required Guid Complaint { get; init; }
    public required string Rater { get; init; }
    public required string Province { get; init; }
    public required string City { get; init; }
    public required Guid Customer { get; init; }
    public required DateTimeOffset SubmittedAt { get; init; }
    public FindingStatus Status { get; init; }

    /// <summary>The answers as they were submitted, and the score, as JSON.</summary>
    public required string Answers { get; init; }
    public required string Score { get; init; }
    public string? Comment { get; init; }
    public AppealGround? AppealGround { get; init; }
    public string? AppealedBy { get; init; }
    public string? AppealNote { get; init; }
    public ReviewGround? ReviewGround { get; init; }
    public string? ReviewedBy { get; init; }
    public string? ReviewNote { get; init; }

    /// <summary>What took their place on appeal.</summary>
    public string? CorrectedAnswers { get; init; }
    public string? CorrectedScore { get; init; }

    /// <summary>The answers as they were submitted: what agreement is measured by.</summary>
    public IReadOnlyList<CriterionAnswer> SubmittedAnswers() => Read<List<CriterionAnswer>>(Answers);

    /// <summary>The answers that count.</summary>
    public IReadOnlyList<CriterionAnswer> CountedAnswers() => Read<List<CriterionAnswer>>(CorrectedAnswers ?? Answers);

    /// <summary>The score that counts.</summary>
    public CardScore CountedScore() => Read<CardScore>(CorrectedScore ?? Score);

    /// <summary>What is kept as JSON.</summary>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, EventTypes.Json)!;

    /// <summary>How it is kept.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, EventTypes.Json);

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<InspectionFindingRow> Table =
        RowSecurity.Table<InspectionFindingRow>("caseflow_inspection_findings", RowsOf.Territory, "sample", "complaint", "rater");
}

/// <summary>A part of the cases of a sample.</summary>
/// <param name="Code">Its city, channel, topic or handler; empty where there is none.</param>
/// <param name="Population">How many cases it had.</param>
/// <param name="Chosen">How many were drawn.</param>
public sealed record StratumSize(string Code, int Population, int Chosen);
