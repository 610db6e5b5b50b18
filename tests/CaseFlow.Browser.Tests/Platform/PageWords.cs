namespace CaseFlow.Testing;

/// <summary>The words that tests look for, in each language.</summary>
public sealed record PageWords(string Language)
{
    public static TheoryData<string> Both { get; } = ["zh-CN", "en"];

    private bool Chinese => Language == "zh-CN";

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
    public string Resolve => Chinese ? "标记为已解决" : "Resolve";
    public string Close => Chinese ? "关闭案件" : "Close";
    public string TakeCallback => Chinese ? "领取" : "Take";
    public string Save => Chinese ? "登记" : "Record";
    public string CloseNow => Chinese ? "立即关闭案件" : "Close the case now";
    public string Closed => Chinese ? "已关闭" : "Closed";
    public string CallbackOutstanding => Chinese ? "尚未回访客户" : "The customer has not been called back";
    public string Reload => Chinese ? "显示最新情况" : "Show the case as it is now";
    public string Escalated => Chinese ? "升级" : "Escalated";
    public string ShowRates => Chinese ? "查询" : "Show";
    public string ChangedSince => Chinese ? "此后的变化" : "What has changed since";
    public string ByOtherWindow => Chinese ? "时间窗不同带来的变化" : "What the other window changes";
    public string NotRecorded => Chinese ? "尚未录入" : "not recorded yet";
    public string RuleAlone => Chinese ? "仅因规则不同" : "The rule alone";
    public string PresentRates => Chinese ? "查看现行数据" : "Show the present rates";
    public string Text => Chinese ? "已在系统中处理。" : "Done in the system.";
}
