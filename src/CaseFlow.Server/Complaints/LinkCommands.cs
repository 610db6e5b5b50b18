using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Complaints;

/// <summary>The commands on how cases hang together.</summary>
public static class LinkCommands
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ComplaintCommand> All { get; } =
    [
        ComplaintCommand.On("propose-repeat-link", CommandGroup.Links, state => state.Status != ComplaintStatus.Unregistered,
            around => [FormField.Choice("earlier", around.Others)],
            form => new ProposeRepeatLinkRequest { Earlier = form.Id("earlier") }, LinkingRepeats.ProposeAsync),
        new("accept-repeat-link", CommandGroup.Links, (state, earlier) => Link(state, earlier) == RepeatLink.Proposed,
            ComplaintCommands.Nothing,
            speech => speech.SayAsync(
                new AcceptRepeatLinkRequest { Earlier = speech.Target },
                (said, context) => LinkingRepeats.AcceptAsync(speech.Desk, speech.Complaint, said, context, CancellationToken.None)))
        {
            Targeted = true,
        },
        new("reject-repeat-link", CommandGroup.Links, (state, earlier) => Link(state, earlier) == RepeatLink.Proposed,
            ComplaintCommands.Reason,
            speech => speech.SayAsync(
                new RejectRepeatLinkRequest { Earlier = speech.Target, Reason = speech.Form.Text("reason") },
                (said, context) => LinkingRepeats.RejectAsync(speech.Desk, speech.Complaint, said, context, CancellationToken.None)))
        {
            Targeted = true,
        },
        ComplaintCommand.On("merge", CommandGroup.Links, state => state.IsOpen,
            around => [FormField.Choice("into", around.Others), FormField.LongText("reason", optional: true)],
            form => new MergeComplaintRequest { Into = form.Id("into"), Reason = form.Text("reason") }, MergingComplaints.MergeAsync),
        ComplaintCommand.On("unmerge", CommandGroup.Links, state => state.Status == ComplaintStatus.Merged, ComplaintCommands.Reason,
            form => new UnmergeComplaintRequest { Reason = form.Text("reason") }, MergingComplaints.UnmergeAsync),
    ];

    private static RepeatLink? Link(Complaint state, Guid? earlier) =>
        earlier is { } id && state.RepeatLinks.TryGetValue(ComplaintId.From(id), out var link) ? link : null;
}
