using CaseFlow.Complaints;

namespace CaseFlow.Server.Platform.Demo;

using static DeskSteps;

/// <summary>Cases that have come in, wait, or travel between departments.</summary>
public static class DeskIntake
{
    public static void Tell(TodaysDesk desk)
    {
        ArgumentNullException.ThrowIfNull(desk);
        desk.Case("received-data", 1).Register(0.4, new("billing.charge.data", "本月套餐外流量费86元,客户称一直连接家中无线网络,要求核查详单。") { RemedySought = "退还套餐外流量费。" });
        desk.Case("received-broadband", 2).Register(0.2, new("broadband.outage.intermittent", "宽带从昨晚起时断时续,孩子网课受影响。") { Kind = ComplaintKind.Fault, Channel = "app" });
        desk.Case("received-vas", 3).Register(1.1, new("vas.subscription.unwanted", "账单中出现视频彩铃包月费,客户称从未订购。") { Channel = "app", RemedySought = "退订并退还三个月费用。" });
        desk.Case("received-question", 4).Register(0.7, new("tariff.plan.unclear", "咨询副卡是否共享主卡的定向流量。") { Kind = ComplaintKind.Consultation, Channel = "web" });
        desk.Case("received-regulator", 5).Register(2.0, new("marketing.misleading", "监管转办:客户反映上门推销人员承诺“终身八折”,办理后没有折扣。") { Channel = "regulator", Source = "regulator-transfer", ExternalReference = "GJ-320600-0417" });
        desk.Case("acknowledged-rebate", 6).Register(3.2, new("billing.rebate.missing", "预存500元分10个月返还,本月没有到账。")).Acknowledge(3.1);
        desk.Case("acknowledged-app", 7).Register(5.4, new("digital.app", "建议在客户端首页显示本月剩余流量,现在要点三次才能看到。") { Kind = ComplaintKind.Suggestion, Channel = "app" }).Acknowledge(5.4);
        desk.Case("acknowledged-coverage", 8).Register(6.0, new("network.coverage.indoor", "新搬入的小区电梯和地下车库没有信号。") { Kind = ComplaintKind.Fault }).Acknowledge(5.8);
        desk.Case("claimed-speed", 9).Register(0.6, new("network.data.speed", "宿舍楼晚上手机上网很慢,视频无法播放。") { Kind = ComplaintKind.Fault }).Acknowledge(0.5).Claim(0.1, Lin);
        desk.Case("claimed-hall", 10).Register(1.5, new("service.hall.waiting", "营业厅只开一个窗口,排队一小时二十分钟。") { Channel = "hall", RemedySought = "要求道歉。" }).Acknowledge(1.4).Claim(0.3, Zhou);
        desk.Case("assigned-payment", 11).Register(4.0, new("billing.payment", "已缴清欠费,两小时后仍未复机。") { Kind = ComplaintKind.Consultation }).Acknowledge(3.9)
            .Reclassify(3.5, Chen, ComplaintKind.Complaint, "billing.payment.credit-control", "客户要求处理,不是咨询。").Assign(2.0, Wu);
        desk.Case("released-sim", 12).Register(7.5, new("account.sim", "补卡后收不到银行短信验证码。")).Acknowledge(7.4).Claim(6.5, Lin).Release(6.1, Lin);

        desk.Case("handed-over", 13).Register(9.0, new("network.coverage.outdoor", "村口基站拆除后全村信号弱,多户反映。") { Kind = ComplaintKind.Fault }).Acknowledge(8.8).Claim(8.0, Lin)
            .HandOver(4.0, Lin, "network", "需核查基站拆除后的补点计划。");
        desk.Case("handed-over-accepted", 14).Register(11.0, new("broadband.transfer", "移机预约三次都没有人上门。")).Acknowledge(10.8).Assign(10.0, Zhou)
            .HandOver(8.5, Zhou, "business-support", "请核查装维派单为何两次自动关闭。").Accept(6.0, "business-support");
        desk.Case("bounced-once", 15).Register(13.0, new("marketing.campaign.not-honoured", "购机送流量活动,赠送流量第二个月起停发。") { RemedySought = "补发流量并书面说明。" }).Acknowledge(12.8).Assign(12.0, Wu)
            .HandOver(11.0, Wu, "marketing", "活动规则解释与系统执行不一致。").Bounce(8.0, "marketing", "规则无误,属系统配置问题,请转数据部。")
            .HandOver(7.0, Wu, "data", "市场部认为是流量包配置问题。");
        desk.Case("bounced-twice", 16).Register(20.0, new("billing.charge.fee", "宽带终端押金退还申请被三个部门来回推。") { RemedySought = "退还押金100元。" }).Acknowledge(19.5).Assign(19.0, Chen)
            .HandOver(18.0, Chen, "finance", "押金退还需财务部审核。").Bounce(15.0, "finance", "缺少装维拆机单。")
            .HandOver(14.0, Chen, "business-support", "请补拆机单。").Bounce(9.0, "business-support", "拆机单应由营业厅提供。");
    }
}
