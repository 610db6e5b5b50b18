using CaseFlow.Complaints;
using CaseFlow.FollowUps;

namespace CaseFlow.Server.Platform.Demo;

using static DeskSteps;

/// <summary>Cases that are resolved and wait for their callback, ended, or begin anew.</summary>
public static class DeskEndings
{
    public static void Tell(TodaysDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        Waiting(desk);
        Called(desk);
        Ended(desk);
    }

    private static void Waiting(TodaysDesk desk)
    {
        Handled(desk, "callback-next", 34, new("billing.payment.not-credited", "微信缴费100元,两天未到账。"), Lin, "system-fault", "支付平台对账延迟。").Resolve(0.3, Lin, "话费已补入账户,并补发延迟到账说明。");
        Handled(desk, "callback-overdue", 35, new("network.data.unavailable", "换机后无法上网。") { Kind = ComplaintKind.Fault }, Zhou, null, "接入点设置错误。").Resolve(8.0, Zhou, "远程指导修改接入点,已能上网。");

        var taken = Handled(desk, "callback-taken", 36, new("billing.statement.error", "账单中亲情网月租重复收取。"), Wu, "billing-error", "亲情网成员变更当月重复计费。").Resolve(2.6, Wu, "退还10元并更正账单。");
        desk.Callback(taken, 2.6).Take(taken.Cast.Ago(0.2), Chen);

        var tomorrow = Handled(desk, "callback-tomorrow", 37, new("tariff.plan.change", "降档套餐申请被拒。"), Chen, "service-conduct", "客服误解降档规则。").Resolve(6.0, Chen, "已办理降档,次月生效。");
        desk.Callback(tomorrow, 6.0).Take(tomorrow.Cast.Ago(4.6), Lin).Attempt(tomorrow.Cast.Ago(4.5), Lin, CallbackOutcome.NoAnswer)
            .Take(tomorrow.Cast.Ago(0.6), Lin).Attempt(tomorrow.Cast.Ago(0.5), Lin, CallbackOutcome.SwitchedOff, "提示已关机。");

        // Due soon at whatever hour the demo is loaded, also on a Sunday.
        var soon = Handled(desk, "callback-due-today", 22, new("reminder.wording", "流量提醒短信看不懂剩余多少。"), Zhou, "notice", "提醒模板缺少剩余量。").Tell(44.5, Zhou, DemoDefinitions.Wording, 1).Resolve(5.0, Zhou, "逐项解释,并反馈修改模板。").Tell(4.5, Zhou, DemoDefinitions.Wording, 2);
        desk.Callback(soon, 5.0).Take(soon.Cast.Ago(3.1), Chen).Attempt(soon.Cast.Ago(3.0), Chen, CallbackOutcome.AskedForLater, "正在开车,请晚些再打。", soon.Cast.Now.AddHours(1.5));

        var asked = Handled(desk, "callback-asked-for", 38, new("service.skill", "营业员解释套餐前后矛盾。") { Channel = "hall" }, Lin, "service-conduct", "口径更新未及时培训。").Resolve(4.0, Lin, "按正确口径重新解释,客户认可。");
        var at = TimeZoneInfo.ConvertTime(asked.Cast.Now, DemoCast.Zone).Date.AddDays(1).AddHours(10);
        desk.Callback(asked, 4.0).Take(asked.Cast.Ago(1.1), Zhou).Attempt(asked.Cast.Ago(1.0), Zhou, CallbackOutcome.AskedForLater, "正在开会,请明天上午十点再打。", new(at, DemoCast.Zone.GetUtcOffset(at)));
    }

    private static void Called(TodaysDesk desk)
    {
        var unreachable = Handled(desk, "callback-unreachable", 39, new("vas.subscription.cancel", "退订短信业务要回复三次确认。"), Wu, "rule-design", "二次确认之外多设一步。").Resolve(30.0, Wu, "已代为退订,流程改为一次确认。");
        desk.Callback(unreachable, 30.0).Attempt(unreachable.Cast.Ago(28.0), Lin, CallbackOutcome.NoAnswer).Attempt(unreachable.Cast.Ago(24.0), Lin, CallbackOutcome.Busy).Attempt(unreachable.Cast.Ago(9.0), Zhou, CallbackOutcome.NoAnswer);

        var dissatisfied = Handled(desk, "reopened-dissatisfied", 40, new("network.coverage.indoor", "室内信号差,已投诉一次。") { Kind = ComplaintKind.Fault }, Zhou, "network-quality", "室分系统故障。").Resolve(12.0, Zhou, "室分设备已重启。");
        desk.Callback(dissatisfied, 12.0).Take(dissatisfied.Cast.Ago(9.2), Chen).Attempt(dissatisfied.Cast.Ago(9.0), Chen, CallbackOutcome.Dissatisfied, "客户称卧室仍无信号。");
        dissatisfied.Reopen(8.8, Chen, ReopenCause.CustomerDissatisfied, "回访不满意:卧室仍无信号,要求上门测试。").Assign(8.5, Wu);

        var returned = Handled(desk, "reopened-returned", 41, new("broadband.outage.intermittent", "宽带晚高峰掉线。") { Kind = ComplaintKind.Fault }, Lin, "network-quality", "上联端口拥塞。").Apply(44.8, Lin, DemoDefinitions.Model, 1).Resolve(34.0, Lin, "已扩容上联端口。");
        var satisfied = desk.Callback(returned, 34.0).Take(returned.Cast.Ago(32.2), Chen).Attempt(returned.Cast.Ago(32.0), Chen, CallbackOutcome.Satisfied, "客户表示已恢复。");
        returned.Close(31.8, Chen, satisfied, CallbackResult.Satisfied).Reopen(3.0, Chen, ReopenCause.ProblemReturned, "昨晚再次掉线三次。").Assign(2.7, Lin);
    }

    private static void Ended(TodaysDesk desk)
    {
        var satisfied = Handled(desk, "closed-satisfied", 42, new("broadband.wifi", "无线信号覆盖不到书房。"), Chen, "service-conduct", "安装位置不当。").Apply(44.8, Chen, DemoDefinitions.Model, 1).Resolve(20.0, Chen, "上门调整路由位置并赠送一个月体验。");
        var call = desk.Callback(satisfied, 20.0).Take(satisfied.Cast.Ago(17.7), Zhou).Attempt(satisfied.Cast.Ago(17.5), Zhou, CallbackOutcome.Satisfied, "客户满意。");
        satisfied.Score(17.4, BlueprintStage.GiveCare, 4.87m).Close(17.3, Zhou, call, CallbackResult.Satisfied);

        var gone = Handled(desk, "closed-unreachable", 43, new("reminder.excess", "一天收到六条流量提醒。"), Wu, "rule-design", "叠加包各自触发提醒。").Tell(44.5, Wu, DemoDefinitions.Wording, 1).Resolve(44.0, Wu, "合并为一条提醒。");
        var calls = desk.Callback(gone, 44.0).Attempt(gone.Cast.Ago(42.0), Lin, CallbackOutcome.NoAnswer).Attempt(gone.Cast.Ago(38.0), Lin, CallbackOutcome.NoAnswer).Attempt(gone.Cast.Ago(26.0), Lin, CallbackOutcome.NoAnswer);
        gone.Close(25.5, Lead, calls, CallbackResult.Unreachable);

        desk.Case("withdrawn", 44).Register(10.0, new("billing.charge.voice", "对一笔国际长途费有异议。")).Acknowledge(9.9).Assign(9.0, Lin).Withdraw(4.2, Lin, "客户回忆起是家人拨打,撤回投诉。");
        desk.Case("praise", 5).Register(7.0, new("service.hall", "表扬营业员耐心帮老人设置手机。") { Kind = ComplaintKind.Praise, Channel = "hall" }).Acknowledge(6.9).Resolve(5.0, Lead, "已转达并列入月度表扬。").Close(4.9, Lead, callback: null, result: null);
    }

    private static CaseScript Handled(TodaysDesk desk, string story, int person, DemoCase given, string agent, string? responsibility, string findings) =>
        desk.Case(story, person).Register(50.0, given).Acknowledge(49.5).Assign(48.0, agent).Verify(46.0, agent, responsibility, findings).Clarify(45.0, agent, "已向客户说明原因。");
}
