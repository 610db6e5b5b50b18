using CaseFlow.Access;

namespace CaseFlow.Server.Platform.Web;

/// <summary>The pages that stand in the navigation.</summary>
/// <param name="Path">Where.</param>
/// <param name="Text">What it is called.</param>
/// <param name="Permission">Who may open it.</param>
public sealed record PageEntry(string Path, string Text, Permission Permission);

/// <summary>What the navigation shows: to each what they may use.</summary>
public static class PageDirectory
{
    private static readonly PageEntry[] All =
    [
        new("/", "Nav.WorkList", Permission.ReadCases),
        new("/complaints/new", "Nav.NewComplaint", Permission.RegisterComplaints),
        new("/callbacks", "Nav.Callbacks", Permission.ReadCases),
        new("/reminders", "Nav.Reminders", Permission.ReadCases),
        new("/clocks", "Nav.Clocks", Permission.ReadCases),
        new("/service-meetings", "Nav.ServiceMeetings", Permission.ReadMeetings),
        new("/warnings", "Nav.Warnings", Permission.ReadWarnings),
        new("/emergencies", "Nav.Emergencies", Permission.ReadEmergencies),
        new("/traces", "Nav.Traces", Permission.ReadTraces),
        new("/kpis", "Nav.Kpis", Permission.ReadKpis),
        new("/audit/events", "Nav.Audit", Permission.ReadHistory),
        new("/audit/inspections", "Nav.Inspections", Permission.ReadInspections),
        new("/personal-data", "Nav.PersonalData", Permission.ReadDisclosures),
        new("/audit/exports", "Nav.Exports", Permission.ExportCases),
        new("/definitions", "Nav.Definitions", Permission.ReadDefinitions),
        new("/chain", "Nav.Chain", Permission.ReadChain),
        new("/warnings/rules", "Nav.WarningRules", Permission.PublishDefinitions),
        new("/accounts", "Nav.Accounts", Permission.ManageAccounts),
        new("/tokens", "Nav.Tokens", Permission.ManageTokens),
    ];

    /// <summary>The pages for a caller.</summary>
    public static IReadOnlyList<PageEntry> For(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return [.. All.Where(page => caller.May(page.Permission))];
    }

    /// <summary>Where a caller begins; null when there is no page for them.</summary>
    public static string? FirstFor(Caller caller) => For(caller) is [var first, ..] ? first.Path : null;
}
