using CaseFlow.Definitions;
using CaseFlow.Kpis;
using CaseFlow.Server.Definitions;

namespace CaseFlow.Server.Platform.Web;

/// <summary>One choice of a list, in the reader's language; below another one it is named with what it stands under.</summary>
public sealed record TermOption(string Code, string Name)
{
    /// <summary>What may be chosen from a list now.</summary>
    public static IReadOnlyList<TermOption> Of(TermList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return [.. list.Entries.Values.Where(entry => !entry.Retired).Select(entry => new TermOption(entry.Code, TermNames.Path(list, entry.Code)))];
    }
}

/// <summary>The names of the terms that a page shows, in the reader's language.</summary>
public sealed class TermNames
{
    /// <summary>What stands between a term and what it stands under.</summary>
    public const string Below = " › ";

    private readonly Dictionary<string, TermList> lists;
    private readonly KpiDefinitions kpis;

    private TermNames(Dictionary<string, TermList> lists, KpiDefinitions kpis) => (this.lists, this.kpis) = (lists, kpis);

    /// <summary>Reads every list in force.</summary>
    public static async Task<TermNames> LoadAsync(DefinitionBook definitions, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var lists = new Dictionary<string, TermList>();
        foreach (var name in TermLists.All)
            lists[name] = await definitions.ListAsync(name, cancellation);
        return new(lists, await definitions.KpisAsync(cancellation));
    }

    /// <summary>The name of a term; its code when the list never had it.</summary>
    public string this[string list, string? code] => code is null ? "" : Path(lists[list], code);

    /// <summary>The name of a term without what it stands under.</summary>
    public string Own(string list, string? code) => code is null ? "" : Name(lists[list], code);

    /// <summary>Whether a list has, or ever had, a term.</summary>
    public bool Knows(string list, string code) => lists[list].Entries.ContainsKey(code);

    /// <summary>What a KPI is called by the latest version of its definition; its id when there is none.</summary>
    public string Kpi(string id) => kpis.Of(id) is [.., var latest] ? Languages.Current == Languages.Chinese ? latest.Terms.NameZh : latest.Terms.NameEn : id;

    /// <summary>What may be chosen from a list.</summary>
    public IReadOnlyList<TermOption> Options(string list) => TermOption.Of(lists[list]);

    internal static string Path(TermList list, string code) =>
        TermCodes.Parent(code) is { } parent ? $"{Path(list, parent)}{Below}{Name(list, code)}" : Name(list, code);

    private static string Name(TermList list, string code) =>
        list.Entries.TryGetValue(code, out var entry) ? Languages.Current == Languages.Chinese ? entry.Zh : entry.En : code;
}
