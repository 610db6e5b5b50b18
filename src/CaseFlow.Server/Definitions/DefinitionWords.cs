using System.Globalization;
using System.Text.RegularExpressions;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>What the parts of a definition are called, and what they say, in the reader's language. What has no name is shown as the API has it.</summary>
/// <param name="words">The texts.</param>
/// <param name="names">The names of terms.</param>
public sealed partial class DefinitionWords(Words words, TermNames names)
{
    /// <summary>Which parts are codes of which list.</summary>
    private static readonly Dictionary<string, string> Lists = new(StringComparer.Ordinal)
    {
        ["sources"] = TermLists.Sources, ["exceptSources"] = TermLists.Sources, ["tiers"] = TermLists.Tiers, ["topics"] = TermLists.Topics, ["topic"] = TermLists.Topics, ["among"] = TermLists.Topics, ["responsibilityClass"] = TermLists.ResponsibilityClasses,
        ["onScene"] = TermLists.Departments, ["places"] = TermLists.Regions, ["place"] = TermLists.Regions, ["departments"] = TermLists.Departments, ["department"] = TermLists.Departments,
        ["touchpoint"] = TermLists.Touchpoints, ["immediateTiers"] = TermLists.Tiers, ["immediateBrands"] = TermLists.Brands,
    };

    /// <summary>The list whose codes a part holds; null where it holds none.</summary>
    public static string? ListOf(string part) => Lists.GetValueOrDefault(part);

    /// <summary>What a part is called.</summary>
    public string Label(string part) => words.Known($"Definition.{part}") ?? part;

    /// <summary>What a part is called that is of a certain shape: where one date means another thing than a text does, the text is a month.</summary>
    public string Label(string part, Shape? shape) => IsMonth(part, shape) ? Label($"{part}.month") : Label(part);

    /// <summary>How a part is filled in; null where that needs no sentence.</summary>
    public string? Hint(string part, Shape? shape) => IsMonth(part, shape) ? words["Definition.monthHint"] : null;

    /// <summary>Whether a part is a month, which the API takes as a text.</summary>
    public static bool IsMonth(string part, Shape? shape) => part == "validFrom" && shape?.Kind == ShapeKind.Text;

    /// <summary>Whether a part is a text of several lines.</summary>
    public static bool IsLong(string part, Shape? shape) => shape?.Kind == ShapeKind.Text && part is "words" or "noteZh" or "noteEn" or "text";

    /// <summary>What a definition is called, where it says so or has a name in the texts; null where it has no name but the one in its address.</summary>
    public static string? NameOf(Words words, DefinitionSummary definition)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentNullException.ThrowIfNull(definition);
        return definition is { Zh: { } zh, En: { } en } ? Words.InLanguage(zh, en) : words.Known($"DefinitionName.{definition.Kind}.{definition.Name}");
    }

    /// <summary>Why a version was published. What an installation starts with says it in both languages, of which the reader's is shown.</summary>
    /// <param name="reason">As it was recorded.</param>
    /// <param name="publishedBy">Who published it.</param>
    public static string Reason(string reason, string publishedBy)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return publishedBy == DefinitionSeeds.Actor && reason.Split(" / ") is [var zh, var en] ? Words.InLanguage(zh, en) : reason;
    }

    /// <summary>What a choice is called.</summary>
    public string NameOf(Shape choice, string member)
    {
        ArgumentNullException.ThrowIfNull(choice);
        return choice.Type == typeof(DayOfWeek) && Enum.TryParse<DayOfWeek>(member, out var day)
            ? CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day)
            : words.Known($"{choice.Type.Name}.{member}") ?? member;
    }

    /// <summary>Where a difference lies: the parts from the outermost to the innermost.</summary>
    /// <param name="of">What the definition must state.</param>
    /// <param name="path">The place as <see cref="ChangedPart"/> has it.</param>
    public string Place(Shape of, string path) => string.Join(" › ", Walk(of, path).Select(step =>
        step.Item is not { } item ? Label(step.Name, step.At)
        : int.TryParse(item, CultureInfo.InvariantCulture, out _) ? words["Definitions.Item", Label(step.Name), item]
        : $"{Label(step.Name)} {Named(step.At, item)}"));

    /// <summary>What is said there.</summary>
    /// <param name="of">What the definition must state.</param>
    /// <param name="path">The place.</param>
    /// <param name="said">The value as the API has it, several with dots between them.</param>
    public string? Value(Shape of, string path, string? said)
    {
        // Nothing said is said by the page in one way, whether it was left out or is empty.
        if (string.IsNullOrEmpty(said)) return null;
        if (Walk(of, path).LastOrDefault() is not { At: { } at, Name: var part }) return said;
        return at.Kind == ShapeKind.List ? string.Join(" · ", said.Split(" · ").Select(one => One(at.Item!, part, one))) : One(at, part, said);
    }

    private string One(Shape shape, string part, string said) => shape.Kind switch
    {
        ShapeKind.Choice => NameOf(shape, said),
        ShapeKind.YesNo => words[said == "true" ? "Form.Yes" : "Form.No"],
        ShapeKind.Moment when DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, out var at) => DeskTime.Minute(at),
        ShapeKind.TimeOfDay when TimeOnly.TryParse(said, CultureInfo.InvariantCulture, out var time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture),
        ShapeKind.Text when ListOf(part) is { } list && said.Length > 0 => names[list, said],
        ShapeKind.Text or ShapeKind.Whole or ShapeKind.Fraction or ShapeKind.Date or ShapeKind.Moment or ShapeKind.TimeOfDay or ShapeKind.Record or ShapeKind.List => said,
    };

    /// <summary>An item that is named by one of its parts, by what that part says.</summary>
    private string Named(Shape? record, string item) =>
        DefinitionDifference.Names.Select(name => record?.Parts.FirstOrDefault(part => part.Name == name)).FirstOrDefault(part => part is not null) is { } by ? One(by.Shape, by.Name, item) : item;

    /// <summary>The parts on the way to a place, each with the item that is meant and the shape of what is there; no shape beyond what the definition must state.</summary>
    private static IEnumerable<(string Name, string? Item, Shape? At)> Walk(Shape of, string path)
    {
        Shape? at = of;
        foreach (Match step in Steps().Matches(path))
        {
            var item = step.Groups["item"] is { Success: true } named ? named.Value : null;
            at = at?.Parts.FirstOrDefault(part => part.Name == step.Groups["name"].Value)?.Shape;
            if (item is not null) at = at?.Item;
            yield return (step.Groups["name"].Value, item, at);
        }
    }

    [GeneratedRegex(@"(?<name>[^.\[\]]+)(?:\[(?<item>[^\]]*)\]′*)?", RegexOptions.ExplicitCapture)]
    private static partial Regex Steps();
}
