using CaseFlow.Complaints;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>What the complaints of the series are about, and how they came in.</summary>
public static class SeriesTexts
{
    private static readonly (string Topic, ComplaintKind Kind, string Summary)[] Matters =
    [
        ("billing.charge.data", ComplaintKind.Complaint, "对当月GPRS流量费有异议,称未使用上网功能。"),
        ("billing.charge.data", ComplaintKind.Complaint, "套餐外流量费过高,事先没有收到提醒。"),
        ("billing.charge.data", ComplaintKind.Complaint, "停机复机后产生GPRS刷新流量,要求退费。"),
        ("billing.charge.vas", ComplaintKind.Complaint, "被收取SP业务费,要求退费并退订。"),
        ("vas.subscription.unwanted", ComplaintKind.Complaint, "没有订购手机报,账单中却有月租。"),
        ("billing.payment.credit-control", ComplaintKind.Complaint, "缴费后迟迟没有复机,影响使用。"),
        ("billing.payment.not-credited", ComplaintKind.Complaint, "通过银行缴费,话费没有到账。"),
        ("billing.rebate.missing", ComplaintKind.Complaint, "预存话费活动的返充没有到账。"),
        ("network.coverage.indoor", ComplaintKind.Fault, "家中信号弱,通话断断续续。"),
        ("network.coverage.outdoor", ComplaintKind.Fault, "小区附近没有信号,邻居也是如此。"),
        ("network.data.speed", ComplaintKind.Fault, "手机上网很慢,晚上几乎打不开网页。"),
        ("network.voice.dropped", ComplaintKind.Fault, "通话中经常掉线。"),
        ("network.roaming.activation", ComplaintKind.Complaint, "出境前已申请漫游,到达后无法使用。"),
        ("broadband.outage", ComplaintKind.Fault, "宽带报障两天,没有人上门。"),
        ("marketing.campaign.not-honoured", ComplaintKind.Complaint, "办理营销案时承诺的优惠没有兑现。"),
        ("marketing.nuisance", ComplaintKind.Complaint, "外呼营销电话频繁,要求不再拨打。"),
        ("service.hall.waiting", ComplaintKind.Complaint, "营业厅排队一个多小时才办上业务。"),
        ("service.attitude", ComplaintKind.Complaint, "合作营业厅人员态度冷淡,解释不清。"),
        ("telephone-answering.waiting", ComplaintKind.Complaint, "10086人工台一直接不通。"),
        ("tariff.plan.unclear", ComplaintKind.Complaint, "套餐合并后规则不清楚,费用比原来高。"),
    ];

    private static readonly (string Channel, string Source)[] Ways =
    [
        ("hotline", "customer"), ("hotline", "customer"), ("hotline", "customer"), ("hotline", "customer"), ("hotline", "customer"), ("hotline", "customer"), ("hotline", "customer"),
        ("hotline", "post-call-rating"), ("hall", "customer"), ("hall", "customer"), ("web", "customer"), ("sms-rating", "sms-rating"), ("survey", "survey"),
        ("headquarters", "headquarters-transfer"), ("regulator", "regulator-transfer"), ("media", "media-transfer"),
    ];

    /// <summary>One of the matters, come in one of the ways.</summary>
    public static DemoCase One(DemoDice dice)
    {
        ArgumentNullException.ThrowIfNull(dice);
        var (topic, kind, summary) = dice.One(Matters);
        var (channel, source) = dice.One(Ways);
        return new(topic, summary) { Kind = kind, Channel = channel, Source = source };
    }

    /// <summary>How a matter of a topic was settled.</summary>
    public static string Resolution(string topic) => topic.Split('.')[0] switch
    {
        "billing" => "核对详单后向客户解释,多收部分已退还。",
        "network" => "现场测试并调整覆盖,客户认可。",
        "broadband" => "维修人员上门修复。",
        "vas" => "已退订并退费。",
        "marketing" => "核实承诺内容,按约兑现并致歉。",
        _ => "已解释原因并致歉。",
    };
}
