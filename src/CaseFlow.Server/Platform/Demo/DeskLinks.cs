using CaseFlow.Complaints;
using CaseFlow.FollowUps;

namespace CaseFlow.Server.Platform.Demo;

using static DeskSteps;

/// <summary>Cases that hang together: merged, taken apart again, repeats that were proposed, confirmed and turned down.</summary>
public static class DeskLinks
{
    /// <summary>Two working weeks and a little, well inside the window of the repeat rule.</summary>
    private const double EarlierAgo = 94.0;

    public static void Tell(TodaysDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        var main = desk.Case("merge-main", 15).Register(9.0, new("network.roaming.data", "在日本漫游无法上网,已购买三日包。")).Acknowledge(8.9).Assign(8.5, Lin);
        desk.Case("merged", 15).Register(7.0, new("network.roaming.data", "网上再次反映:日本漫游仍不能上网。") { Channel = "app" }).Merge(6.5, Lin, main, "与热线投诉为同一问题。");

        var other = desk.Case("unmerge-other", 21).Register(12.0, new("billing.charge.vas", "音乐会员费重复扣取。")).Acknowledge(11.9).Assign(11.0, Zhou);
        desk.Case("unmerged", 21).Register(10.0, new("billing.charge.vas", "视频会员费扣款时间不对。")).Merge(9.0, Zhou, other, "以为是同一笔扣费。").Unmerge(5.0, Zhou, "经核实是两项业务,分开处理。");

        var earlier = Earlier(desk, "repeat-earlier-proposed", 24, new("tariff.plan.unclear", "不清楚夜间流量的使用时段。"));
        desk.Case("repeat-proposed", 24).Register(1.3, new("tariff.plan.change", "仍不清楚套餐里哪些流量可用,要求换套餐。")).Propose(1.3, earlier, EarlierAgo).Acknowledge(1.2);

        var confirmed = Earlier(desk, "repeat-earlier-accepted", 31, new("telephone-answering.waiting", "10086等待二十分钟才接通。"));
        desk.Case("repeat-accepted", 31).Register(5.0, new("telephone-answering.waiting", "又等了半小时才接通人工,上次投诉没有改善。")).Propose(5.0, confirmed, EarlierAgo).Acknowledge(4.9).AcceptRepeat(3.8, Chen, confirmed).Assign(3.7, Chen)
            .Escalate(3.5, EscalationLevel.Team, EscalationOrigin.Internal, "重复投诉,按规定升一级。");

        var different = Earlier(desk, "repeat-earlier-rejected", 30, new("broadband.speed.slow", "办公楼宽带上行慢。"));
        desk.Case("repeat-rejected", 30).Register(4.4, new("broadband.speed.slow", "门店新装宽带速度不达标。") { Kind = ComplaintKind.Fault }).Propose(4.4, different, EarlierAgo).Acknowledge(4.3).RejectRepeat(2.9, Wu, different, "不同地址的两条线路,不是同一问题。").Claim(0.4, Wu);
    }

    /// <summary>A case of two working weeks ago that ended well.</summary>
    private static CaseScript Earlier(TodaysDesk desk, string story, int person, DemoCase given)
    {
        var script = desk.Case(story, person).Register(EarlierAgo, given).Acknowledge(93.8).Assign(93.0, Zhou).Verify(86.0, Zhou, "service-conduct", "核实客户反映属实。").Resolve(84.0, Zhou, "已解释并致歉。");
        var call = desk.Callback(script, 84.0).Take(script.Cast.Ago(81.5), Lin).Attempt(script.Cast.Ago(81.3), Lin, CallbackOutcome.Satisfied, "客户满意。");
        return script.Close(81.0, Lin, call, CallbackResult.Satisfied);
    }
}
