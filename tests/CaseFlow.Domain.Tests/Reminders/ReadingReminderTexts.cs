namespace CaseFlow.Reminders;

public sealed class ReadingReminderTexts
{
    private static readonly string[] Declared = ["TRADE_MARK", "PLAN_NAME", "PLAN_DESC", "YEAR", "MONTH", "DATE", "USER_BILL_ID", "MASTER_BILL_ID", "MEMBER_BILL_ID"];

    [Fact]
    public void The_change_of_plan_of_the_source_writes_variables_in_two_ways() =>
        Finds("尊敬的${TRADE_MARK}客户:您已成功订购%PLAN_NAME%,%YEAR%年%MONTH%月%DATE%日生效,%PLAN_DESC%中国移动", new TextFinding(TextFault.Mixed, "${TRADE_MARK}"));

    [Fact]
    public void The_family_payment_of_the_source_names_its_members_in_two_ways()
    {
        Finds("尊敬的用户:您的统一支付账户下已新增支付成员%USER_BILL_ID%,成员的账户资金余额将于今晚转入您的帐户内。");
        Finds("尊敬的用户:您已成功加入%MASTER_BILL_ID%的统一支付业务,今后您的所有费用将由户主%MASTER_BILL_ID%统一支付。");
        Finds("尊敬的客户:%MEMBER_BILL%已退出您的家庭统一支付。特此告知。", new TextFinding(TextFault.Lookalike, "%MEMBER_BILL%", "MEMBER_BILL_ID"));
    }

    [Theory]
    [InlineData("%PLAN_NAEM%", TextFault.Lookalike, "PLAN_NAME")]
    [InlineData("%plan_name%", TextFault.Lookalike, "PLAN_NAME")]
    [InlineData("%PLAN NAME%", TextFault.Lookalike, "PLAN_NAME")]
    [InlineData("${MASTER_BI11_ID}", TextFault.Lookalike, "MASTER_BILL_ID")]
    [InlineData("${COUPON}", TextFault.Undeclared, null)]
    [InlineData("${}", TextFault.Empty, null)]
    [InlineData("%%", TextFault.Empty, null)]
    [InlineData("${PLAN_NAME", TextFault.Malformed, null)]
    [InlineData("％PLAN_NAME％", TextFault.Malformed, null)]
    [InlineData("＄{PLAN_NAME}", TextFault.Malformed, null)]
    public void What_is_no_variable_of_the_plan_is_named(string placeholder, TextFault fault, string? meant) =>
        Finds($"您选用的是{placeholder}。", new TextFinding(fault, placeholder, meant));

    [Theory]
    [InlineData("流量已用50%,满100%停止。")]
    [InlineData("五折即50%，两件75%优惠。")]
    [InlineData("50%OFF，满两件20% off。")]
    [InlineData("Half the price is 50% off, two are 75% off.")]
    [InlineData("")]
    public void A_per_cent_is_no_variable(string text) => Finds(text);

    [Fact]
    public void Both_ways_to_write_a_variable_are_filled_in() =>
        Assert.Equal("PLAN_NAME!与YEAR!，50%", ReminderText.Render("%PLAN_NAME%与${YEAR}，50%", name => name + "!"));

    [Fact]
    public void A_variable_without_a_value_stays_as_it_is_written() =>
        Assert.Equal("2011与%NAEM%与${NAME}", ReminderText.Render("%YEAR%与%NAEM%与${NAME}", name => name == "YEAR" ? "2011" : null));

    [Theory]
    [InlineData(0, 1)]
    [InlineData(70, 1)]
    [InlineData(71, 2)]
    [InlineData(134, 2)]
    [InlineData(135, 3)]
    public void A_short_message_has_seventy_characters_and_each_part_of_a_longer_one_sixty_seven(int length, int parts) =>
        Assert.Equal(parts, ReminderText.Parts(new string('字', length)));

    private static void Finds(string text, params TextFinding[] expected) => Assert.Equal(expected, ReminderText.Lint(text, Declared));
}
