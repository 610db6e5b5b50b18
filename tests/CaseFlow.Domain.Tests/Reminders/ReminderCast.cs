using CaseFlow.Definitions;
using static CaseFlow.Cast;

namespace CaseFlow.Reminders;

/// <summary>What the specs of reminders speak of: the opening of an account as it was found in Taizhou in May 2012, and as it was meant to become.</summary>
internal static class ReminderCast
{
    public static readonly Term Opening = new("account-opening", 1);
    public static readonly ReminderTriggerId OpeningTrigger = new(new Guid("00000021-0000-0000-0000-000000000001"));
    public static readonly ReminderId First = new(new Guid("00000022-0000-0000-0000-000000000001"));

    public static readonly ReminderHours Hours = new() { Version = 1, Zone = "Asia/Shanghai", Rest = [new(new(21, 0), new(8, 0))], Breaking = [ReminderClass.Safety, ReminderClass.Arrears] };

    /// <summary>The charge reminder of a service that is free for 72 hours.</summary>
    public static readonly ReminderTemplate Charge = Text("weather-charge") with { AfterDays = 2, At = new(15, 0) };

    /// <summary>The source wants it in the middle of the night.</summary>
    public static readonly ReminderTemplate Midnight = Text("standard-tariff") with { AfterDays = 2, At = new(0, 0) };

    private static readonly string[] AtOnce =
        ["plan-name", "initial-password", "balance", "virtual-network", "caller-alert-trial", "bundle-offer", "phone-signature", "data-bundle", "plan-benefits", "recharge", "weather-trial"];

    public static readonly ReminderPlanTerms Thirteen = Plan([.. AtOnce.Select(Text), Midnight, Charge]);

    public static readonly ReminderPlanTerms Four = Plan([Text("standard-tariff"), Text("plan-benefits"), Text("recharge"), Text("satisfaction-survey")]);

    public static readonly PublishReminderPlan ToPublish = new("account-opening", Thirteen, "As it was found");

    /// <summary>The plan as it was published: each message in its first version.</summary>
    public static readonly ReminderPlanPublished Published = new("account-opening", 1, Counted(Thirteen), "As it was found");

    public static readonly ReminderHoursPublished HoursPublished = new(Hours, "Leave people in peace");

    public static readonly ReminderTriggered Triggered = new()
    {
        Trigger = OpeningTrigger,
        Plan = "account-opening",
        PlanVersion = 1,
        Customer = new() { Customer = Zhang, ServiceNumber = new("v1.number") },
        Region = Nanjing,
        Values = [new("PLAN_NAME", Words)],
    };

    public static readonly ReminderPlanned Planned = new()
    {
        Reminder = First,
        Trigger = OpeningTrigger,
        Plan = "account-opening",
        PlanVersion = 1,
        Template = "standard-tariff",
        TemplateVersion = 1,
        Class = ReminderClass.Service,
        Touchpoint = Opening,
        Customer = Zhang,
        Region = Nanjing,
        TriggeredAt = Monday,
        Slot = new("standard-tariff", 12, Jiangsu(29, 0, 0), Jiangsu(29, 8, 0), SlotReason.AfterRest),
        HoursVersion = 1,
        Zone = "Asia/Shanghai",
        Rest = Hours.Rest,
    };

    public static IReadOnlyList<object> Events { get; } =
    [
        Published,
        HoursPublished,
        Triggered,
        Planned,
        new ReminderHandedOver(),
        new ReminderDelivered(),
        new ReminderUndelivered(UndeliveredCause.SwitchedOff),
        new ReminderDropped(DropReason.InDissatisfiedPool),
        new ReminderFollowedByComplaint(Case, ReminderTie.WithinWindow),
    ];

    public static ReminderTemplate Text(string code) => new() { Code = code, Class = ReminderClass.Service, Zh = "您选用的是%PLAN_NAME%。", En = "You chose %PLAN_NAME%." };

    public static ReminderPlanTerms Plan(IReadOnlyList<ReminderTemplate> templates) => new() { Touchpoint = Opening, Variables = [new("PLAN_NAME", VariableKind.Plain, "百姓卡套餐")], Templates = templates };

    public static ReminderPlanTerms Counted(ReminderPlanTerms plan) => plan with { Templates = [.. plan.Templates.Select(one => one with { Version = 1 })] };
}
