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
public sealed record TermListPublished(string List, int Version, IReadOnlyList<TermEntry> Entries, string Reason) : TermListEvent
{
    /// <summary>Of the list of topics: where the cases of every topic count that has gone; null while none has.</summary>
    public IReadOnlyList<TermMove>? Moves { get; init; }
}

/// <summary>A list of terms in force.</summary>
public sealed record TermList(string Name, int Version, ImmutableSortedDictionary<string, TermEntry> Entries)
{
    /// <summary>The list whose terms state where their cases count when they go.</summary>
    public const string Topics = "topics";

    private static readonly ImmutableSortedDictionary<string, TermMove> NoMoves = ImmutableSortedDictionary<string, TermMove>.Empty.WithComparers(StringComparer.Ordinal);

    public static readonly TermList Unpublished = new("", 0, ImmutableSortedDictionary<string, TermEntry>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>Where the cases of topics count that have gone.</summary>
    public ImmutableSortedDictionary<string, TermMove> Moves { get; private init; } = NoMoves;

    public static TermList Evolve(TermList list, TermListEvent @event)
    {
        ArgumentNullException.ThrowIfNull(list);
        return @event switch
        {
            TermListPublished e => new(e.List, e.Version, e.Entries.ToImmutableSortedDictionary(entry => entry.Code, entry => entry, StringComparer.Ordinal))
            {
                Moves = (e.Moves ?? []).ToImmutableSortedDictionary(move => move.Code, move => move, StringComparer.Ordinal),
            },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }

    /// <summary>The topic that the cases of a topic count under as this version tells it.</summary>
    public string Today(string code)
    {
        while (Moves.TryGetValue(code, out var move) && move.To is { } to) code = to;
        return code;
    }

    /// <summary>The term under this version, when the list has it and it may be chosen.</summary>
    public Term? Find(string? code) => code is not null && Entries.TryGetValue(code, out var entry) && !entry.Retired ? new(code, Version) : null;
}

/// <summary>Publish a list, or its next version.</summary>
public sealed record PublishTermList(string List, IReadOnlyList<TermEntry> Entries, string Reason)
{
    /// <summary>Of the list of topics: where the cases of every topic count that has gone.</summary>
    public IReadOnlyList<TermMove> Moves { get; init; } = [];
}

/// <summary>What may be done with a list of terms.</summary>
public static class TermListDecisions
{
    public static Decision<TermListEvent> Publish(TermList list, PublishTermList command) => list switch
    {
        _ when command.Entries.Count == 0 => TermListRefusals.Empty,
        _ when Twice(command.Entries) is { } twice => TermListRefusals.CodeTwice.At(twice),
        _ when First(command.Entries, code => !TermCodes.IsWellFormed(code)) is { } malformed => TermListRefusals.CodeMalformed.At(malformed),
        _ when Orphan(command.Entries) is { } orphan => TermListRefusals.ParentMissing.At(orphan),
        _ when list.Entries.Keys.Except(command.Entries.Select(entry => entry.Code)).Any() => TermListRefusals.CodeDropped,
        _ when command.List != TermList.Topics && command.Moves.Count > 0 => TermListRefusals.MovesOfTopics,
        _ when TermMoves.Unfit(command) is { } unfit => TermListRefusals.MoveUnfit.At($"moves[{unfit}]"),
        _ when command.List == TermList.Topics && TermMoves.AreMissing(list, command) => TermListRefusals.MoveMissing,
        _ when command.Entries.OrderBy(entry => entry.Code, StringComparer.Ordinal).SequenceEqual(list.Entries.Values) && TermMoves.AreSame(list.Moves.Values, command.Moves) => Decision.Nothing,
        _ => new TermListPublished(command.List, list.Version + 1, command.Entries, command.Reason) { Moves = command.Moves.Count == 0 ? null : command.Moves },
    };

    private static string? Twice(IReadOnlyList<TermEntry> entries)
    {
        var met = new HashSet<string>(StringComparer.Ordinal);
        return First(entries, code => !met.Add(code));
    }

    private static string? Orphan(IReadOnlyList<TermEntry> entries)
    {
        var codes = entries.Select(entry => entry.Code).ToHashSet(StringComparer.Ordinal);
        return First(entries, code => TermCodes.Parent(code) is { } parent && !codes.Contains(parent));
    }

    /// <summary>The field of the first code of which something is so; null when it is of none.</summary>
    private static string? First(IReadOnlyList<TermEntry> entries, Func<string, bool> so) =>
        entries.Select((entry, at) => (entry.Code, Field: $"entries[{at}].code")).FirstOrDefault(one => one.Code is not null && so(one.Code)).Field;
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

    /// <summary>Whether a code is another one or lies below it.</summary>
    public static bool IsWithin(string code, string above)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(above);
        return code == above || (code.Length > above.Length && code[above.Length] == '.' && code.StartsWith(above, StringComparison.Ordinal));
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
    public static readonly Refusal Empty = new("term-list-empty", "A list needs at least one term.") { Field = "entries" };
    public static readonly Refusal CodeTwice = new("term-code-twice", "Each code stands in the list once.");
    public static readonly Refusal CodeMalformed = new("term-code-malformed", "A code is lower-case letters, digits and hyphens, in levels divided by dots.");
    public static readonly Refusal ParentMissing = new("term-parent-missing", "Each term's parent stands in the list too.");
    public static readonly Refusal MovesOfTopics = new("term-moves-of-topics", "Only topics state where their cases count when they go.") { Field = "moves" };
    public static readonly Refusal MoveUnfit = new("term-move-unfit", "A move is of a topic that is retired, once for each: to a topic that is there, split among several of which one is the default, or ended and to none.");
    public static readonly Refusal MoveMissing = new("term-move-missing", "A topic that goes states where its cases count from now on: under another one, under one of those that it is split into, or that it ended.") { Field = "moves" };
    public static readonly Refusal CodeDropped = new("term-code-dropped", "A published code is never dropped; retire it, so that old cases keep their names.") { Field = "entries" };
}
