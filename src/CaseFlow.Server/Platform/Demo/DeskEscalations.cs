using CaseFlow.Complaints;

namespace CaseFlow.Server.Platform.Demo;

using static DeskSteps;

/// <summary>Cases at each level above the front line, for each origin.</summary>
public static class DeskEscalations
{
    public static void Tell(TodaysDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        desk.Case("level-team", 29).Register(6.5, new("service.repair.missed", "装维人员两次爽约,客户请假在家白等。")).Acknowledge(6.4).Assign(6.0, Chen)
            .Escalate(2.6, EscalationLevel.Team, EscalationOrigin.Internal, "客户情绪激动,组长接手。");
        desk.Case("level-city", 30).Register(16.0, new("broadband.outage", "企业专线中断三小时,影响对外营业。") { Kind = ComplaintKind.Fault }).Acknowledge(15.9).Assign(15.5, Wu)
            .Escalate(13.0, EscalationLevel.City, EscalationOrigin.Customer, "客户要求分公司负责人答复。").Verify(6.0, Wu, "network-quality", "市政施工挖断光缆,备用路由未自动切换。");
        desk.Case("level-province", 31).Register(25.0, new("account.privacy.disclosure", "监管转办:刚办新卡就接到推销电话,怀疑信息泄露。") { Channel = "regulator", Source = "regulator-transfer", ExternalReference = "GJ-320100-0398" })
            .Acknowledge(24.8).Assign(24.0, Lin).Escalate(22.0, EscalationLevel.Province, EscalationOrigin.Regulator, "监管限期十日答复。").HandOver(20.0, Lin, "quality-management", "请牵头核查办卡渠道。").Accept(17.0, "quality-management");
        desk.Case("level-headquarters", 32).Register(30.0, new("tariff.increase", "媒体转办:老套餐下架,客户被要求改办更贵的套餐。") { Channel = "media", Source = "media-transfer" }).Acknowledge(29.5).Assign(29.0, Zhou)
            .Escalate(28.0, EscalationLevel.Province, EscalationOrigin.Media, "都市频道将于本周播出。").Escalate(24.0, EscalationLevel.Headquarters, EscalationOrigin.Headquarters, "集团公司要求统一口径。");
        desk.Case("deescalated", 33).Register(26.0, new("billing.collection.dispute", "已销号两年仍收到欠费催收短信。") { Channel = "headquarters", Source = "headquarters-transfer" }).Acknowledge(25.5).Assign(25.0, Chen)
            .Escalate(24.0, EscalationLevel.Province, EscalationOrigin.Headquarters, "集团转办,限三个工作日。").Verify(12.0, Chen, "system-fault", "销号时月租尾款未结清,系统继续出账。")
            .Deescalate(5.0, EscalationLevel.City, "原因已查明,由分公司完成退费。");
    }
}
