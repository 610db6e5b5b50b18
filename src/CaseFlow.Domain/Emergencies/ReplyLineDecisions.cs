using CaseFlow.Definitions;

namespace CaseFlow.Emergencies;

/// <summary>Publish what customers are told; its version is given by the decision.</summary>
public sealed record PublishReplyLine(string Words, IReadOnlyList<Term> Channels, DateTimeOffset ValidFrom, string ApprovedBy);

/// <summary>Take a published wording back.</summary>
public sealed record WithdrawReplyLine(int Version, string Reason);

/// <summary>Record who was told it.</summary>
/// <param name="Version">Which version.</param>
/// <param name="Told">Who was told.</param>
/// <param name="City">The city beyond which whoever says so sees nobody; null for who sees all whom the emergency concerns.</param>
public sealed record GiveReplyLine(int Version, IReadOnlyList<ToldCustomer> Told, string? City = null);

/// <summary>What may be done with what customers are told.</summary>
public static class ReplyLineDecisions
{
    public static Decision<EmergencyEvent> Publish(Emergency emergency, PublishReplyLine command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        { Status: EmergencyStatus.Proposed } => EmergencyRefusals.NotDeclared,
        { IsOpen: false } => EmergencyRefusals.Ended,
        _ => new ReplyLinePublished { Version = emergency.ReplyLines + 1, Words = command.Words, Channels = command.Channels, ValidFrom = command.ValidFrom, ApprovedBy = command.ApprovedBy },
    };

    public static Decision<EmergencyEvent> Withdraw(Emergency emergency, WithdrawReplyLine command) => emergency switch
    {
        { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
        _ when !IsPublished(emergency, command.Version) => EmergencyRefusals.ReplyLineUnknown,
        _ when emergency.Withdrawn.Contains(command.Version) => Decision.Nothing,
        _ => new ReplyLineWithdrawn(command.Version, command.Reason, emergency.Told.Where(one => one.Version == command.Version).Select(one => one.Told.Customer).Distinct().Count()),
    };

    /// <remarks>That somebody was told a wording stays true when it was withdrawn, and is recorded afterwards too.</remarks>
    public static Decision<EmergencyEvent> Give(Emergency emergency, GiveReplyLine command)
    {
        ArgumentNullException.ThrowIfNull(emergency);
        ArgumentNullException.ThrowIfNull(command);
        var fresh = command.Told.Distinct().Where(told => !emergency.Told.Contains((command.Version, told))).ToList();
        return emergency switch
        {
            { Status: EmergencyStatus.Unproposed } => EmergencyRefusals.Unknown,
            { IsDrill: true } => EmergencyRefusals.DrillTouchesNobody,
            _ when !IsPublished(emergency, command.Version) => EmergencyRefusals.ReplyLineUnknown,
            _ when command.City is { } city && !emergency.ConcernedIn(city).IsSupersetOf(command.Told.Where(told => told.Complaint is null).Select(told => told.Customer)) => EmergencyRefusals.CustomerElsewhere,
            _ when fresh.Count == 0 => Decision.Nothing,
            _ => (EmergencyEvent[])[.. fresh.Chunk(ConcernDecisions.Part).Select(part => new ReplyLineGiven(command.Version, part))],
        };
    }

    private static bool IsPublished(Emergency emergency, int version) => version >= 1 && version <= emergency.ReplyLines;
}
