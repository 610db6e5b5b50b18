using CaseFlow.Access;
using CaseFlow.Server.Access;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>An account for every role, for whoever tries the demo out. Their password stands in the README, so that they are no place for real customers.</summary>
public static class DemoAccounts
{
    /// <summary>The password of all of them.</summary>
    public const string Password = "try-caseflow-2011";

    /// <summary>Whose pictures the README shows.</summary>
    public const string Lead = "sun.li";

    /// <summary>Who inspects cases.</summary>
    public const string Auditor = "auditor";

    /// <summary>Who inspects some of them a second time.</summary>
    public const string SecondAuditor = "auditor.second";

    private const string Jiangsu = "cn-js";

    /// <summary>Who is what.</summary>
    public static IReadOnlyList<(string UserName, string DisplayName, Grant Grant)> All { get; } =
    [
        ("lin.xiaoyu", "林晓雨", new(Role.DeskAgent, $"{Jiangsu}.nanjing")),
        (Lead, "孙莉", new(Role.DeskLead, Jiangsu)),
        (Auditor, "质检员", new(Role.QualityAuditor, Territories.All)),
        (SecondAuditor, "质检复核员", new(Role.QualityAuditor, Territories.All)),
        ("network.department", "网络部", new(Role.SpecialistDepartment, Jiangsu, "network")),
        ("care", "关怀经理", new(Role.CareManager, Jiangsu)),
        ("commander", "应急指挥", new(Role.EmergencyCommander, Jiangsu)),
        ("secretary", "会议秘书", new(Role.MeetingSecretary, Jiangsu)),
        ("secretary.nanjing", "南京会议秘书", new(Role.MeetingSecretary, $"{Jiangsu}.nanjing")),
        ("privacy", "数据保护官", new(Role.DataProtectionOfficer, Territories.All)),
    ];

    /// <summary>Creates those that are not there yet.</summary>
    public static async Task CreateAsync(FirstAccounts accounts, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        // One hash for all: they share their password in the open.
        var hash = Passwords.Hash(Password);
        foreach (var (userName, displayName, grant) in All)
            await accounts.CreateAsync(userName, displayName, grant.Territory, [grant], hash, mustBeReplaced: false, cancellation);
    }
}
