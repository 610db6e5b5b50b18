namespace CaseFlow.Server.Platform.Web.Forms;

/// <summary>How a field is entered.</summary>
public enum FieldKind { Text, LongText, Choice, Several, Suggestion, Person, Number, YesNo, Moment }

/// <summary>One field of a form. Its path is the one in the API, so that what is wrong with it finds it again.</summary>
public sealed record FormField(string Path, FieldKind Kind)
{
    /// <summary>Whether it may stay empty.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether its label says that it may stay empty; not where something else must be given in its place.</summary>
    public bool Marked { get; init; } = true;

    /// <summary>What may be chosen.</summary>
    public IReadOnlyList<TermOption> Options { get; init; } = [];

    /// <summary>Whether it takes the whole width.</summary>
    public bool Wide => Kind is FieldKind.LongText or FieldKind.Several;

    /// <summary>The key of the sentence that says how to fill it in; null where that needs no sentence.</summary>
    public string? Hint { get; init; }

    /// <summary>The key of its label: the path's, unless the same path means something else in another form.</summary>
    public string Label { get => field ?? $"Field.{Path}"; init; }

    /// <summary>What it is called, where that is no text of the pages but the name of a term; null where its label says it.</summary>
    public string? Named { get; init; }

    /// <summary>A line of text.</summary>
    public static FormField Text(string path, bool optional = false) => new(path, FieldKind.Text) { Optional = optional };

    /// <summary>A text of several lines.</summary>
    public static FormField LongText(string path, bool optional = false) => new(path, FieldKind.LongText) { Optional = optional };

    /// <summary>A choice among the members of an enum.</summary>
    public static FormField Choice<T>(string path, Words words, IEnumerable<T>? among = null, bool optional = false)
        where T : struct, Enum =>
        new(path, FieldKind.Choice) { Optional = optional, Options = [.. (among ?? Enum.GetValues<T>()).Select(value => new TermOption(value.ToString(), words.Of(value)))] };

    /// <summary>A choice among a few terms.</summary>
    public static FormField Choice(string path, IReadOnlyList<TermOption> options, bool optional = false) => new(path, FieldKind.Choice) { Optional = optional, Options = options };

    /// <summary>Any number of a few terms, each with a box of its own.</summary>
    public static FormField Several(string path, IReadOnlyList<TermOption> options, bool optional = false) => new(path, FieldKind.Several) { Optional = optional, Options = options };

    /// <summary>A choice among many terms, found by typing a part of the name.</summary>
    public static FormField Suggestion(string path, IReadOnlyList<TermOption> options, bool optional = false) => new(path, FieldKind.Suggestion) { Optional = optional, Options = options, Hint = "Form.SuggestionHint" };

    /// <summary>The account of a colleague, found by typing a part of it or of their name. Who has none is named as they are called.</summary>
    public static FormField Person(string path, bool optional = false) => new(path, FieldKind.Person) { Optional = optional, Hint = "Form.PersonHint" };

    /// <summary>When it happened, when that is not now.</summary>
    public static FormField OccurredAt() => new(FormModel.OccurredAt, FieldKind.Moment) { Optional = true, Hint = "Form.OccurredHint" };

    /// <summary>Yes or no.</summary>
    public static FormField YesNo(string path, Words words, bool optional = false)
    {
        ArgumentNullException.ThrowIfNull(words);
        return new(path, FieldKind.YesNo) { Optional = optional, Options = [new("true", words["Form.Yes"]), new("false", words["Form.No"])] };
    }

    /// <summary>The code behind what was typed: the code itself, a whole name, or the end of only one.</summary>
    public string? CodeOf(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = typed.Trim();
        if (text.Length == 0) return null;
        var exact = Options.FirstOrDefault(option => option.Code == text || string.Equals(option.Name, text, StringComparison.OrdinalIgnoreCase));
        if (exact is not null) return exact.Code;
        var ending = Options.Where(option => option.Name.EndsWith($"{TermNames.Below}{text}", StringComparison.OrdinalIgnoreCase)).ToList();
        return ending.Count == 1 ? ending[0].Code : null;
    }
}
