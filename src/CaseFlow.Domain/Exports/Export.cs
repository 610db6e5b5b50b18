using System.Diagnostics;
using CaseFlow.PersonalData;

namespace CaseFlow.Exports;

/// <summary>A fact about one export: what left as a file, and with whom.</summary>
public abstract record ExportEvent;

/// <summary>What an export holds, and in which form.</summary>
public enum ExportForm { Cases, Activities, Xes, Ocel, Evidence }

/// <summary>Why an export ended before it was whole.</summary>
public enum ExportBreak { CallerLeft, Fault }

/// <summary>Somebody began to take something out as a file; recorded before its first byte leaves.</summary>
public sealed record ExportBegun : ExportEvent
{
    public required ExportId Export { get; init; }
    public required ExportForm Form { get; init; }

    /// <summary>The part of the operator that it tells of.</summary>
    public required string Territory { get; init; }

    /// <summary>What narrowed it further; of choices with the values, of what was typed with the filter's name alone.</summary>
    public required IReadOnlyList<string> Narrowed { get; init; }

    /// <summary>Whether names, numbers and words of customers are in it in clear.</summary>
    public required bool InClear { get; init; }

    /// <summary>What it is needed in clear for.</summary>
    public RevealPurpose? Purpose { get; init; }

    /// <summary>The case, when it tells of one alone.</summary>
    public ComplaintId? Complaint { get; init; }
}

/// <summary>The export left as a whole.</summary>
/// <param name="Rows">How many cases or events it holds.</param>
/// <param name="Sha256">The hash of the file, in hexadecimal: tells whether a file that turns up is this one.</param>
public sealed record ExportCompleted(long Rows, string Sha256) : ExportEvent;

/// <summary>The export ended before it was whole; a part of it may have left.</summary>
/// <param name="Rows">How many cases or events had been written.</param>
/// <param name="Cause">Why.</param>
public sealed record ExportBrokenOff(long Rows, ExportBreak Cause) : ExportEvent;

/// <summary>How an export stands.</summary>
public enum ExportStatus { None, Running, Ended }

/// <summary>Only what later decisions ask of an export.</summary>
public sealed record Export(ExportStatus Status)
{
    public static readonly Export None = new(ExportStatus.None);

    public static Export Evolve(Export export, ExportEvent @event)
    {
        ArgumentNullException.ThrowIfNull(export);
        return @event switch
        {
            ExportBegun => export with { Status = ExportStatus.Running },
            ExportCompleted or ExportBrokenOff => export with { Status = ExportStatus.Ended },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}

/// <summary>Take something out as a file.</summary>
public sealed record BeginExport(ExportBegun Export);

/// <summary>Say that it left as a whole.</summary>
public sealed record CompleteExport(long Rows, string Sha256);

/// <summary>Say that it did not.</summary>
public sealed record BreakExportOff(long Rows, ExportBreak Cause);

/// <summary>What is recorded of an export.</summary>
public static class ExportDecisions
{
    public static Decision<ExportEvent> Begin(Export export, BeginExport command) => export.Status switch
    {
        ExportStatus.Running or ExportStatus.Ended => Decision.Nothing,
        ExportStatus.None when command.Export is { InClear: true, Purpose: null } => ExportRefusals.PurposeMissing,
        ExportStatus.None => command.Export,
    };

    public static Decision<ExportEvent> Complete(Export export, CompleteExport command) => export.Status switch
    {
        ExportStatus.None => ExportRefusals.NotBegun,
        ExportStatus.Ended => Decision.Nothing,
        ExportStatus.Running => new ExportCompleted(command.Rows, command.Sha256),
    };

    public static Decision<ExportEvent> BreakOff(Export export, BreakExportOff command) => export.Status switch
    {
        ExportStatus.None => ExportRefusals.NotBegun,
        ExportStatus.Ended => Decision.Nothing,
        ExportStatus.Running => new ExportBrokenOff(command.Rows, command.Cause),
    };
}

/// <summary>Why something about an export is refused.</summary>
public static class ExportRefusals
{
    public static readonly Refusal PurposeMissing = new("export-purpose-missing", "An export with personal data in clear says what it is needed for.");
    public static readonly Refusal NotBegun = new("export-not-begun", "There is no such export.");
}
