using CaseFlow.Definitions;

namespace CaseFlow.Server.Platform.Commands;

/// <summary>The codes of field errors; stable and documented in <c>docs/api.md</c>.</summary>
public static class FieldCodes
{
    public const string Required = "required";
    public const string TooLong = "too-long";
    public const string OutOfRange = "out-of-range";
    public const string Reversed = "reversed";
    public const string PeriodTooLong = "period-too-long";
    public const string UnknownTerm = "unknown-term";
    public const string Malformed = "malformed";
    public const string InTheFuture = "in-the-future";
    public const string NotThere = "not-there";
    public const string NotReady = "not-ready";
    public const string NamesACustomer = "names-a-customer";
    public const string UnknownField = "unknown-field";
    public const string NotUtf8 = "not-utf-8";
    public const string EmptyVariable = "empty-variable";
    public const string UndeclaredVariable = "undeclared-variable";
    public const string LookalikeVariable = "lookalike-variable";
    public const string MixedVariables = "mixed-variables";

    /// <summary>All of them, with their meaning.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Required] = "The field must be given.",
        [TooLong] = "The text is longer than the field takes.",
        [OutOfRange] = "The number, date or choice lies outside what the field takes.",
        [Reversed] = "The end of the period lies before its beginning.",
        [PeriodTooLong] = "The period is longer than is taken at once.",
        [UnknownTerm] = "The list in force has no such term, or it is retired.",
        [Malformed] = "The value cannot be read as what the field takes.",
        [InTheFuture] = "What is reported to have happened lies in the future.",
        [NotThere] = "What the field names does not exist, or not in the territory.",
        [NotReady] = "What the field asks for is still being counted; the same request is answered in a moment.",
        [NamesACustomer] = "The text is kept in clear and has what looks like a customer's number; name the case instead.",
        [UnknownField] = "The request or file has a field that nothing knows.",
        [NotUtf8] = "The file is not UTF-8.",
        [EmptyVariable] = "The text of a reminder has a variable without a name.",
        [UndeclaredVariable] = "The plan of reminders has no variable of this name.",
        [LookalikeVariable] = "The plan of reminders has no variable of this name, but one that is much like it.",
        [MixedVariables] = "The text of a reminder writes variables in two ways.",
    };
}

/// <summary>Collects what is wrong with a request, all of it at once.</summary>
public sealed class FieldErrors
{
    /// <summary>The longest free text, in characters.</summary>
    public const int LongText = 4_000;

    /// <summary>The longest name or number, in characters.</summary>
    public const int ShortText = 200;

    private readonly List<FieldError> errors = [];

    /// <summary>Whether anything is wrong.</summary>
    public bool Any => errors.Count > 0;

    /// <summary>The refusal of the whole request.</summary>
    public CommandInvalid Outcome => new(errors);

    /// <summary>Notes an error.</summary>
    public void Add(string field, string code, string message) => errors.Add(new(field, code, message));

    /// <summary>Notes what a rule would refuse of a field.</summary>
    public void Add(string field, Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        errors.Add(new(field, FieldCodes.OutOfRange, $"{field}: {refusal.Reason}") { Rule = refusal.Code });
    }

    /// <summary>A text that must be given; empty when it is not, which is noted.</summary>
    public string Text(string field, string? value, int longest = LongText)
    {
        if (string.IsNullOrWhiteSpace(value)) Add(field, FieldCodes.Required, $"{field} must be given.");
        return OptionalText(field, value, longest) ?? "";
    }

    /// <summary>A text that may be missing.</summary>
    public string? OptionalText(string field, string? value, int longest = LongText)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        if (value.Length > longest) Add(field, FieldCodes.TooLong, $"{field} takes at most {longest} characters and has {value.Length}.");
        // PostgreSQL stores every character of a text except this one.
        if (value.Contains('\0', StringComparison.Ordinal)) Add(field, FieldCodes.Malformed, $"{field} contains a null character.");
        return value.Trim();
    }

    /// <summary>A choice that must be made.</summary>
    public T Choice<T>(string field, T? value)
        where T : struct, Enum
    {
        if (value is null) Add(field, FieldCodes.Required, $"{field} must be given.");
        else if (!Enum.IsDefined(value.Value)) Add(field, FieldCodes.OutOfRange, $"{field} is none of {string.Join(", ", Enum.GetNames<T>())}.");
        return value ?? default;
    }

    /// <summary>A choice that may be left open.</summary>
    public T? OptionalChoice<T>(string field, T? value)
        where T : struct, Enum
    {
        if (value is { } given) Choice<T>(field, given);
        return value;
    }

    /// <summary>Choices of which there may be none, but not nothing said.</summary>
    public IReadOnlyList<T> Choices<T>(string field, IReadOnlyList<T>? values)
        where T : struct, Enum
    {
        if (values is null) Add(field, FieldCodes.Required, $"{field} must be given.");
        for (var i = 0; i < values?.Count; i++)
            Choice<T>($"{field}[{i}]", values[i]);
        return values ?? [];
    }

    /// <summary>A value that must be given.</summary>
    public T Value<T>(string field, T? value)
        where T : struct
    {
        if (value is null) Add(field, FieldCodes.Required, $"{field} must be given.");
        return value ?? default;
    }

    /// <summary>A term that must be chosen from a list.</summary>
    public Term Term(string field, string? code, TermList list)
    {
        if (string.IsNullOrWhiteSpace(code)) Add(field, FieldCodes.Required, $"{field} must be given: a code of the list {list.Name}.");
        return OptionalTerm(field, code, list) ?? new(code ?? "", list.Version);
    }

    /// <summary>A term that may be left open.</summary>
    public Term? OptionalTerm(string field, string? code, TermList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (string.IsNullOrWhiteSpace(code)) return null;
        var term = list.Find(code);
        if (term is null) Add(field, FieldCodes.UnknownTerm, $"{field}: the list {list.Name} (version {list.Version}) has no term {code} in use.");
        return term;
    }
}
