using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>When a record was opened and ended, and how far it got.</summary>
public sealed record RecordHistory(FileTime Opened, FileTime? Closed, ImportedStatus Status);

/// <summary>Reads the times of a record and its status, and judges whether they can be true together.</summary>
/// <remarks>What cannot be true is flagged and left out, never put right by a guess: a case whose end is not known stays open.</remarks>
public sealed class Plausibility(ImportProfile profile, RowReader reader, FieldErrors errors, TimeZoneInfo zone, DateOnly asOf)
{
    /// <summary>What becomes of a record with a flag when its profile does not say.</summary>
    public static Implausible Default(string flag) => flag == DataFlags.OpenedMissing ? Implausible.Reject : Implausible.Flag;

    /// <summary>The record's history; null when something in it is wrong, which is noted.</summary>
    public RecordHistory? Read()
    {
        var opened = reader.Time(profile.Opened, zone);
        var closed = profile.Closed is { } source ? reader.Time(source, zone) : null;
        if (errors.Any) return null;

        if (closed is not null && IsSentinel(closed.Day))
            closed = Flagged(DataFlags.ClosureSentinel, profile.Closed!);
        else if (closed is null && profile.Closed is not null && profile.Status is null)
            closed = Flagged(DataFlags.ClosureMissing, profile.Closed);
        if (opened is null)
            opened = Flagged(DataFlags.OpenedMissing, profile.Opened);
        else if (opened.Day > asOf)
            opened = Flagged(DataFlags.OpenedInFuture, profile.Opened);
        else if (closed is not null && Precedes(closed, opened))
            closed = Flagged(DataFlags.ClosureBeforeOpening, profile.Closed!);

        var status = Status(closed);
        if (closed is not null && status is (ImportedStatus.Registered or ImportedStatus.Acknowledged))
            closed = Flagged(DataFlags.StatusContradictsClosure, profile.Closed!);
        if (status > ImportedStatus.Registered && closed is null) Flagged(DataFlags.StatusUndated, profile.Opened);
        return errors.Any ? null : new(opened ?? closed ?? FileTime.Of(asOf, zone), closed, status ?? ImportedStatus.Registered);
    }

    private ImportedStatus? Status(FileTime? closed)
    {
        if (profile.Status is not { } source) return closed is null ? ImportedStatus.Registered : ImportedStatus.Closed;
        var text = reader.Choice("status", source);
        if (text.Length == 0) return null;
        return errors.Choice("status", Enum.TryParse<ImportedStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : (ImportedStatus?)null);
    }

    /// <summary>Nothing, after flagging the record or rejecting it, as the profile says.</summary>
    private FileTime? Flagged(string flag, TimeSource source)
    {
        if (profile.Plausibility.TryGetValue(flag, out var verdict) ? verdict == Implausible.Reject : Default(flag) == Implausible.Reject)
            errors.Add(source.Columns[0], FieldCodes.OutOfRange, $"{string.Join(" and ", source.Columns)}: {flag}. {DataFlags.All[flag]}");
        else
            reader.Flag(flag);
        return null;
    }

    private bool IsSentinel(DateOnly day) => day > asOf || profile.Closed!.Sentinels.Contains(day);

    /// <summary>Whether the end lies before the beginning, as exactly as both are known.</summary>
    private static bool Precedes(FileTime closed, FileTime opened) =>
        closed.Precision == EventStore.OccurrencePrecision.Day || opened.Precision == EventStore.OccurrencePrecision.Day ? closed.Day < opened.Day : closed.At < opened.At;
}
