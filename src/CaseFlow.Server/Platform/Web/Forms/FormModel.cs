using System.Globalization;
using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Web.Forms;

/// <summary>What is entered into a form, as it was typed, and what is wrong with it.</summary>
public sealed class FormModel(IReadOnlyList<FormField> fields)
{
    /// <summary>Where the time is entered at which something happened, when it is not now.</summary>
    public const string OccurredAt = "occurredAt";

    /// <summary>Stands between the codes of a field of several terms; no code has it.</summary>
    private const char Between = '\n';

    private readonly Dictionary<string, string> texts = [];

    /// <summary>The fields, in their order.</summary>
    public IReadOnlyList<FormField> Fields => fields;

    /// <summary>What is wrong, as far as it is known.</summary>
    public IReadOnlyList<FieldError> Errors { get; private set; } = [];

    /// <summary>What was typed into a field.</summary>
    public string this[string path]
    {
        get => texts.GetValueOrDefault(path, "");
        set => texts[path] = value ?? "";
    }

    /// <summary>Everything that was typed, for a draft.</summary>
    public IReadOnlyDictionary<string, string> Texts => texts;

    /// <summary>What is wrong with a field, or with a part of it that has no field of its own.</summary>
    public IEnumerable<FieldError> ErrorsOf(string path) => Errors.Where(error => FieldOf(error)?.Path == path);

    /// <summary>What is wrong that no field of the form stands for.</summary>
    public IEnumerable<FieldError> OtherErrors => Errors.Where(error => FieldOf(error) is null);

    /// <summary>Takes over what a command found wrong.</summary>
    public void Take(IReadOnlyList<FieldError> errors) => Errors = errors;

    /// <summary>Notes what cannot be read or is missing, before anything is sent.</summary>
    /// <returns>Whether the form can be sent.</returns>
    public bool Check()
    {
        Errors = [.. fields.Select(Wrong).OfType<FieldError>()];
        return Errors.Count == 0;
    }

    /// <summary>A text; null when the field is empty.</summary>
    public string? Text(string path) => this[path].Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A member of an enum; null when none was chosen.</summary>
    public T? Choice<T>(string path)
        where T : struct, Enum => Enum.TryParse<T>(this[path], out var value) ? value : null;

    /// <summary>The code of a term; null when none was chosen.</summary>
    public string? Code(string path) => fields.First(field => field.Path == path).CodeOf(this[path]);

    /// <summary>The codes of the terms that were ticked, in the order in which they are offered.</summary>
    public IReadOnlyList<string> Codes(string path)
    {
        var ticked = this[path].Split(Between, StringSplitOptions.RemoveEmptyEntries);
        return [.. fields.First(field => field.Path == path).Options.Select(option => option.Code).Where(ticked.Contains)];
    }

    /// <summary>Ticks a term, or takes its tick away.</summary>
    public void Tick(string path, string code, bool ticked) =>
        this[path] = string.Join(Between, Codes(path).Where(one => one != code).Concat(ticked ? [code] : Array.Empty<string>()));

    /// <summary>An id; null when none was chosen.</summary>
    public Guid? Id(string path) => Guid.TryParse(this[path], out var id) ? id : null;

    /// <summary>A number; null when it is none.</summary>
    public decimal? Number(string path) => decimal.TryParse(this[path], NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Yes or no; null when neither was said.</summary>
    public bool? YesNo(string path) => bool.TryParse(this[path], out var yes) ? yes : null;

    /// <summary>A moment and how exactly it is known; null when the field is empty.</summary>
    public (DateTimeOffset At, OccurrencePrecision Precision)? Moment(string path) => DeskTime.TryRead(this[path]);

    private FormField? FieldOf(FieldError error) =>
        fields.FirstOrDefault(field => field.Path == error.Field)
        ?? fields.FirstOrDefault(field => error.Field.StartsWith($"{field.Path}.", StringComparison.Ordinal) || error.Field.StartsWith($"{field.Path}[", StringComparison.Ordinal));

    private FieldError? Wrong(FormField field)
    {
        if (Text(field.Path) is not { } text) return field.Optional ? null : new(field.Path, FieldCodes.Required, "");
        var readable = field.Kind switch
        {
            FieldKind.Suggestion or FieldKind.Choice or FieldKind.YesNo => field.CodeOf(text) is not null,
            FieldKind.Several => Codes(field.Path).Count > 0,
            FieldKind.Number => Number(field.Path) is not null,
            FieldKind.Moment => DeskTime.TryRead(text) is not null,
            FieldKind.Text or FieldKind.LongText or FieldKind.Person => true,
        };
        return readable ? null : new(field.Path, field.Kind == FieldKind.Suggestion ? FieldCodes.UnknownTerm : FieldCodes.Malformed, "");
    }
}
