namespace CaseFlow.Warnings;

/// <summary>Raise a warning under a rule.</summary>
public sealed record RaiseWarning
{
    public required WarningId Warning { get; init; }
    public required WarningRulePublished Rule { get; init; }
    public required WarningSubject Subject { get; init; }
    public required WarningSighting Seen { get; init; }

    /// <summary>The warning before it of the same rule about the same.</summary>
    public WarningId? Before { get; init; }

    /// <summary>When that one ended; null when there was none, or it goes on.</summary>
    public DateTimeOffset? EndedBefore { get; init; }

    /// <summary>Whether that one goes on, so that this one would be about the same thing.</summary>
    public bool BeforeGoesOn { get; init; }
    public required DateTimeOffset Now { get; init; }
}

/// <summary>Record that a window has no more in it than is usual.</summary>
public sealed record SubsideWarning(DateTimeOffset From, DateTimeOffset To, int Observed);

/// <summary>Record that the rule of a warning was switched off, so that nobody looks any more whether it goes on.</summary>
/// <param name="Rule">The rule in its latest version.</param>
/// <param name="Now">When that is found.</param>
public sealed record SwitchOffWarning(WarningRulePublished Rule, DateTimeOffset Now);

/// <summary>Say that one looks into a warning.</summary>
public sealed record AcknowledgeWarning;

/// <summary>Find a warning to be none.</summary>
public sealed record DismissWarning(string Reason);

/// <summary>Hand a warning on; without an id there is nobody who would take it.</summary>
public sealed record PromoteWarning(PromotionTarget To, Guid? Id);

/// <summary>What may be done with a warning.</summary>
public static class WarningDecisions
{
    /// <summary>Raises a warning, or upgrades the one that goes on.</summary>
    public static Decision<WarningEvent> Raise(Warning warning, RaiseWarning command) => warning switch
    {
        _ when command.Now - command.Seen.To > TimeSpan.FromMinutes(command.Rule.Terms.FreshMinutes) => WarningRefusals.Past,
        { Status: WarningStatus.Unraised } when command.BeforeGoesOn => WarningRefusals.GoesOn,
        { Status: WarningStatus.Unraised } when command.EndedBefore is { } ended && command.Now < ended + TimeSpan.FromMinutes(command.Rule.Terms.CoolDownMinutes) => WarningRefusals.CoolingDown,
        { Status: WarningStatus.Unraised } => new WarningRaised
        {
            Warning = command.Warning,
            Rule = command.Rule.Rule,
            RuleVersion = command.Rule.Version,
            Kind = command.Rule.Terms.Kind,
            Subject = command.Subject,
            Seen = command.Seen,
            Before = command.Before,
        },
        { GoesOn: true } when command.Seen.Grade > warning.Grade => new WarningUpgraded(command.Seen),
        _ => Decision.Nothing,
    };

    public static Decision<WarningEvent> Subside(Warning warning, SubsideWarning command) => warning switch
    {
        { Status: WarningStatus.Unraised } => WarningRefusals.Unknown,
        { GoesOn: false } => Decision.Nothing,
        _ => new WarningSubsided(command.From, command.To, command.Observed),
    };

    /// <remarks>The window that is recorded is empty: nothing was counted.</remarks>
    public static Decision<WarningEvent> SwitchOff(Warning warning, SwitchOffWarning command) => warning switch
    {
        { Status: WarningStatus.Unraised } => WarningRefusals.Unknown,
        _ when command.Rule.Terms.Active => WarningRefusals.RuleWarns,
        { GoesOn: false } => Decision.Nothing,
        _ => new WarningSubsided(command.Now, command.Now, Observed: 0, command.Rule.Version),
    };

    public static Decision<WarningEvent> Acknowledge(Warning warning, AcknowledgeWarning command) => warning.Status switch
    {
        WarningStatus.Unraised => WarningRefusals.Unknown,
        WarningStatus.Raised => new WarningAcknowledged(),
        WarningStatus.Acknowledged => Decision.Nothing,
        WarningStatus.Dismissed => WarningRefusals.AlreadyDismissed,
        WarningStatus.Promoted => WarningRefusals.AlreadyPromoted,
    };

    public static Decision<WarningEvent> Dismiss(Warning warning, DismissWarning command) => warning.Status switch
    {
        WarningStatus.Unraised => WarningRefusals.Unknown,
        WarningStatus.Raised or WarningStatus.Acknowledged => new WarningDismissed(command.Reason),
        WarningStatus.Dismissed => Decision.Nothing,
        WarningStatus.Promoted => WarningRefusals.AlreadyPromoted,
    };

    public static Decision<WarningEvent> Promote(Warning warning, PromoteWarning command) => warning switch
    {
        { Status: WarningStatus.Unraised } => WarningRefusals.Unknown,
        { Status: WarningStatus.Dismissed } => WarningRefusals.AlreadyDismissed,
        { Status: WarningStatus.Promoted } when warning.Target == command.To => Decision.Nothing,
        { Status: WarningStatus.Promoted } => WarningRefusals.AlreadyPromoted,
        _ when command.Id is null => WarningRefusals.NobodyTakesIt,
        _ => new WarningPromoted(command.To, command.Id.Value),
    };
}

/// <summary>Why a command on a warning is refused.</summary>
public static class WarningRefusals
{
    public static readonly Refusal Unknown = new("warning-unknown", "There is no such warning.");
    public static readonly Refusal Past = new("warning-past", "What was counted lies too far back to warn anybody of it.");
    public static readonly Refusal GoesOn = new("warning-goes-on", "A warning of this rule about the same goes on.");
    public static readonly Refusal CoolingDown = new("warning-cooling-down", "A warning of this rule about the same has ended a short time ago.");
    public static readonly Refusal RuleWarns = new("warning-rule-in-force", "The rule of the warning is in force and will say itself when it is over.");
    public static readonly Refusal AlreadyDismissed = new("warning-dismissed", "The warning was found to be none.");
    public static readonly Refusal AlreadyPromoted = new("warning-promoted", "The warning was handed on; go on with the trace or the emergency.");
    public static readonly Refusal NobodyTakesIt = new("warning-promotion-unavailable", "Emergencies are not kept on this server, so that nobody would take the warning on.");
}
