using System.Globalization;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using Microsoft.Extensions.Localization;

namespace CaseFlow.Server.Exports;

/// <summary>How an export names things: by stable codes, or as they are called in a language.</summary>
public sealed class ExportWords
{
    private readonly CultureInfo? culture;
    private readonly Words words;
    private readonly TermNames names;
    private readonly Dictionary<(string, string), string> said = [];

    private ExportWords(CultureInfo? culture, Words words, TermNames names) => (this.culture, this.words, this.names) = (culture, words, names);

    /// <summary>The words of a language; stable codes when it is null.</summary>
    public static async Task<ExportWords> OfAsync(string? language, IStringLocalizer<Texts> texts, DefinitionBook definitions, CancellationToken cancellation) =>
        new(language is null ? null : CultureInfo.GetCultureInfo(language), new(texts), await TermNames.LoadAsync(definitions, cancellation));

    /// <summary>Whether things are named by stable codes.</summary>
    public bool AreCodes => culture is null;

    /// <summary>A heading.</summary>
    public string Heading(string code, string key) => Named(code, key, () => words[key]);

    /// <summary>An event by its stored name.</summary>
    public string Event(string type) => Named(type, "Event", () => words[$"Event.{string.Concat(type.Split('_').Select(part => char.ToUpperInvariant(part[0]) + part[1..]))}"]);

    /// <summary>A member of an enum.</summary>
    public string Of<T>(T member)
        where T : struct, Enum => Named($"{member}", typeof(T).Name, () => words.Of(member));

    /// <summary>A term of a list.</summary>
    public string Term(string list, string? code) => code is null ? "" : Named(code, list, () => names[list, code]);

    /// <summary>A place.</summary>
    public string Region(string province, string city) => Term(TermLists.Regions, AccessScope.Code(province, city));

    /// <summary>Yes or no.</summary>
    public string Flag(bool flag) => Named(flag ? "true" : "false", "Form", () => words[flag ? "Form.Yes" : "Form.No"]);

    /// <summary>A moment: UTC for programs, the desk's own time for people, as spreadsheets read it.</summary>
    public string Time(DateTimeOffset? at) => at is not { } time ? ""
        : AreCodes ? time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : DeskTime.Exact(time, EventStore.OccurrencePrecision.Second);

    /// <summary>Says something in the language, whichever the caller's is.</summary>
    public T Speaking<T>(Func<Words, TermNames, T> say)
    {
        ArgumentNullException.ThrowIfNull(say);
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture ?? CultureInfo.InvariantCulture;
            return say(words, names);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    private string Named(string code, string of, Func<string> name)
    {
        if (culture is null) return code;
        if (!said.TryGetValue((of, code), out var text)) said[(of, code)] = text = Speaking((_, _) => name());
        return text;
    }
}
