using CaseFlow.Server.Access;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.PersonalData;
using CaseFlow.Server.Platform.Demo;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary>All verbs, in the order in which <c>--help</c> shows them.</summary>
public static class Verbs
{
    /// <summary>A new verb is one line here.</summary>
    public static IReadOnlyList<IVerb> All { get; } =
    [
        new Serve(),
        new KeepAccounts(),
        new ImportComplaints(),
        new PrintKpi(),
        new RebuildProjections(),
        new RetryProjection(),
        new ReplayProjection(),
        new VerifyChain(),
        new ExportEvents(),
        new RestoreEvents(),
        new RetentionVerb(),
        new RotateMasterKey(),
        new FindPlainTexts(),
        new LoadDemo(),
        new ShowDatabase(),
        new InstallPostgres(),
    ];
}
