using System.Globalization;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>A parameter that a question takes in its address.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">One sentence, for whoever reads the API's document.</param>
/// <param name="Required">Whether the question cannot be asked without it.</param>
public sealed record QueryParameter(string Name, string Meaning, bool Required = false)
{
    /// <summary>What every question takes.</summary>
    public static IReadOnlyList<QueryParameter> Always { get; } =
    [
        new("region", "The territory to look at: all, a province (cn-js) or a city (cn-js.nanjing).", Required: true),
        new("after", "Wait until the answer counts the event at this position, which a command's answer gives."),
    ];

    /// <summary>What every list takes.</summary>
    public static IReadOnlyList<QueryParameter> OfLists { get; } =
    [
        new("limit", $"How many items at most, 1 to {PageRequest.Largest}; {PageRequest.Usual} when left out."),
        new("cursor", "The next of the page before; the first page when left out."),
    ];
}

/// <summary>Reads the parameters of a question and notes all that is wrong with them.</summary>
/// <remarks>An unknown parameter is an error: a mistyped filter that is left out silently makes a wrong number.</remarks>
public sealed class QueryReader
{
    private readonly HttpContext http;
    private readonly IReadOnlyList<QueryParameter> parameters;

    /// <summary>Begins with the names.</summary>
    public QueryReader(HttpContext http, IReadOnlyList<QueryParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(http);
        (this.http, this.parameters) = (http, parameters);
        foreach (var name in http.Request.Query.Keys.Where(name => parameters.All(parameter => parameter.Name != name)))
            Errors.Add(name, FieldCodes.UnknownField, $"This question takes no {name}; it takes {string.Join(", ", parameters.Select(parameter => parameter.Name))}.");
    }

    /// <summary>What is wrong.</summary>
    public FieldErrors Errors { get; } = new();

    /// <summary>The present, which stands in for times that are left out.</summary>
    public DateTimeOffset Now => http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();

    /// <summary>An id in the path.</summary>
    public Guid PathId(string name) => Guid.Parse((string)http.Request.RouteValues[name]!, CultureInfo.InvariantCulture);

    /// <summary>A text in the path.</summary>
    public string PathText(string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>The territory, which must be given.</summary>
    public AccessScope Scope()
    {
        var text = Text("region");
        if (text is null) Errors.Add("region", FieldCodes.Required, "region must be given: all, a province (cn-js) or a city (cn-js.nanjing).");
        else if (AccessScope.TryParse(text) is null) Errors.Add("region", FieldCodes.Malformed, "region is all, a province (cn-js) or a city (cn-js.nanjing).");
        return AccessScope.TryParse(text) ?? AccessScope.All;
    }

    /// <summary>A text; null when it is not given.</summary>
    public string? Text(string name)
    {
        var values = Values(name);
        if (values.Count > 1) Errors.Add(name, FieldCodes.Malformed, $"{name} is given {values.Count} times; give it once.");
        // PostgreSQL knows no text with it.
        if (values.Any(value => value.Contains('\0', StringComparison.Ordinal))) Errors.Add(name, FieldCodes.Malformed, $"{name} contains a null character.");
        return values.Count == 0 ? null : values[0];
    }

    /// <summary>Members of an enum, given several times or with commas; empty when none is given.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum
    {
        var chosen = new List<T>();
        foreach (var text in Values(name).SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            // Enum.TryParse takes numbers too, which name no member for a reader.
            if (!int.TryParse(text, CultureInfo.InvariantCulture, out _) && Enum.TryParse<T>(text, ignoreCase: true, out var member)) chosen.Add(member);
            else Errors.Add(name, FieldCodes.OutOfRange, $"{name}: {text} is none of {string.Join(", ", Enum.GetNames<T>())}.");
        }

        return [.. chosen.Distinct().Order()];
    }

    /// <summary>A member of an enum.</summary>
    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        var chosen = Choices<T>(name);
        if (chosen.Count > 1) Errors.Add(name, FieldCodes.OutOfRange, $"{name} takes one choice.");
        return chosen.Count == 0 ? null : chosen[0];
    }

    /// <summary>True or false.</summary>
    public bool? Flag(string name) => Parsed(name, "true or false", text => bool.TryParse(text, out var flag) ? flag : (bool?)null);

    /// <summary>An id.</summary>
    public Guid? Id(string name) => Parsed(name, "an id", text => Guid.TryParse(text, out var id) ? id : (Guid?)null);

    /// <summary>A moment.</summary>
    public DateTimeOffset? Time(string name) => Parsed(
        name, "a time with its offset, for example 2011-06-28T22:11:54+08:00 (write + as %2B)", text => Iso.TryTime(text));

    /// <summary>The first day of a month.</summary>
    public DateOnly? Month(string name) => Parsed(name, "a month, for example 2011-03", text => Iso.TryMonth(text));

    /// <summary>A whole number between two others.</summary>
    public long? Number(string name, long from, long to)
    {
        var number = Parsed(name, "a whole number", text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : (long?)null);
        if (number < from || number > to) Errors.Add(name, FieldCodes.OutOfRange, string.Create(CultureInfo.InvariantCulture, $"{name} is {from} to {to}."));
        return number;
    }

    /// <summary>Which page of a list.</summary>
    public PageRequest Page() => new((int)(Number("limit", 1, PageRequest.Largest) ?? PageRequest.Usual), Text("cursor"));

    private T? Parsed<T>(string name, string what, Func<string, T?> parse)
        where T : struct
    {
        if (Text(name) is not { } text) return null;
        var value = parse(text);
        if (value is null) Errors.Add(name, FieldCodes.Malformed, $"{name} is {what}.");
        return value;
    }

    private List<string> Values(string name)
    {
        if (parameters.All(parameter => parameter.Name != name)) throw new InvalidOperationException($"The question reads {name}, which it does not declare.");
        return [.. http.Request.Query[name].Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim())];
    }
}
