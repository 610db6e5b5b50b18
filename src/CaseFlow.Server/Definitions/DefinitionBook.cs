using System.Collections.Concurrent;
using CaseFlow.Definitions;
using CaseFlow.EventStore;
using CaseFlow.Kpis;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Definitions;

/// <summary>The definitions in force, read from their streams.</summary>
/// <remarks>A list is read again when it is older than <see cref="Freshness"/>: events carry the version that they relied on, so that a second's lag is harmless.</remarks>
public sealed class DefinitionBook(IEventStore store, TimeProvider clock)
{
    /// <summary>How long what was read is believed.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset ReadAt, object State)> read = [];

    /// <summary>The stream of a list.</summary>
    public static Guid StreamOf(string list) => DeterministicId.From("term_list", list);

    /// <summary>The stream of the policies.</summary>
    public static Guid PoliciesStream { get; } = DeterministicId.From("policies");

    /// <summary>A list in force; empty under its name when it was never published.</summary>
    public async Task<TermList> ListAsync(string list, CancellationToken cancellation)
    {
        var found = await StateAsync(Streams.TermList, StreamOf(list), cancellation);
        return found.Version == 0 ? found with { Name = list } : found;
    }

    /// <summary>Where the cases of topics count under a tree.</summary>
    public async Task<TopicMoves> MovesAsync(TopicTree tree, CancellationToken cancellation) => tree switch
    {
        TopicTree.AsRecorded => TopicMoves.None,
        TopicTree.Today => TopicMoves.Of(await ListAsync(TermLists.Topics, cancellation)),
    };

    /// <summary>The policies in force.</summary>
    public Task<Policies> PoliciesAsync(CancellationToken cancellation) => StateAsync(Streams.Policies, PoliciesStream, cancellation);

    /// <summary>The stream of the definitions of KPIs.</summary>
    public static Guid KpisStream { get; } = DeterministicId.From("kpi_definitions");

    /// <summary>The definitions of KPIs, with all their versions.</summary>
    public Task<KpiDefinitions> KpisAsync(CancellationToken cancellation) => StateAsync(Streams.KpiDefinitions, KpisStream, cancellation);

    /// <summary>The versions of a KPI that tell some months, in the order of these; none where none was published.</summary>
    public async Task<IReadOnlyList<KpiSpan>> SpansAsync(string kpi, DateOnly from, DateOnly to, CancellationToken cancellation) =>
        KpiSpan.Within((await KpisAsync(cancellation)).Spans(kpi), from, to);

    /// <summary>A definition as the versions say that tell some months.</summary>
    public async Task<KpiDefinition> TellAsync(KpiDefinition builtIn, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(builtIn);
        return builtIn.Told(await SpansAsync(builtIn.Id, from, to, cancellation));
    }

    /// <summary>Forgets what was read, after a publication.</summary>
    public void Forget() => read.Clear();

    private async Task<TState> StateAsync<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid stream, CancellationToken cancellation)
        where TState : notnull
        where TEvent : class
    {
        var now = clock.GetUtcNow();
        if (read.TryGetValue(stream, out var known) && now - known.ReadAt < Freshness) return (TState)known.State;
        var state = kind.Fold(await store.ReadStreamAsync(stream, cancellation: cancellation));
        read[stream] = (now, state);
        return state;
    }
}

/// <summary>The names of the lists.</summary>
public static class TermLists
{
    public const string Topics = TermList.Topics;
    public const string Channels = "channels";
    public const string Sources = "sources";
    public const string Regions = "regions";
    public const string Tiers = "tiers";
    public const string Brands = "brands";
    public const string Departments = "departments";
    public const string ResponsibilityClasses = "responsibility-classes";
    public const string ClaimClasses = "claim-classes";
    public const string CareTypes = "care-types";
    public const string Touchpoints = "touchpoints";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Topics, Channels, Sources, Regions, Tiers, Brands, Departments, ResponsibilityClasses, ClaimClasses, CareTypes, Touchpoints];
}
