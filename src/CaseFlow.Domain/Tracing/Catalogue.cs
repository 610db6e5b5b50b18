using System.Collections.Immutable;
using System.Diagnostics;
using CaseFlow.Definitions;

namespace CaseFlow.Tracing;

/// <summary>A fact about the catalogue of one kind of thing that complaints may come from.</summary>
public abstract record CatalogueEvent;

/// <summary>What complaints may come from. Staff and capacity are causes, but nothing that is published in versions.</summary>
public enum CatalogueKind { Rule, Product, PortalText, Process, System }

/// <summary>One version of an entry of the catalogue: what a cause points at.</summary>
/// <param name="Kind">The kind of entry.</param>
/// <param name="Entry">The entry's code, for example <c>roaming-activation</c>.</param>
/// <param name="Version">From 1, without gaps.</param>
public sealed record CatalogueVersion(CatalogueKind Kind, string Entry, int Version)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind}/{Entry}@{Version}");
}

/// <summary>What an entry says in one version. It names no customer.</summary>
public sealed record CatalogueContent
{
    public required string Zh { get; init; }
    public required string En { get; init; }

    /// <summary>Where it is written, for example the number of a circular.</summary>
    public required string Citation { get; init; }

    /// <summary>The department that answers for it.</summary>
    public required Term Department { get; init; }

    /// <summary>What it says.</summary>
    public required string Words { get; init; }

    /// <summary>From when on it is in force, until the next version is or the entry ends.</summary>
    public required DateTimeOffset ValidFrom { get; init; }

    /// <summary>What of it decides whether a contact fails, so that contacts can be replayed under another version.</summary>
    public ServiceTerms? Terms { get; init; }
}

/// <summary>An entry of the catalogue came into force in a new version.</summary>
public sealed record CatalogueVersionPublished(CatalogueVersion Published, CatalogueContent Content, string Reason) : CatalogueEvent;

/// <summary>An entry of the catalogue is in force no more, and nothing takes its place.</summary>
public sealed record CatalogueEntryEnded(CatalogueKind Kind, string Entry, DateTimeOffset Until, string Reason) : CatalogueEvent;

/// <summary>An entry with all its versions, the oldest first.</summary>
public sealed record CatalogueEntry(ImmutableList<CatalogueContent> Versions, DateTimeOffset? EndsAt)
{
    /// <summary>From when and until when a version is in force; null until further notice.</summary>
    public (DateTimeOffset From, DateTimeOffset? Until) Validity(int version) =>
        (Versions[version - 1].ValidFrom, version < Versions.Count ? Versions[version].ValidFrom : EndsAt);
}

/// <summary>The entries of one kind.</summary>
public sealed record Catalogue(ImmutableSortedDictionary<string, CatalogueEntry> Entries)
{
    public static readonly Catalogue Empty = new(ImmutableSortedDictionary<string, CatalogueEntry>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>An entry; null when there is none.</summary>
    public CatalogueEntry? Find(string code) => Entries.TryGetValue(code, out var entry) ? entry : null;

    /// <summary>Whether an entry has a version.</summary>
    public bool Has(CatalogueVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Version > 0 && version.Version <= (Find(version.Entry)?.Versions.Count ?? 0);
    }

    public static Catalogue Evolve(Catalogue catalogue, CatalogueEvent @event)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return @event switch
        {
            CatalogueVersionPublished e => catalogue.With(e.Published.Entry, entry => new((entry?.Versions ?? []).Add(e.Content), EndsAt: null)),
            CatalogueEntryEnded e => catalogue.With(e.Entry, entry => new(entry?.Versions ?? [], e.Until)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    private Catalogue With(string code, Func<CatalogueEntry?, CatalogueEntry> then) => new(Entries.SetItem(code, then(Find(code))));
}

/// <summary>Publish an entry, or its next version; the version is given by the decision.</summary>
public sealed record PublishCatalogueVersion(CatalogueKind Kind, string Entry, CatalogueContent Content, string Reason);

/// <summary>Let an entry be in force no more.</summary>
public sealed record EndCatalogueEntry(CatalogueKind Kind, string Entry, DateTimeOffset Until, string Reason);

/// <summary>What may be done with the catalogue.</summary>
public static class CatalogueDecisions
{
    public static Decision<CatalogueEvent> Publish(Catalogue catalogue, PublishCatalogueVersion command) => catalogue.Find(command.Entry) switch
    {
        _ when !TermCodes.IsWellFormed(command.Entry) => CatalogueRefusals.CodeMalformed,
        { } entry when Same(entry.Versions[^1], command.Content) => Decision.Nothing,
        { } entry when command.Content.ValidFrom <= entry.Versions[^1].ValidFrom || command.Content.ValidFrom < entry.EndsAt => CatalogueRefusals.ValidityOverlaps,
        var entry => new CatalogueVersionPublished(new(command.Kind, command.Entry, (entry?.Versions.Count ?? 0) + 1), command.Content, command.Reason),
    };

    public static Decision<CatalogueEvent> End(Catalogue catalogue, EndCatalogueEntry command) => catalogue.Find(command.Entry) switch
    {
        null => CatalogueRefusals.EntryUnknown,
        { } entry when entry.EndsAt == command.Until => Decision.Nothing,
        { } entry when command.Until <= entry.Versions[^1].ValidFrom => CatalogueRefusals.EndsTooEarly,
        _ => new CatalogueEntryEnded(command.Kind, command.Entry, command.Until, command.Reason),
    };

    private static bool Same(CatalogueContent one, CatalogueContent other) =>
        one with { Terms = null } == other with { Terms = null } && (one.Terms, other.Terms) switch
        {
            (null, null) => true,
            ({ } terms, { } others) => terms.Says(others),
            _ => false,
        };
}

/// <summary>Why the catalogue stays as it is.</summary>
public static class CatalogueRefusals
{
    public static readonly Refusal CodeMalformed = new("catalogue-code-malformed", "A code is lower-case letters, digits and hyphens, in levels divided by dots.");
    public static readonly Refusal EntryUnknown = new("catalogue-entry-unknown", "The catalogue has no such entry.");
    public static readonly Refusal ValidityOverlaps = new("catalogue-validity-overlaps", "A version comes into force after the one before it, and after the entry's end where it had one.");
    public static readonly Refusal EndsTooEarly = new("catalogue-ends-too-early", "An entry ends after its last version came into force.");
}
