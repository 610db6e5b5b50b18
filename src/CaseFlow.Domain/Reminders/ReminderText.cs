using System.Text.RegularExpressions;

namespace CaseFlow.Reminders;

/// <summary>What is wrong with a text.</summary>
public enum TextFault { Malformed, Empty, Mixed, Undeclared, Lookalike }

/// <summary>Something that is wrong with a text.</summary>
/// <param name="Fault">What.</param>
/// <param name="Placeholder">Where, as it stands in the text.</param>
/// <param name="Meant">The variable that it looks like.</param>
public sealed record TextFinding(TextFault Fault, string Placeholder, string? Meant = null);

/// <summary>Texts of messages. Both ways to write a variable that operators have are read, <c>${NAME}</c> and <c>%NAME%</c>; one text keeps to one of them.</summary>
public static partial class ReminderText
{
    /// <summary>The characters of one short message in UCS-2.</summary>
    public const int OnePart = 70;

    /// <summary>The characters that each part of a longer message has room for beside the header that joins them.</summary>
    public const int JoinedPart = 67;

    private const int Near = 2;

    /// <summary>How many short messages a text is sent as.</summary>
    public static int Parts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= OnePart ? 1 : (text.Length + JoinedPart - 1) / JoinedPart;
    }

    /// <summary>The variables that a text uses, each once.</summary>
    public static IReadOnlyList<string> VariablesOf(string text) => [.. Placeholder.Matches(text).Select(NameOf).Where(name => name.Length > 0).Distinct()];

    /// <summary>The text with values in the place of its variables; one without a value stays as it is written.</summary>
    public static string Render(string text, Func<string, string?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Placeholder.Replace(text, match => value(NameOf(match)) ?? match.Value);
    }

    /// <summary>Whether a name can stand in a text.</summary>
    public static bool IsName(string name) => name is { Length: > 0 } && name[0] is >= 'A' and <= 'Z' && name.All(c => c is >= 'A' and <= 'Z' or >= '0' and <= '9' or '_');

    /// <summary>All that is wrong with a text, in its order.</summary>
    /// <param name="text">The text.</param>
    /// <param name="declared">The variables of its plan.</param>
    public static IReadOnlyList<TextFinding> Lint(string text, IReadOnlyCollection<string> declared)
    {
        ArgumentNullException.ThrowIfNull(declared);
        var placeholders = Placeholder.Matches(text).ToList();
        var findings = placeholders.Select(one => Judge(one.Value, NameOf(one), declared)).OfType<TextFinding>().ToList();
        findings.AddRange(Broken.Matches(Placeholder.Replace(text, "")).Select(one => new TextFinding(TextFault.Malformed, one.Value)));
        // The fewer of the two are named, as those that have to be written anew.
        var braced = placeholders.ToLookup(one => one.Value.StartsWith('$'));
        if (braced[true].Any() && braced[false].Any())
        {
            var fewer = braced[true].Count() <= braced[false].Count() ? braced[true] : braced[false];
            findings.AddRange(fewer.Select(one => one.Value).Distinct().Select(one => new TextFinding(TextFault.Mixed, one)));
        }

        return [.. findings.Distinct()];
    }

    private static TextFinding? Judge(string placeholder, string name, IReadOnlyCollection<string> declared)
    {
        if (name.Length == 0) return new(TextFault.Empty, placeholder);
        if (declared.Contains(name)) return null;
        var meant = declared.FirstOrDefault(one => Alike(one, name));
        return meant is null ? new(TextFault.Undeclared, placeholder) : new(TextFault.Lookalike, placeholder, meant);
    }

    /// <summary>Whether one is the other with a slip of the hand, in other letters, or with a word left out at an end.</summary>
    private static bool Alike(string declared, string name)
    {
        var (one, other) = (Plain(declared), Plain(name));
        return one == other
            || declared.StartsWith(name + "_", StringComparison.Ordinal) || name.StartsWith(declared + "_", StringComparison.Ordinal)
            || declared.EndsWith("_" + name, StringComparison.Ordinal) || name.EndsWith("_" + declared, StringComparison.Ordinal)
            || (Math.Min(one.Length, other.Length) > 2 * Near && Distance(one, other) <= Near);
    }

    /// <summary>A name without what is easily taken for something else.</summary>
    private static string Plain(string name) =>
        string.Concat(name.ToUpperInvariant().Where(c => c is not ('_' or '-' or '.' or ' ')).Select(c => c switch { '0' => 'O', '1' or 'L' => 'I', '5' => 'S', _ => c }));

    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, _) = (row[0], row[0] = i);
            for (var j = 1; j <= other.Length; j++)
            {
                var change = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(change, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[other.Length];
    }

    private static string NameOf(Match match) => (match.Groups["braced"] is { Success: true } braced ? braced : match.Groups["signed"]).Value.Trim();

    [GeneratedRegex(@"\$\{(?<braced>[^${}%]*)\}|%(?<signed>[A-Z][A-Z0-9_ ]*|[A-Za-z_][A-Za-z0-9_]*)?%", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder { get; }

    /// <summary>What was meant to be a variable: a brace that is not closed, signs in the wide forms of a Chinese keyboard.</summary>
    [GeneratedRegex(@"\$\{[A-Za-z0-9_]*|[$＄][{｛][A-Za-z0-9_]*[}｝]?|％[A-Z][A-Z0-9_]*[%％]?|%[A-Z][A-Z0-9]*_[A-Z0-9_]*[％]?", RegexOptions.CultureInvariant)]
    private static partial Regex Broken { get; }
}
