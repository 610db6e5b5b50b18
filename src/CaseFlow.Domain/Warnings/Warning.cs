using System.Diagnostics;

namespace CaseFlow.Warnings;

/// <summary>A fact about one warning. Its texts are not sealed, for they are about no single customer: they name none.</summary>
public abstract record WarningEvent;

/// <summary>A rule found something unusual about complaints.</summary>
public sealed record WarningRaised : WarningEvent
{
    public required WarningId Warning { get; init; }

    /// <summary>The rule, and its version.</summary>
    public required string Rule { get; init; }
    public required int RuleVersion { get; init; }
    public required WarningKind Kind { get; init; }
    public required WarningSubject Subject { get; init; }
    public required WarningSighting Seen { get; init; }

    /// <summary>The warning before it of the same rule about the same.</summary>
    public WarningId? Before { get; init; }
}

/// <summary>What the warning is about grew to a higher grade.</summary>
public sealed record WarningUpgraded(WarningSighting Seen) : WarningEvent;

/// <summary>What the warning is about is no longer unusual.</summary>
/// <param name="From">The first moment of the window that was looked at.</param>
/// <param name="To">Its last moment.</param>
/// <param name="Observed">How many were counted in it.</param>
/// <param name="SwitchedOffBy">The version of the rule that no longer warns, so that nobody looks at it any more and the window is empty; absent where the rule looked and found nothing unusual.</param>
public sealed record WarningSubsided(DateTimeOffset From, DateTimeOffset To, int Observed, int? SwitchedOffBy = null) : WarningEvent;

/// <summary>Somebody has seen the warning and looks into it.</summary>
public sealed record WarningAcknowledged : WarningEvent;

/// <summary>Somebody found that the warning is none, for a reason.</summary>
public sealed record WarningDismissed(string Reason) : WarningEvent;

/// <summary>The warning was handed on: its cause is traced, or it became an emergency.</summary>
/// <param name="To">To what.</param>
/// <param name="Id">The trace's or the emergency's id.</param>
public sealed record WarningPromoted(PromotionTarget To, Guid Id) : WarningEvent;

/// <summary>What somebody did about a warning.</summary>
public enum WarningStatus { Unraised, Raised, Acknowledged, Dismissed, Promoted }

/// <summary>Only what later decisions ask of a warning.</summary>
public sealed record Warning
{
    public static readonly Warning Unraised = new();

    public WarningStatus Status { get; private init; } = WarningStatus.Unraised;
    public WarningGrade Grade { get; private init; }

    /// <summary>Whether what it is about is no longer unusual.</summary>
    public bool Subsided { get; private init; }

    /// <summary>What it was handed on to.</summary>
    public PromotionTarget? Target { get; private init; }

    /// <summary>Whether it stands for what goes on, so that no other one is raised about the same.</summary>
    public bool GoesOn => Status is WarningStatus.Raised or WarningStatus.Acknowledged && !Subsided;

    public static Warning Evolve(Warning warning, WarningEvent @event)
    {
        ArgumentNullException.ThrowIfNull(warning);
        return @event switch
        {
            WarningRaised e => warning with { Status = WarningStatus.Raised, Grade = e.Seen.Grade },
            WarningUpgraded e => warning with { Grade = e.Seen.Grade },
            WarningSubsided => warning with { Subsided = true },
            WarningAcknowledged => warning with { Status = WarningStatus.Acknowledged },
            WarningDismissed => warning with { Status = WarningStatus.Dismissed },
            WarningPromoted e => warning with { Status = WarningStatus.Promoted, Target = e.To },
            _ => throw new UnreachableException(@event?.GetType().Name),
        };
    }
}
