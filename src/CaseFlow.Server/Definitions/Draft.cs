using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Definitions;

/// <summary>A part of a definition while somebody edits it: what was typed stays, whatever it is, until it is sent.</summary>
public sealed partial class Draft
{
    private Draft(Shape shape) => Shape = shape;

    /// <summary>What it is.</summary>
    public Shape Shape { get; }

    /// <summary>What was typed, where it is entered in one line.</summary>
    public string Text { get; set; } = "";

    /// <summary>The parts of a record, in their order.</summary>
    public IReadOnlyDictionary<string, Draft> Parts { get; private init; } = new Dictionary<string, Draft>();

    /// <summary>What a list holds.</summary>
    public IList<Draft> Items { get; } = [];

    /// <summary>Whether nothing was entered.</summary>
    public bool IsEmpty => Shape.Kind switch
    {
        ShapeKind.List => Items.Count == 0,
        ShapeKind.Record => Parts.Values.All(part => part.IsEmpty),
        _ => string.IsNullOrWhiteSpace(Text),
    };

    /// <summary>A draft that begins with what was published; an empty one for null.</summary>
    public static Draft Of(Shape shape, JsonNode? published)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var draft = new Draft(shape)
        {
            Text = shape.IsPlain && published is JsonValue value ? Written(shape, value.ToString()) : "",
            Parts = shape.Parts.ToDictionary(part => part.Name, part => Of(part.Shape, (published as JsonObject)?[part.Name])),
        };
        if (shape.Kind == ShapeKind.List)
        {
            foreach (var item in published as JsonArray ?? [])
                draft.Items.Add(Of(shape.Item!, item));
        }

        return draft;
    }

    /// <summary>As people write it: a time of day without the seconds that it has not.</summary>
    private static string Written(Shape shape, string published) =>
        shape.Kind == ShapeKind.TimeOfDay && published.Length == 8 && published.EndsWith(":00", StringComparison.Ordinal) ? published[..5] : published;

    /// <summary>Adds an empty item to a list.</summary>
    public void Add() => Items.Add(Of(Shape.Item!, null));

    /// <summary>Moves an item of a list one place up or down.</summary>
    public void Move(int item, int by)
    {
        if (item + by < 0 || item + by >= Items.Count) return;
        (Items[item], Items[item + by]) = (Items[item + by], Items[item]);
    }

    /// <summary>Puts other codes in the place of those of some parts; a list then has each once.</summary>
    /// <param name="parts">Which parts, by their names.</param>
    /// <param name="other">What stands in the place of a code.</param>
    public void Put(Func<string, bool> parts, Func<string, string> other)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(other);
        foreach (var item in Items)
            item.Put(parts, other);
        foreach (var (name, part) in Parts)
        {
            if (!parts(name)) part.Put(parts, other);
            else if (part.Shape.IsPlain) part.Text = other(part.Text);
            else part.Replace(other);
        }
    }

    private void Replace(Func<string, string> other)
    {
        foreach (var item in Items)
            item.Text = other(item.Text);
        foreach (var twice in Items.GroupBy(item => item.Text).SelectMany(same => same.Skip(1)).ToList())
            Items.Remove(twice);
    }

    /// <summary>What the API is told; null for what is left out. What cannot be read is named in <paramref name="errors"/>.</summary>
    public JsonNode? Read(string path, ICollection<FieldError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        switch (Shape.Kind)
        {
            case ShapeKind.List:
                return new JsonArray([.. Items.Select((item, i) => item.ReadItem($"{path}[{i}]", errors))]);
            case ShapeKind.Record:
                var record = new JsonObject();
                foreach (var (part, required) in Shape.Parts.Select(part => (part.Name, part.Required)))
                {
                    // A record that may be missing is, when nothing of it was entered.
                    if (!required && Parts[part] is { Shape.Kind: ShapeKind.Record, IsEmpty: true }) continue;
                    if (Parts[part].Read(path.Length == 0 ? part : $"{path}.{part}", errors) is { } value) record[part] = value;
                }

                return record;
            default:
                if (IsEmpty) return null;
                var read = Plain(Text.Trim());
                if (read is null) errors.Add(new(path, FieldCodes.Malformed, ""));
                return read;
        }
    }

    /// <summary>An item of a list, which no list has without anything in it.</summary>
    private JsonNode? ReadItem(string path, ICollection<FieldError> errors)
    {
        if (Shape.IsPlain && IsEmpty) errors.Add(new(path, FieldCodes.Required, ""));
        return Read(path, errors);
    }

    private JsonValue? Plain(string text) => Shape.Kind switch
    {
        ShapeKind.Whole => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole is >= int.MinValue and <= int.MaxValue ? JsonValue.Create(whole) : null,
        ShapeKind.Fraction => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
        ShapeKind.YesNo => bool.TryParse(text, out var yes) ? JsonValue.Create(yes) : null,
        ShapeKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? JsonValue.Create(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : null,
        ShapeKind.TimeOfDay => TimeOnly.TryParse(text, CultureInfo.InvariantCulture, out var time) ? JsonValue.Create(time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)) : null,
        ShapeKind.Moment => Moment(text) is { } moment ? JsonValue.Create(moment) : null,
        ShapeKind.Choice => Enum.GetNames(Shape.Type).Contains(text) ? JsonValue.Create(text) : null,
        _ => JsonValue.Create(text),
    };

    /// <summary>A moment as the API reads it: as it was typed where its offset was, otherwise of the zone in which the desk works; null when it is none.</summary>
    private static string? Moment(string text) =>
        WithOffset().IsMatch(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text
        : DeskTime.TryRead(text.Replace('T', ' ')) is { At: var at } ? at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
        : null;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex WithOffset();
}
