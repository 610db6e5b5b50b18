using System.Text.Json.Serialization;
using CaseFlow.EventStore;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>How the columns of a kind of file become complaints. A JSON file that a user can write; <c>docs/import.md</c> tells how.</summary>
public sealed record ImportProfile
{
    /// <summary>Tells the records of this kind of file from those of others; with it their identity is made.</summary>
    public required string Name { get; init; }

    /// <summary>What the file is, for a reader of the profile.</summary>
    public string? Description { get; init; }

    /// <summary>IANA zone in which the file's dates and times count.</summary>
    public required string Zone { get; init; }

    /// <summary>The day on which the file was taken; what it says of later days cannot have happened. Today when it is left out.</summary>
    public DateOnly? AsOf { get; init; }

    /// <summary>What separates the columns; found out when it is left out.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The columns that name a record together; without them a record is told by its whole row.</summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    /// <summary>Columns that must have a value in every row.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Columns that hold personal data: they may feed only what is sealed, and no message repeats them.</summary>
    public IReadOnlyList<string> Personal { get; init; } = [];

    /// <summary>Columns that nothing is read from, each with the reason.</summary>
    public IReadOnlyDictionary<string, string> Ignored { get; init; } = new Dictionary<string, string>();

    /// <summary>What single columns must look like.</summary>
    public IReadOnlyList<ColumnCheck> Checks { get; init; } = [];

    /// <summary>What becomes of implausible records; those not named here are flagged, but a missing opening rejects.</summary>
    public IReadOnlyDictionary<string, Implausible> Plausibility { get; init; } = new Dictionary<string, Implausible>();

    /// <summary>When the complaint was made.</summary>
    public required TimeSource Opened { get; init; }

    /// <summary>When it ended.</summary>
    public TimeSource? Closed { get; init; }

    /// <summary>How far it got; by the closing time alone when it is left out.</summary>
    public ChoiceSource? Status { get; init; }

    public ChoiceSource? Kind { get; init; }
    public required ChoiceSource Channel { get; init; }
    public required ChoiceSource Source { get; init; }
    public required ChoiceSource Topic { get; init; }
    public required ChoiceSource Region { get; init; }

    /// <summary>What it is about; sealed.</summary>
    public required TextSource Summary { get; init; }

    /// <summary>What the customer asks for; sealed.</summary>
    public TextSource? RemedySought { get; init; }

    /// <summary>What was done about it; sealed.</summary>
    public TextSource? Resolution { get; init; }

    /// <summary>The column of the number that another system knows it by. Not sealed.</summary>
    public string? ExternalReference { get; init; }

    /// <summary>Who complains; each record has a customer of its own when nothing here tells customers apart.</summary>
    public CustomerSource Customer { get; init; } = new();
}

/// <summary>A time, from columns that are joined by a space.</summary>
public sealed record TimeSource
{
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The forms that the joined text may have, tried in order; how exact the time is follows from the form.</summary>
    public required IReadOnlyList<string> Formats { get; init; }

    /// <summary>Takes the place of the precision that follows from the form.</summary>
    public OccurrencePrecision? Precision { get; init; }

    /// <summary>Days that stand for <em>none</em>, such as 9999-01-01.</summary>
    public IReadOnlyList<DateOnly> Sentinels { get; init; } = [];
}

/// <summary>A choice out of a list: constant, or by a column's value, by words in it, or by the first column that is marked.</summary>
public sealed record ChoiceSource
{
    public string? Constant { get; init; }
    public string? Column { get; init; }

    /// <summary>Value of the column to choice; upper and lower case are alike.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }

    /// <summary>Words to look for in the column, in order.</summary>
    public IReadOnlyList<KeywordRule>? Keywords { get; init; }

    /// <summary>Columns that mark the choice when they are not empty, in order.</summary>
    public IReadOnlyList<MarkRule>? Marks { get; init; }

    /// <summary>The choice when nothing else gives one; without it such a row is rejected.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The flag of records that took <see cref="Otherwise"/>.</summary>
    public string? OtherwiseFlag { get; init; }

    /// <summary>The columns that it reads.</summary>
    [JsonIgnore]
    public IEnumerable<string> Columns => (Marks ?? []).Select(mark => mark.Column).Concat(Column is null ? [] : [Column]);

    /// <summary>All that it can give; a column without a map gives anything.</summary>
    [JsonIgnore]
    public IEnumerable<string> Choices =>
        new[] { Constant, Otherwise }.Concat(Map?.Values ?? []).Concat((Keywords ?? []).Select(rule => rule.Gives)).Concat((Marks ?? []).Select(mark => mark.Gives)).OfType<string>();
}

/// <summary>Any of the words, anywhere in the text, in upper or lower case.</summary>
public sealed record KeywordRule(IReadOnlyList<string> Any, string Gives);

/// <summary>A column that marks a choice.</summary>
public sealed record MarkRule(string Column, string Gives);

/// <summary>A text: the columns that are not empty, then the names of the columns that are marked.</summary>
public sealed record TextSource
{
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns whose names are listed when they are not empty.</summary>
    public IReadOnlyList<string> Marked { get; init; } = [];

    public string Separator { get; init; } = ", ";

    /// <summary>The text when all of them are empty.</summary>
    public string? Otherwise { get; init; }

    /// <summary>The columns that it reads.</summary>
    [JsonIgnore]
    public IEnumerable<string> All => Columns.Concat(Marked);
}

/// <summary>Who complains. All of it is sealed.</summary>
public sealed record CustomerSource
{
    /// <summary>The columns that tell one customer from another.</summary>
    public IReadOnlyList<string> Identity { get; init; } = [];

    public TextSource? Name { get; init; }
    public TextSource? ServiceNumber { get; init; }
    public TextSource? Account { get; init; }
    public TextSource? Address { get; init; }
}

/// <summary>What a column must look like when it is not empty.</summary>
public sealed record ColumnCheck
{
    public required string Column { get; init; }

    /// <summary>A regular expression that the whole value matches.</summary>
    public required string Pattern { get; init; }

    /// <summary>A shorter value gets zeros in front up to this length, with the flag, before it is read.</summary>
    public int? PadLeft { get; init; }

    /// <summary>The flag of records that do not match; without one such a row is rejected.</summary>
    public string? Flag { get; init; }
}

/// <summary>What becomes of a record that cannot be quite right.</summary>
public enum Implausible { Flag, Reject }

/// <summary>How far a complaint got in the system that the file is from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportedStatus>))]
public enum ImportedStatus { Registered, Acknowledged, Resolved, Closed }

/// <summary>What the importer itself may flag; profiles add flags of their own with checks.</summary>
public static class DataFlags
{
    public const string OpenedMissing = "opened-missing";
    public const string OpenedInFuture = "opened-in-future";
    public const string ClosureMissing = "closure-missing";
    public const string ClosureSentinel = "closure-sentinel";
    public const string ClosureBeforeOpening = "closure-before-opening";
    public const string StatusUndated = "status-undated";
    public const string StatusContradictsClosure = "status-contradicts-closure";

    /// <summary>All of them, with what the record then becomes.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [OpenedMissing] = "No opening; taken as the closing when that stands, else as the day of the file.",
        [OpenedInFuture] = "Opened after the day of the file; taken as the closing when that stands, else as the day of the file.",
        [ClosureMissing] = "No closing; the case stays open.",
        [ClosureSentinel] = "A closing that stands for none, or lies after the day of the file; the case stays open.",
        [ClosureBeforeOpening] = "Closed before it was opened; the case stays open, for its end is not known.",
        [StatusUndated] = "The status has no date of its own; it is recorded at the opening, and no duration follows from it.",
        [StatusContradictsClosure] = "A closing stands beside a status that is not closed; the status counts.",
    };
}
