namespace CaseFlow.Definitions;

/// <summary>What became of a topic that goes.</summary>
public enum TermFate
{
    /// <summary>Another topic took its place.</summary>
    Mapped,

    /// <summary>Several topics took its place, one of which its cases count under until somebody says otherwise of one.</summary>
    Split,

    /// <summary>Nothing took its place; its cases go on counting under its own name.</summary>
    Ended,
}

/// <summary>Where the cases of a topic count that has gone. The cases keep what they recorded.</summary>
/// <param name="Code">The topic.</param>
/// <param name="Fate">What became of it.</param>
/// <param name="To">The topic that its cases count under; null when it ended.</param>
/// <param name="Among">The topics that it was split into, that one among them; null when it was not split.</param>
public sealed record TermMove(string Code, TermFate Fate, string? To = null, IReadOnlyList<string>? Among = null);

/// <summary>What the moves of one version of the list of topics must come to.</summary>
internal static class TermMoves
{
    /// <summary>The first that is not of a topic that has gone, does not say what its fate needs, or does not lead to a topic that is there, however often that one moved on; null when all do.</summary>
    public static int? Unfit(PublishTermList command)
    {
        var entries = command.Entries.DistinctBy(entry => entry.Code).ToDictionary(entry => entry.Code, StringComparer.Ordinal);
        var moves = command.Moves.DistinctBy(move => move.Code).ToDictionary(move => move.Code, StringComparer.Ordinal);
        var met = new HashSet<string>(StringComparer.Ordinal);
        return command.Moves.Select((move, at) => (Fit: met.Add(move.Code) && IsFit(move), At: (int?)at)).FirstOrDefault(one => !one.Fit).At;

        bool IsFit(TermMove move) => entries.TryGetValue(move.Code, out var gone) && gone.Retired && IsWhole(move) && Targets(move).All(IsThere);

        bool IsThere(string code)
        {
            for (var steps = 0; steps <= moves.Count; steps++)
            {
                if (!entries.TryGetValue(code, out var entry)) return false;
                if (!moves.TryGetValue(code, out var next)) return !entry.Retired;
                if (next.To is not { } to) return true;
                code = to;
            }

            return false;
        }
    }

    /// <summary>Whether a topic goes, or stays away, of which nothing says any more where its cases count.</summary>
    public static bool AreMissing(TermList list, PublishTermList command)
    {
        var said = command.Moves.Select(move => move.Code).ToHashSet(StringComparer.Ordinal);
        return command.Entries.Any(entry => entry.Retired && !said.Contains(entry.Code) && list.Entries.TryGetValue(entry.Code, out var before) && (!before.Retired || list.Moves.ContainsKey(entry.Code)));
    }

    /// <summary>Whether two versions say the same of every topic that has gone.</summary>
    public static bool AreSame(IEnumerable<TermMove> one, IEnumerable<TermMove> other) => one.Select(Said).ToHashSet().SetEquals(other.Select(Said));

    private static (string Code, TermFate Fate, string? To, string Among) Said(TermMove move) => (move.Code, move.Fate, move.To, string.Join(' ', move.Among ?? []));

    private static bool IsWhole(TermMove move) => move.Fate switch
    {
        TermFate.Mapped => move is { To: not null, Among: null or [] },
        TermFate.Split => move is { To: { } to, Among.Count: > 1 } && move.Among.Contains(to) && move.Among.Distinct().Count() == move.Among.Count,
        TermFate.Ended => move is { To: null, Among: null or [] },
    };

    private static IEnumerable<string> Targets(TermMove move) => move.To is { } to ? [to, .. move.Among ?? []] : [];
}
