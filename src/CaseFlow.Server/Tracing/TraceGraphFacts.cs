using System.Globalization;
using CaseFlow.EventStore;
using CaseFlow.Tracing;

namespace CaseFlow.Server.Tracing;

/// <summary>What a node of the trace graph is.</summary>
public enum GraphNodeKind { Complaint, Contact, Moment, Cause, Version, Improvement, Effect }

/// <summary>How one node leads to the next, from the complaint to the effect.</summary>
public enum GraphLink
{
    /// <summary>The case was touched by the contact.</summary>
    TouchedBy,

    /// <summary>The case lived the key moment.</summary>
    Lived,

    /// <summary>The case, contact or moment shows the cause.</summary>
    Shows,

    /// <summary>The cause lies in the version.</summary>
    LiesIn,

    /// <summary>The cause is removed by the improvement.</summary>
    RemovedBy,

    /// <summary>The improvement brought the version.</summary>
    Brought,

    /// <summary>The improvement had the effect.</summary>
    Had,
}

/// <summary>A node of the graph.</summary>
/// <param name="Id">Its kind and its name, for example <c>complaint:7f1f…</c> or <c>version:Rule/roaming-activation@1</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Label">What it says, where that is no name of a list: the cause, the measure, the figure.</param>
public sealed record GraphNode(string Id, GraphNodeKind Kind, string Label);

/// <summary>An edge of the graph.</summary>
public sealed record GraphEdge(string From, string To, GraphLink Link);

/// <summary>What an event of a trace adds to the graph, and which nodes it ends.</summary>
public sealed record GraphFacts(IReadOnlyList<GraphNode> Nodes, IReadOnlyList<GraphEdge> Edges, IReadOnlyList<string> Ended)
{
    private static readonly GraphFacts Nothing = new([], [], []);

    /// <summary>The node of a case.</summary>
    public static string IdOf(ComplaintId complaint) => $"complaint:{complaint.Value}";

    /// <summary>The node of a version.</summary>
    public static string IdOf(CatalogueVersion version) => $"version:{version}";

    /// <summary>What an event says.</summary>
    public static GraphFacts Of(RecordedEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Data switch
        {
            TraceOpened opened => OfEvidence(opened.Evidence),
            TraceEvidenceAdded added => OfEvidence(added.Evidence),
            CauseFound found => OfCause(found),
            CauseExcluded excluded => Nothing with { Ended = [IdOf(excluded.Cause)] },
            ImprovementPlanned planned => new(
                [new(IdOf(planned.Improvement), GraphNodeKind.Improvement, planned.Measure)], [.. planned.Causes.Select(cause => new GraphEdge(IdOf(cause), IdOf(planned.Improvement), GraphLink.RemovedBy))], []),
            ImprovementDone { Published: { } version } done => new([Node(version)], [new(IdOf(done.Improvement), IdOf(version), GraphLink.Brought)], []),
            ImprovementDropped dropped => Nothing with { Ended = [IdOf(dropped.Improvement)] },
            EffectEvaluated effect => OfEffect(e.Stream.Value, effect),
            _ => Nothing,
        };
    }

    private static GraphFacts OfEvidence(TraceEvidence evidence) => new(
        [
            .. evidence.Complaints.Select(Node),
            .. evidence.Contacts.SelectMany(one => (GraphNode[])[Node(one.Complaint), new(IdOf(one.Contact), GraphNodeKind.Contact, "")]),
            .. evidence.Moments.SelectMany(one => (GraphNode[])[Node(one.Complaint), new(IdOf(one), GraphNodeKind.Moment, one.Stage.ToString())]),
        ],
        [
            .. evidence.Contacts.Select(one => new GraphEdge(IdOf(one.Complaint), IdOf(one.Contact), GraphLink.TouchedBy)),
            .. evidence.Moments.Select(one => new GraphEdge(IdOf(one.Complaint), IdOf(one), GraphLink.Lived)),
        ],
        []);

    private static GraphFacts OfCause(CauseFound found)
    {
        var cause = IdOf(found.Cause);
        IEnumerable<string> shown =
            [.. found.Explains.Complaints.Select(IdOf), .. found.Explains.Contacts.Select(one => IdOf(one.Contact)), .. found.Explains.Moments.Select(IdOf)];
        return new(
            [new(cause, GraphNodeKind.Cause, found.Summary), .. found.LiesIn is { } lies ? (GraphNode[])[Node(lies)] : []],
            [.. shown.Select(from => new GraphEdge(from, cause, GraphLink.Shows)), .. found.LiesIn is { } version ? (GraphEdge[])[new(cause, IdOf(version), GraphLink.LiesIn)] : []],
            []);
    }

    private static GraphFacts OfEffect(Guid trace, EffectEvaluated effect)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"effect:{trace}/{effect.Round}");
        // Numerators are cases, seconds or calls; how many were counted says the same of all. A value entered by hand has none.
        var counted = effect.Measured.Denominator == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" (n={effect.Measured.Denominator})");
        var label = string.Create(CultureInfo.InvariantCulture, $"{effect.Measured.Value}{counted}");
        return new([new(id, GraphNodeKind.Effect, label)], [.. effect.Improvements.Select(one => new GraphEdge(IdOf(one), id, GraphLink.Had))], []);
    }

    private static GraphNode Node(ComplaintId complaint) => new(IdOf(complaint), GraphNodeKind.Complaint, "");

    private static GraphNode Node(CatalogueVersion version) => new(IdOf(version), GraphNodeKind.Version, version.ToString());

    private static string IdOf(ContactId contact) => $"contact:{contact.Value}";

    private static string IdOf(MomentEvidence moment) => $"moment:{moment.Complaint.Value}/{moment.Stage}";

    private static string IdOf(CauseId cause) => $"cause:{cause.Value}";

    private static string IdOf(ImprovementId improvement) => $"improvement:{improvement.Value}";
}
