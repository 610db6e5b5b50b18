using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Complaints;

/// <summary>The commands on contacts that a case offers. A contact is a stream of its own, so that the case's version does not matter to it.</summary>
public static class ContactCommands
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ComplaintCommand> All { get; } =
    [
        new("record-contact", CommandGroup.Contacts, (state, _) => state.Status != ComplaintStatus.Unregistered,
            around =>
            [
                FormField.Choice("channel", around.Terms.Options(TermLists.Channels)),
                FormField.Choice<ContactDirection>("direction", around.Words),
                FormField.Choice<ContactOutcome>("outcome", around.Words),
                FormField.Suggestion("region", around.Terms.Options(TermLists.Regions)),
                FormField.Text("place", optional: true),
                FormField.LongText("customerSaid", optional: true),
                FormField.LongText("operatorDid", optional: true),
            ],
            speech => OnContact(speech).SayAsync(
                new RecordContactRequest
                {
                    Channel = speech.Form.Code("channel"),
                    Direction = speech.Form.Choice<ContactDirection>("direction"),
                    Outcome = speech.Form.Choice<ContactOutcome>("outcome"),
                    Region = RegionOf(speech.Form.Code("region")),
                    Place = speech.Form.Text("place"),
                    CustomerSaid = speech.Form.Text("customerSaid"),
                    OperatorDid = speech.Form.Text("operatorDid"),
                    Complaint = speech.Complaint.Value,
                },
                async (said, context) => (await RecordingContacts.RecordAsync(speech.Desk, said, context, CancellationToken.None)).Outcome)),
        new("unlink-contact", CommandGroup.Contacts, (_, contact) => contact is not null,
            ComplaintCommands.Reason,
            speech => OnContact(speech).SayAsync(
                new UnlinkContactRequest { Complaint = speech.Complaint.Value, Reason = speech.Form.Text("reason") },
                (said, context) => RecordingContacts.UnlinkAsync(speech.Desk, ContactId.From(speech.Target!.Value), said, context, CancellationToken.None)))
        {
            Targeted = true,
        },
    ];

    /// <summary>A region's code as a request wants it.</summary>
    public static RegionRequest? RegionOf(string? code) => code?.Split('.', 2) switch
    {
        [var province, var city] => new() { Province = province, City = city },
        [var province] => new() { Province = province },
        _ => null,
    };

    private static CommandSpeech OnContact(CommandSpeech speech) => speech with { Sending = speech.Sending with { Seen = null } };
}
