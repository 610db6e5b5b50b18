using CaseFlow.Access;

namespace CaseFlow.Server.Platform.Web;

/// <summary>The pages that stand in the navigation.</summary>
/// <param name="Path">Where.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Permission">Who may open it.</param>
/// <param name="Beneath">Where else one is beneath it, besides the addresses that begin with its own.</param>
public sealed record PageEntry(string Path, string Text, Permission Permission, params string[] Beneath);

/// <summary>Pages that belong to one kind of work.</summary>
/// <param name="Text">What the work is called.</param>
/// <param name="Pages">Its pages, the one most used first.</param>
public sealed record PageGroup(string Text, IReadOnlyList<PageEntry> Pages);

/// <summary>What the navigation shows: to each what they may use, by what they do.</summary>
public static class PageDirectory
{
    private static readonly PageGroup[] All =
    [
        new("Nav.Desk",
        [
            new("/", "Nav.WorkList", Permission.ReadCases, "/complaints", "/customers"),
            new("/complaints/new", "Nav.NewComplaint", Permission.RegisterComplaints),
            new("/callbacks", "Nav.Callbacks", Permission.ReadCases),
            new("/reminders", "Nav.Reminders", Permission.ReadCases),
            new("/clocks", "Nav.Clocks", Permission.ReadCases),
        ]),
        new("Nav.Steering",
        [
            new("/service-meetings", "Nav.ServiceMeetings", Permission.ReadMeetings),
            new("/warnings", "Nav.Warnings", Permission.ReadWarnings),
            new("/support-requests", "Nav.Support", Permission.ReadWarnings),
            new("/emergencies", "Nav.Emergencies", Permission.ReadEmergencies),
        ]),
        new("Nav.Quality",
        [
            new("/traces", "Nav.Traces", Permission.ReadTraces),
            new("/kpis", "Nav.Kpis", Permission.ReadKpis, "/series"),
            new("/audit/inspections", "Nav.Inspections", Permission.ReadInspections, "/audit/scorecards"),
            new("/audit/events", "Nav.Audit", Permission.ReadHistory, "/audit"),
            new("/audit/exports", "Nav.Exports", Permission.ExportCases),
            new("/chain", "Nav.Chain", Permission.ReadChain),
        ]),
        new("Nav.Setup",
        [
            new("/definitions", "Nav.Definitions", Permission.ReadDefinitions, "/clocks/rules"),
            new("/warnings/rules", "Nav.WarningRules", Permission.PublishDefinitions),
            new("/personal-data", "Nav.PersonalData", Permission.ReadDisclosures),
            new("/accounts", "Nav.Accounts", Permission.ManageAccounts),
            new("/tokens", "Nav.Tokens", Permission.ManageTokens),
        ]),
    ];

    /// <summary>The pages for a caller; kinds of work without a page for them are left out.</summary>
    public static IReadOnlyList<PageGroup> For(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return [.. All.Select(group => group with { Pages = [.. group.Pages.Where(page => caller.May(page.Permission))] }).Where(group => group.Pages.Count > 0)];
    }

    /// <summary>Where a caller begins; null when there is no page for them.</summary>
    public static string? FirstFor(Caller caller) => For(caller) is [{ Pages: [var first, ..] }, ..] ? first.Path : null;

    /// <summary>The page that an address is, or is beneath: the one that has most of it; null when it is nowhere in these groups.</summary>
    /// <param name="groups">The pages to choose from.</param>
    /// <param name="path">The address without its query, with the slash before it.</param>
    public static PageEntry? Of(IEnumerable<PageGroup> groups, string path) => groups
        .SelectMany(group => group.Pages)
        .SelectMany(page => page.Beneath.Append(page.Path).Where(place => IsAtOrBeneath(path, place)).Select(place => (page, place.Length)))
        .OrderByDescending(found => found.Length)
        .Select(found => found.page)
        .FirstOrDefault();

    /// <summary>The list of work is at the root, which nothing is beneath.</summary>
    private static bool IsAtOrBeneath(string path, string place) =>
        path == place || (place != "/" && path.StartsWith(place + "/", StringComparison.Ordinal));
}
