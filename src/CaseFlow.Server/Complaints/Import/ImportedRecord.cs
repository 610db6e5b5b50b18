using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>What one row of a file says, in our terms and in clear.</summary>
public sealed record ImportedRecord
{
    public required FileRow Row { get; init; }

    /// <summary>What tells the record from the others of its profile.</summary>
    public required string Identity { get; init; }

    /// <summary>What tells its customer from others; null when nothing does.</summary>
    public string? CustomerIdentity { get; init; }

    public required ComplaintKind Kind { get; init; }
    public required Term Channel { get; init; }
    public required Term Source { get; init; }
    public required Term Topic { get; init; }
    public required Region Region { get; init; }
    public required string Summary { get; init; }
    public string? RemedySought { get; init; }
    public string? Resolution { get; init; }
    public string? ExternalReference { get; init; }
    public string? CustomerName { get; init; }
    public string? ServiceNumber { get; init; }
    public string? Account { get; init; }
    public string? Address { get; init; }

    /// <summary>When it was opened, or what stands in for that.</summary>
    public required FileTime Opened { get; init; }

    /// <summary>When it ended, where that is known.</summary>
    public FileTime? Closed { get; init; }

    public required ImportedStatus Status { get; init; }

    /// <summary>What is not quite right with it.</summary>
    public required IReadOnlyList<string> Flags { get; init; }

    /// <summary>When what follows the opening happened, as far as that is known.</summary>
    public FileTime StatusSince => Closed ?? Opened;

    /// <summary>Whole days from opening to closing; null when one of them is not known.</summary>
    public int? DaysToClose => Closed is { } closed && Status == ImportedStatus.Closed && !Flags.Any(Import.DaysToClose.IsUndated)
        ? closed.Day.DayNumber - Opened.Day.DayNumber
        : null;
}

/// <summary>The lists that a file's choices are made from.</summary>
public sealed record ImportTerms(TermList Channels, TermList Sources, TermList Topics, TermList Regions)
{
    /// <summary>The lists in force.</summary>
    public static async Task<ImportTerms> InForceAsync(DefinitionBook book, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(book);
        return new(
            await book.ListAsync(TermLists.Channels, cancellation),
            await book.ListAsync(TermLists.Sources, cancellation),
            await book.ListAsync(TermLists.Topics, cancellation),
            await book.ListAsync(TermLists.Regions, cancellation));
    }

    /// <summary>Checks that the lists have what a profile maps to.</summary>
    /// <exception cref="ExplainedException">They do not.</exception>
    public void Check(ImportProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var missing = Missing(profile.Channel, Channels).Concat(Missing(profile.Source, Sources)).Concat(Missing(profile.Topic, Topics)).Concat(Missing(profile.Region, Regions)).Distinct().ToList();
        if (missing.Count > 0)
            throw new ExplainedException($"The profile {profile.Name} maps to what the lists in force do not have: {string.Join(", ", missing)}.");
    }

    private static IEnumerable<string> Missing(ChoiceSource source, TermList list) =>
        source.Choices.Where(code => list.Find(code) is null).Select(code => $"{code} ({list.Name})");
}
