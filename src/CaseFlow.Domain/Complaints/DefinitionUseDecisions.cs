using CaseFlow.Definitions;

namespace CaseFlow.Complaints;

/// <summary>Record that the customer was told a reply wording.</summary>
/// <param name="Wording">Which version of which.</param>
/// <param name="Standing">How it stood to the case when it was told.</param>
public sealed record GiveReplyWording(NamedVersion Wording, DefinitionStanding Standing);

/// <summary>Record that the case is handled after a model.</summary>
/// <param name="Model">Which version of which.</param>
/// <param name="Standing">How it stood to the case when it was applied.</param>
public sealed record ApplyHandlingModel(NamedVersion Model, DefinitionStanding Standing);

/// <summary>What of the approved definitions a case relies on.</summary>
public static class DefinitionUseDecisions
{
    /// <remarks>The customer of a case that has ended may still be told something; one of a merged case is told within the other.</remarks>
    public static Decision<ComplaintEvent> Give(Complaint complaint, GiveReplyWording command) => complaint switch
    {
        { Status: ComplaintStatus.Unregistered } => ComplaintRefusals.NotRegistered,
        { Status: ComplaintStatus.Merged } => ComplaintRefusals.MergedElsewhere,
        _ when complaint.Told.Contains(command.Wording) => Decision.Nothing,
        _ => command.Standing switch
        {
            DefinitionStanding.Unknown => ComplaintRefusals.DefinitionUnknown,
            DefinitionStanding.Withdrawn => ComplaintRefusals.DefinitionWithdrawn,
            DefinitionStanding.NotValid => ComplaintRefusals.DefinitionNotValid,
            DefinitionStanding.OfOtherCases => ComplaintRefusals.DefinitionOfOtherCases,
            DefinitionStanding.Usable => new ReplyWordingGiven { Wording = command.Wording.Name, Version = command.Wording.Version, Customer = complaint.Customer, Region = complaint.Region!, Topic = complaint.Topic },
        },
    };

    public static Decision<ComplaintEvent> Apply(Complaint complaint, ApplyHandlingModel command) => complaint switch
    {
        { IsOpen: false } => ComplaintRefusals.NotOpen(complaint),
        _ when complaint.Models.Contains(command.Model) => Decision.Nothing,
        _ => command.Standing switch
        {
            DefinitionStanding.Unknown => ComplaintRefusals.DefinitionUnknown,
            DefinitionStanding.Withdrawn => ComplaintRefusals.DefinitionWithdrawn,
            DefinitionStanding.NotValid => ComplaintRefusals.DefinitionNotValid,
            DefinitionStanding.OfOtherCases => ComplaintRefusals.DefinitionOfOtherCases,
            DefinitionStanding.Usable => new HandlingModelApplied { Model = command.Model.Name, Version = command.Model.Version, Customer = complaint.Customer, Region = complaint.Region!, Topic = complaint.Topic },
        },
    };
}
