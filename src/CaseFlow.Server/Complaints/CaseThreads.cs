using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>What a stream that tells of a case, beside the case's own, is.</summary>
public enum ThreadKind
{
    /// <summary>The case itself.</summary>
    Case,

    /// <summary>A contact that is or was linked to it.</summary>
    Contact,

    /// <summary>One of its callbacks.</summary>
    Callback,

    /// <summary>Another case that is or was merged into it.</summary>
    Merged,

    /// <summary>A later case that repeats it, or may.</summary>
    Repeat,
}

/// <summary>Another stream that tells of a case.</summary>
/// <param name="Complaint">The case.</param>
/// <param name="Kind">What the stream is to it.</param>
/// <param name="Other">The stream.</param>
/// <param name="Since">The position of the event that first tied them.</param>
public sealed record CaseThread(Guid Complaint, ThreadKind Kind, Guid Other, long Since);

/// <summary>Which other streams tell of a case? Callbacks are not among them: their ids follow from the case's.</summary>
/// <remarks>A tie is kept after it was undone, because that, too, is part of the case's history.</remarks>
public static class CaseThreads
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "CaseThreads";

    /// <summary>The table.</summary>
    public static readonly ProjectionTable<CaseThread> Table = RowSecurity.Table<CaseThread>("caseflow_case_threads", RowsOf.OneCase, "complaint", "kind", "other");

    /// <summary>The projection.</summary>
    public static IProjection Create() => new RowProjection<CaseThread>(
        Projection,
        version: 1,
        Table,
        e => Tied(e) is var (complaint, kind) ? [new RowKey(complaint.Value, kind, e.Stream.Value)] : [],
        (row, e, key) => row ?? new((Guid)key.First, Enum.Parse<ThreadKind>(key.Second!.ToString()!), e.Stream.Value, e.Position));

    private static (ComplaintId Complaint, ThreadKind Kind)? Tied(RecordedEvent e) => e.Data switch
    {
        ContactLinked linked => (linked.Complaint, ThreadKind.Contact),
        ComplaintMerged merged => (merged.Into, ThreadKind.Merged),
        RepeatLinkProposed proposed => (proposed.Earlier, ThreadKind.Repeat),
        _ => null,
    };
}
