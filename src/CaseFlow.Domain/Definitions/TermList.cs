using System.Collections.Immutable;
using System.Diagnostics;

namespace CaseFlow.Definitions;

/// <summary>A fact about one list of terms.</summary>
public abstract record TermListEvent;

/// <summary>One choice of a list.</summary>
/// <param name="Code">Lower case, stable for ever; a dot goes one level down.</param>
/// <param name="Zh">Its name in Chinese.</param>
/// <param name="En">Its name in English.</param>
/// <param name="Retired">Whether it may still be chosen.</param>
public sealed record TermEntry(string Code, string Zh, string En, bool Retired = false);

/// <summary>A list of terms came into force in a new version: topics, channels, sources, tiers, brands, classes ...</summary>
/// <param name="List">For example <c>topics</c>.</param>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Entries">All its terms, retired ones included.</param>
/// <param name="Reason">Why it was published.</param>
public sealed record TermListPublished(string List, int Version, IReadOnlyList<TermEntry> Entries, string Reason) : TermListEvent;

/// <summary>A list of terms in force.</summary>
public sealed record TermList(string Name, int Version, ImmutableSortedDictionary<string, TermEntry> Entries)
{
    public static readonly TermList Unpublished = new("", 0, ImmutableSortedDictionary<string, TermEntry>.Empty.WithComparers(StringComparer.Ordinal));

    public static TermList Evolve(TermList list, TermListEvent @event)
    {
        ArgumentNullException.ThrowIfNull(list);
        return @event switch
        {
            TermListPublished e => new(e.List, e.Version, e.Entries.ToImmutableSortedDictionary(entry => entry.Code, entry => entry, StringComparer.Ordinal)),
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>The term under this version, when the list has it and it may be chosen.</summary>
    public Term? Find(string? code) => code is not null && Entries.TryGetValue(code, out var entry) && !entry.Retired ? new(code, Version) : null;
}

/// <summary>Publish a list, or its next version.</summary>
public sealed record PublishTermList(string List, IReadOnlyList<TermEntry> Entries, string Reason);

/// <summary>What may be done with a list of terms.</summary>
public static class TermListDecisions
{
    public static Decision<TermListEvent> Publish(TermList list, PublishTermList command) => list switch
    {
        _ when command.Entries.Count == 0 => TermListRefusals.Empty,
        _ when command.Entries.DistinctBy(entry => entry.Code).Count() != command.Entries.Count => TermListRefusals.CodeTwice,
        _ when command.Entries.Any(entry => !TermCodes.IsWellFormed(entry.Code)) => TermListRefusals.CodeMalformed,
        _ when command.Entries.Any(entry => TermCodes.Parent(entry.Code) is { } parent && command.Entries.All(other => other.Code != parent)) => TermListRefusals.ParentMissing,
        _ when list.Entries.Keys.Except(command.Entries.Select(entry => entry.Code)).Any() => TermListRefusals.CodeDropped,
        _ when command.Entries.OrderBy(entry => entry.Code, StringComparer.Ordinal).SequenceEqual(list.Entries.Values) => Decision.Nothing,
        _ => new TermListPublished(command.List, list.Version + 1, command.Entries, command.Reason),
    };
}

/// <summary>How codes are built.</summary>
public static class TermCodes
{
    /// <summary>Lower-case letters, digits and hyphens, in levels divided by dots.</summary>
    public static bool IsWellFormed(string code) =>
        !string.IsNullOrEmpty(code) && code.Split('.').All(level => level.Length > 0 && level.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-'));

    /// <summary>The code one level up; null at the top.</summary>
    public static string? Parent(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.LastIndexOf('.') is > 0 and var dot ? code[..dot] : null;
    }

    /// <summary>The first <paramref name="level"/> levels of a code.</summary>
    public static string AtLevel(string code, int level)
    {
        ArgumentNullException.ThrowIfNull(code);
        return string.Join('.', code.Split('.').Take(level));
    }
}

/// <summary>Why a list is not published.</summary>
public static class TermListRefusals
{
    public static readonly Refusal Empty = new("term-list-empty", "A list needs at least one term.");
    public static readonly Refusal CodeTwice = new("term-code-twice", "Each code stands in the list once.");
    public static readonly Refusal CodeMalformed = new("term-code-malformed", "A code is lower-case letters, digits and hyphens, in levels divided by dots.");
    public static readonly Refusal ParentMissing = new("term-parent-missing", "Each term's parent stands in the list too.");
    public static readonly Refusal CodeDropped = new("term-code-dropped", "A published code is never dropped; retire it, so that old cases keep their names.");
}
