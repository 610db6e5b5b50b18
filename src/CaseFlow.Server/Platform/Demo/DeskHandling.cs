using CaseFlow.Complaints;

namespace CaseFlow.Server.Platform.Demo;

using static DeskSteps;

/// <summary>Cases that are being looked into and negotiated.</summary>
public static class DeskHandling
{
    public static void Tell(TodaysDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        desk.Case("verified-liable", 17).Register(10.0, new("billing.charge.roaming", "在港澳台漫游一天,费用比告知的高一倍。")).Acknowledge(9.9).Assign(9.5, Lin)
            .Verify(3.0, Lin, "billing-error", "漫游资费批价使用了旧版费率表,多计38.40元。").Await(2.0, Lin, AwaitedParty.ThirdParty, "等待境外合作运营商确认话单。");
        desk.Case("verified-invalid", 18).Register(12.0, new("billing.charge.data", "称夜间睡觉时产生1.2GB流量。")).Acknowledge(11.9).Assign(11.0, Zhou)
            .FindInvalid(5.0, Zhou, "详单显示为手机系统自动更新,用量真实。");
        desk.Case("verified-not-liable", 19).Register(9.5, new("network.voice.unclear", "与某固话通话时对方声音断续。") { Kind = ComplaintKind.Fault }).Acknowledge(9.4).Assign(9.0, Wu)
            .Verify(4.5, Wu, null, "本网信号和质量指标正常,问题在对方固话线路。");
        desk.Case("verdict-revised", 20).Register(17.0, new("reminder.missing", "套餐外流量没有收到提醒短信。")).Acknowledge(16.8).Assign(16.0, Chen)
            .Verify(12.0, Chen, null, "系统显示提醒短信已下发。").Await(11.0, Chen, AwaitedParty.Customer, "请客户提供短信收件箱截图。").Resume(6.0, Chen, "客户已提供截图,确无提醒短信。").Revise(4.0, Chen, "system-fault", "复查短信网关日志:当日23点至次日2点的提醒积压未送达。").Tell(3.5, Chen, DemoDefinitions.Wording, 2);
        desk.Case("clarified", 21).Register(15.0, new("tariff.plan.expiry", "优惠到期后月费由58元变为128元,没有提前告知。")).Acknowledge(14.8).Assign(14.0, Lin)
            .Verify(9.0, Lin, "notice", "到期提醒只发送一次,且在凌晨。").Clarify(3.5, Lin, "向客户说明优惠期限和到期资费,承认提醒不到位并致歉。").Await(3.0, Lin, AwaitedParty.Customer, "等待客户决定是否改办新套餐。");
        desk.Case("claim-raised", 22).Register(8.0, new("service.follow-through", "上次答应三天内回复,一周没有消息。")).Acknowledge(7.9).Assign(7.5, Zhou)
            .Demand(2.2, Zhou, 1, "要求部门负责人本人致电说明。");
        desk.Case("claim-assessed", 23).Register(14.0, new("broadband.speed.slow", "办理500兆宽带,实测不到80兆。") { Kind = ComplaintKind.Fault, RemedySought = "修复并退还两个月费用。" }).Acknowledge(13.8).Assign(13.0, Wu)
            .Verify(8.0, Wu, "network-quality", "楼道分光器老化,端口降速。").Apply(7.5, Wu, DemoDefinitions.Model, 2).Demand(6.0, Wu, 1, "修复到签约速率。").Demand(6.0, Wu, 2, "退还两个月宽带费。", ClaimRank.Secondary)
            .Assess(2.5, Wu, 1, "reasonable.restore", satisfiable: true).Assess(2.4, Wu, 2, "reasonable.refund", satisfiable: true, ClaimRank.Secondary);
        desk.Case("claim-declined", 24).Register(22.0, new("network.voice.dropped", "重要电话掉线,称损失一笔生意,要求赔偿五万元。") { RemedySought = "赔偿经济损失五万元。" }).Acknowledge(21.8).Assign(21.0, Lin)
            .Verify(15.0, Lin, "network-quality", "当日基站断电二十分钟,掉话属实。").Demand(14.0, Lin, 1, "赔偿五万元。").Assess(10.0, Lin, 1, "unreasonable.excess-compensation", satisfiable: false)
            .Offer(8.0, Lin, 1, "按服务协议减免当月月租,安排专人跟进基站供电改造。").Settle(3.0, Lin, 1, ClaimOutcome.Declined)
            .Demand(2.8, Lin, 2, "要求书面说明原因。", ClaimRank.Secondary).Assess(2.0, Lin, 2, "reasonable.explain", satisfiable: true, ClaimRank.Secondary);
        desk.Case("alternative-offered", 25).Register(18.0, new("account.cancellation", "要求立即解除合约套餐且不承担违约金。")).Acknowledge(17.9).Assign(17.0, Chen)
            .Verify(12.0, Chen, null, "合约有效,违约条款已当面告知并签字。").Demand(11.0, Chen, 1, "免除违约金解约。").Assess(7.0, Chen, 1, "unreasonable.beyond-contract", satisfiable: false)
            .Offer(1.5, Chen, 1, "可转为低档套餐继续履约,月费降低40元。");
        desk.Case("claim-dropped", 26).Register(13.0, new("service.attitude", "热线人员打断客户讲话,态度生硬。")).Acknowledge(12.9).Assign(12.0, Zhou)
            .Verify(9.0, Zhou, "service-conduct", "录音核实:两次打断,未使用规范用语。").Demand(8.0, Zhou, 1, "要求开除该员工。").Demand(8.0, Zhou, 2, "要求道歉。", ClaimRank.Secondary)
            .Assess(6.0, Zhou, 1, "unreasonable.punitive", satisfiable: false).Settle(5.5, Zhou, 1, ClaimOutcome.Dropped)
            .Assess(5.4, Zhou, 2, "reasonable.explain", satisfiable: true, ClaimRank.Secondary).Settle(1.8, Zhou, 2, ClaimOutcome.Granted);
        desk.Case("agreement", 27).Register(19.0, new("broadband.equipment", "机顶盒反复死机,已更换两次。") { RemedySought = "更换新型号并减免一个月费用。" }).Acknowledge(18.8).Assign(18.0, Wu)
            .CarryOut(17.9, Wu, BlueprintStage.Contact).Verify(12.0, Wu, "partner", "该批次机顶盒电源存在缺陷。").Clarify(11.0, Wu, "说明为厂家批次问题并致歉。").CarryOut(10.9, Wu, BlueprintStage.GuideEmotion)
            .Demand(10.5, Wu, 1, "更换新型号机顶盒。").Demand(10.5, Wu, 2, "赔偿两次请假的误工费。", ClaimRank.Secondary)
            .Assess(10.0, Wu, 1, "reasonable.restore", satisfiable: true).Assess(9.9, Wu, 2, "unreasonable.excess-compensation", satisfiable: false, ClaimRank.Secondary)
            .Offer(9.5, Wu, 2, "减免一个月月租。").Settle(9.0, Wu, 1, ClaimOutcome.Granted).Settle(8.9, Wu, 2, ClaimOutcome.AlternativeAccepted)
            .CarryOut(8.8, Wu, BlueprintStage.Negotiate).Agree(8.5, Wu, "今日更换新型号,减免一个月月租。");
        desk.Case("care-given", 28).Register(21.0, new("telephone-answering.ivr.lock", "三次输错密码后锁定24小时,出差在外无法办理业务。")).Acknowledge(20.8).Assign(20.0, Lin)
            .Verify(15.0, Lin, "rule-design", "锁定提示未说明可凭证件解锁。").Score(14.0, BlueprintStage.Verify, 4.5m).Clarify(13.0, Lin, "说明两个号码分别计次的规则。")
            .CarryOut(12.0, Lin, BlueprintStage.Negotiate).Score(11.0, BlueprintStage.Negotiate, 4.76m).Agree(10.0, Lin, "凭证件照片人工解锁。").CarryOut(9.5, Lin, BlueprintStage.Transact)
            .Care(1.2, Lin, "plan-right-sizing", "按近三个月用量推荐低一档套餐。");
    }
}
