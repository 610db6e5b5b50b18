using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Complaints;

/// <summary>The commands on what a customer asks for, line by line.</summary>
public static class ClaimCommands
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ComplaintCommand> All { get; } =
    [
        new("raise-claim", CommandGroup.Claims, (state, _) => state.IsOpen,
            around => [FormField.Choice<ClaimRank>("rank", around.Words), FormField.LongText("demand")],
            speech => speech.SayAsync(
                new RaiseClaimRequest { Rank = speech.Form.Choice<ClaimRank>("rank"), Demand = speech.Form.Text("demand") },
                async (said, context) => (await SettlingClaims.RaiseAsync(speech.Desk, speech.Complaint, said, context, CancellationToken.None)).Outcome)),
        ComplaintCommand.OnClaim("assess-claim", claim => claim.Outcome is null,
            around =>
            [
                FormField.Choice<Reasonableness>("reasonableness", around.Words),
                FormField.Choice("class", [.. around.Terms.Options(TermLists.ClaimClasses).Where(option => option.Code.Contains('.', StringComparison.Ordinal))]),
                FormField.Choice<ClaimRank>("rank", around.Words),
                FormField.YesNo("satisfiable", around.Words),
            ],
            form => new AssessClaimRequest
            {
                Reasonableness = form.Choice<Reasonableness>("reasonableness"),
                Class = form.Code("class"),
                Rank = form.Choice<ClaimRank>("rank"),
                Satisfiable = form.YesNo("satisfiable"),
            },
            SettlingClaims.AssessAsync),
        ComplaintCommand.OnClaim("offer-alternative", claim => claim is { Outcome: null, Assessment.Satisfiable: false },
            _ => [FormField.LongText("alternative")],
            form => new OfferAlternativeRequest { Alternative = form.Text("alternative") },
            SettlingClaims.OfferAlternativeAsync),
        ComplaintCommand.OnClaim("settle-claim", claim => claim.Outcome is null,
            around => [FormField.Choice<ClaimOutcome>("outcome", around.Words)],
            form => new SettleClaimRequest { Outcome = form.Choice<ClaimOutcome>("outcome") },
            SettlingClaims.SettleAsync),
    ];
}
