using CaseFlow.Access;

namespace CaseFlow.Domain.Tests.Access;

/// <summary>Which role may do what.</summary>
public sealed class KnowingWhatARoleMayDo
{
    private static readonly Permission[] Readings = [.. Enum.GetValues<Permission>().Where(permission => permission.ToString().StartsWith("Read", StringComparison.Ordinal))];

    [Fact]
    public void Every_permission_is_given_to_some_role() =>
        Assert.All(Enum.GetValues<Permission>(), permission => Assert.Contains(Enum.GetValues<Role>(), role => RoleRules.Allows(role, permission)));

    /// <summary>The auditor's own are the samples and findings of the quality department; asking for replays and verifications records nothing.</summary>
    [Fact]
    public void An_auditor_writes_nothing_but_inspections() => Assert.Equal(
        [Permission.AskReplays, Permission.ExportCases, Permission.ExportEvidence, Permission.InspectCases, Permission.PlanInspections, Permission.VerifyChain],
        RoleRules.Of(Role.QualityAuditor).Except(Readings).Order());

    [Fact]
    public void A_desk_lead_appeals_findings_and_makes_none() =>
        Assert.All([Permission.InspectCases, Permission.PlanInspections], permission => Assert.False(RoleRules.Allows(Role.DeskLead, permission)));

    [Fact]
    public void An_administrator_sees_no_case() => Assert.False(RoleRules.Allows(Role.Administrator, Permission.ReadCases));

    [Fact]
    public void Everybody_may_read_something() => Assert.All(Enum.GetValues<Role>(), role => Assert.Contains(Readings, permission => RoleRules.Allows(role, permission)));
}
