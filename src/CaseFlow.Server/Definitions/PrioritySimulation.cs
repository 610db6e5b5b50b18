using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Definitions;

/// <summary>How many cases have a priority.</summary>
/// <param name="Priority">The priority.</param>
/// <param name="Is">How many have it under the matrix in force; 0 before the first.</param>
/// <param name="Draft">How many would have it.</param>
public sealed record PriorityShare(Priority Priority, int Is, int Draft);

/// <summary>A case that would have another priority under a draft.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="Region">Where.</param>
/// <param name="Topic">About what.</param>
/// <param name="Is">Its priority under the matrix in force.</param>
/// <param name="Points">Its points under that.</param>
/// <param name="Draft">The priority that it would have.</param>
/// <param name="DraftPoints">The points that it would have.</param>
public sealed record MovedPriority(Guid Complaint, string Region, string Topic, Priority Is, int Points, Priority Draft, int DraftPoints);

/// <summary>What a draft of the priority matrix would make of the cases of a past month, as they are known today. Nothing of it is recorded.</summary>
public sealed record PrioritySimulation
{
    /// <summary>How many cases are shown one by one.</summary>
    public const int MostShown = 200;

    /// <summary>The month in which the cases came in, for example <c>2011-06</c>.</summary>
    public required string Month { get; init; }

    /// <summary>Whether every case of the month was looked at.</summary>
    public required bool IsWhole { get; init; }

    /// <summary>Cases looked at.</summary>
    public required int Cases { get; init; }

    /// <summary>Each priority, the most urgent first.</summary>
    public required IReadOnlyList<PriorityShare> Shares { get; init; }

    /// <summary>How many cases would be more urgent.</summary>
    public required int Raised { get; init; }

    /// <summary>How many would be less urgent.</summary>
    public required int Lowered { get; init; }

    /// <summary>The cases that would move, the first <see cref="MostShown"/>; those that move furthest come first.</summary>
    public required IReadOnlyList<MovedPriority> Moved { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="month">The month.</param>
    /// <param name="isWhole">Whether every case of it was looked at.</param>
    /// <param name="cases">The cases, with where they are and what their priority follows from.</param>
    /// <param name="inForce">The matrix in force; null before the first.</param>
    /// <param name="draft">The draft, as if it had been published.</param>
    public static PrioritySimulation Of(
        DateOnly month, bool isWhole, IReadOnlyCollection<(Guid Complaint, string Region, PriorityFacts Facts)> cases, PriorityMatrixPublished? inForce, PriorityMatrixPublished draft)
    {
        var graded = cases.Select(one => (one.Complaint, one.Region, one.Facts.Topic, Is: inForce is null ? null : CasePriority.Grade(inForce, one.Facts), Draft: CasePriority.Grade(draft, one.Facts))).ToList();
        var moved = graded.Where(one => one.Is is not null && one.Is.Priority != one.Draft.Priority)
            .Select(one => new MovedPriority(one.Complaint, one.Region, one.Topic, one.Is!.Priority, one.Is.Points, one.Draft.Priority, one.Draft.Points)).ToList();
        return new()
        {
            Month = Iso.Month(month),
            IsWhole = isWhole,
            Cases = graded.Count,
            Shares = [.. Enum.GetValues<Priority>().Select(priority => new PriorityShare(priority, graded.Count(one => one.Is?.Priority == priority), graded.Count(one => one.Draft.Priority == priority)))],
            Raised = moved.Count(one => one.Draft < one.Is),
            Lowered = moved.Count(one => one.Draft > one.Is),
            Moved = [.. moved.OrderByDescending(one => Math.Abs(one.Draft - one.Is)).ThenBy(one => one.Draft).ThenBy(one => one.Complaint).Take(MostShown)],
        };
    }
}
