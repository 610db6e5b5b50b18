using CaseFlow.Complaints;

namespace CaseFlow.PersonalData;

/// <summary>How long one class of data is kept.</summary>
/// <param name="Kind">The kind of case; null for contacts that belong to no case.</param>
/// <param name="KeepMonths">Months from the end of the case, or from the contact.</param>
/// <param name="Citation">The law or rule that says so.</param>
public sealed record RetentionRule(ComplaintKind? Kind, int KeepMonths, string Citation);

/// <summary>How long customers' data is kept after the last that happened.</summary>
/// <param name="Version">From 1, without gaps.</param>
/// <param name="Rules">One for each kind of case, and one for contacts without a case.</param>
public sealed record RetentionSchedule(int Version, IReadOnlyList<RetentionRule> Rules)
{
    /// <summary>The rule of a class of data.</summary>
    public RetentionRule Of(ComplaintKind? kind) => Rules.Single(rule => rule.Kind == kind);
}

/// <summary>What is held of a customer in one class.</summary>
/// <param name="Kind">The kind of case; null for contacts that belong to no case.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Open">How many of them have not ended.</param>
/// <param name="LastAt">When something happened to one of them last.</param>
public sealed record HeldClass(ComplaintKind? Kind, long Count, long Open, DateTimeOffset LastAt);

/// <summary>What is held of a customer.</summary>
/// <param name="Classes">What is held, by class.</param>
/// <param name="IsHeld">Whether a legal hold forbids erasing.</param>
/// <param name="Erasure">How the erasure stands.</param>
public sealed record Holdings(IReadOnlyList<HeldClass> Classes, bool IsHeld, ErasureStatus Erasure);

/// <summary>What becomes of a customer's data under a schedule.</summary>
public enum RetentionVerdict { Due, KeptLonger, CaseOpen, Held, AlreadyAsked, Erased, Nothing }

/// <summary>A class of data, the rule for it, and until when the rule keeps it.</summary>
public sealed record RetentionGround(ComplaintKind? Kind, long Count, int KeepMonths, string Citation, DateTimeOffset LastAt, DateTimeOffset KeptUntil);

/// <summary>What a schedule says of customers. It never destroys: it says whose erasure may be asked for.</summary>
public static class Retention
{
    /// <summary>What becomes of a customer's data, and why.</summary>
    public static (RetentionVerdict Verdict, IReadOnlyList<RetentionGround> Grounds) Judge(RetentionSchedule schedule, Holdings held, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(held);
        var grounds = held.Classes.OrderBy(one => one.Kind).Select(one => Ground(schedule.Of(one.Kind), one)).ToList();
        return (held switch
        {
            { Erasure: ErasureStatus.Erased } => RetentionVerdict.Erased,
            { Erasure: ErasureStatus.Requested or ErasureStatus.Approved } => RetentionVerdict.AlreadyAsked,
            { Classes.Count: 0 } => RetentionVerdict.Nothing,
            _ when held.Classes.Any(one => one.Open > 0) => RetentionVerdict.CaseOpen,
            _ when grounds.Any(ground => ground.KeptUntil > now) => RetentionVerdict.KeptLonger,
            { IsHeld: true } => RetentionVerdict.Held,
            _ => RetentionVerdict.Due,
        }, grounds);
    }

    private static RetentionGround Ground(RetentionRule rule, HeldClass one) => new(one.Kind, one.Count, rule.KeepMonths, rule.Citation, one.LastAt, one.LastAt.AddMonths(rule.KeepMonths));
}
