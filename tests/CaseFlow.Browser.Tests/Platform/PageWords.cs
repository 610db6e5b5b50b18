namespace CaseFlow.Testing;

/// <summary>The words that tests look for, in each language.</summary>
public sealed record PageWords(string Language)
{
    public static TheoryData<string> Both { get; } = ["zh-CN", "en"];

    private bool Chinese => Language == "zh-CN";

    public string LookInto => Chinese ? "确认并跟进" : "Look into it";
    public string Dismiss => Chinese ? "解除预警" : "Dismiss";
    public string TraceCause => Chinese ? "转为溯源" : "Trace the cause";
    public string GraveWarning => Chinese ? "橙色（严重）" : "Orange: grave";
    public string Simulate => Chinese ? "试算" : "Simulate";
    public string AskProvince => Chinese ? "请求支撑" : "Ask the province";
    public string TakeUpRequest => Chinese ? "受理" : "Take it up";
    public string AnswerRequest => Chinese ? "答复" : "Answer it";
    public string Topic => Chinese ? "国际漫游开通" : "Activation of international roaming";
    public string Region => Chinese ? "江苏 › 南京" : "Jiangsu › Nanjing";
    public string Register => Chinese ? "受理登记" : "Register";
    public string Acknowledge => Chinese ? "告知已受理" : "Acknowledge";
    public string Take => Chinese ? "领取案件" : "Take the case";
    public string Verify => Chinese ? "查证定性" : "Verify";
    public string Clarify => Chinese ? "向客户澄清" : "Clarify";
    public string AddClaim => Chinese ? "新增诉求" : "Add a claim";
    public string Assess => Chinese ? "评估诉求" : "Assess";
    public string Settle => Chinese ? "了结诉求" : "Settle";
    public string Escalate => Chinese ? "升级" : "Escalate";
    public string InTime => Chinese ? "按时完成" : "In time";
    public string LinkByCase => Chinese ? "按案件关联投诉" : "Link complaints by case";
    public string SituationReport => Chinese ? "情况通报" : "Situation report";
    public string Resolve => Chinese ? "标记为已解决" : "Resolve";
    public string Close => Chinese ? "关闭案件" : "Close";
    public string TakeCallback => Chinese ? "领取" : "Take";
    public string Save => Chinese ? "登记" : "Record";
    public string CloseNow => Chinese ? "立即关闭案件" : "Close the case now";
    public string Closed => Chinese ? "已关闭" : "Closed";
    public string CallbackOutstanding => Chinese ? "尚未回访客户" : "The customer has not been called back";
    public string Reload => Chinese ? "显示最新情况" : "Show it as it is now";
    public string Escalated => Chinese ? "升级" : "Escalated";
    public string ShowRates => Chinese ? "查询" : "Show";
    public string ChangedSince => Chinese ? "此后的变化" : "What has changed since";
    public string ByOtherWindow => Chinese ? "时间窗不同带来的变化" : "What the other window changes";
    public string NotRecorded => Chinese ? "尚未录入" : "not recorded yet";
    public string RuleAlone => Chinese ? "仅因规则不同" : "The rule alone";
    public string PresentRates => Chinese ? "查看现行数据" : "Show the present rates";
    public string Received => Chinese ? "已受理" : "Received";
    public string Resolved => Chinese ? "已解决待确认" : "Resolved";
    public string DrawSample => Chinese ? "抽取样本" : "Draw a sample";
    public string Draw => Chinese ? "抽取" : "Draw";
    public string CheckSample => Chinese ? "复核抽样" : "Check this sample";
    public string SubmitFinding => Chinese ? "提交评分" : "Submit the finding";
    public string AppealFinding => Chinese ? "提出申诉" : "Appeal the finding";
    public string DecideAppeal => Chinese ? "裁定申诉" : "Decide on the appeal";
    public string CorrectFinding => Chinese ? "更正评分" : "Correct the finding";
    public string Corrected => Chinese ? "已更正" : "Corrected";
    public string Await => Chinese ? "等待答复" : "Wait for an answer";
    public string Resume => Chinese ? "恢复处理" : "Resume handling";
    public string StandsStill => Chinese ? "已暂停" : "Standing still";
    public string Convene => Chinese ? "召集例会" : "Convene a meeting";
    public string TakeOn => Chinese ? "列入议程" : "Take on";
    public string Freeze => Chinese ? "固化数据" : "Freeze the figures";
    public string Hold => Chinese ? "登记会议召开" : "The meeting was held";
    public string Minute => Chinese ? "记录纪要" : "Write minutes";
    public string Decide => Chinese ? "记录议定事项" : "Record a resolution";
    public string Publish => Chinese ? "审定并发布纪要" : "Approve and publish the minutes";
    public string AddItem => Chinese ? "增加议题" : "Add an item";
    public string Reversed => Chinese ? "结束早于开始。" : "The end lies before the beginning.";
    public string Network => Chinese ? "网络部" : "Network";
    public string PrintRestated => Chinese ? "附上会后修正" : "Add what was restated since";
    public string Restated => Chinese ? "与现在对比" : "Compare with now";
    public string Pack => Chinese ? "会议材料" : "Meeting pack";
    public string Text => Chinese ? "已在系统中处理。" : "Done in the system.";
}
