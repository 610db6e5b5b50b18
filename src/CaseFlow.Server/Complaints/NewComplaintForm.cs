using CaseFlow.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Complaints;

/// <summary>The fields of a new complaint: those that every one needs come first, each with its likeliest value.</summary>
public static class NewComplaintForm
{
    public const string Number = "customer.serviceNumber";
    public const string Account = "customer.account";

    /// <summary>What every complaint needs, in the order of the keyboard.</summary>
    public static IReadOnlyList<string> Essential { get; } = [Number, "customer.name", "topic", "region", "summary"];

    /// <summary>What a complaint may have besides, or has its likeliest value already.</summary>
    public static IReadOnlyList<string> Further { get; } =
        ["remedySought", "customer.tier", "customer.brand", "customer.roaming", Account, "kind", "channel", "source", "externalReference", FormModel.OccurredAt];

    /// <summary>What is taken over from a recognised customer where nothing was typed.</summary>
    public static IReadOnlyDictionary<string, Func<CustomerCard, string?>> Known { get; } = new Dictionary<string, Func<CustomerCard, string?>>
    {
        ["customer.tier"] = card => card.Tier,
        ["customer.brand"] = card => card.Brand,
    };

    /// <summary>The form before anything is typed.</summary>
    public static FormModel Empty(Words words, TermNames names, DeskSession session)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(session);
        var form = new FormModel(
        [
            FormField.Text(Number, optional: true) with { Marked = false },
            FormField.Text("customer.name", optional: true),
            FormField.Choice("customer.tier", names.Options(TermLists.Tiers), optional: true),
            FormField.Choice("customer.brand", names.Options(TermLists.Brands), optional: true),
            FormField.Choice<RoamingState>("customer.roaming", words, optional: true),
            FormField.Text(Account, optional: true),
            FormField.Suggestion("topic", names.Options(TermLists.Topics)),
            FormField.LongText("summary"),
            FormField.LongText("remedySought", optional: true),
            FormField.Choice<ComplaintKind>("kind", words),
            FormField.Choice("channel", names.Options(TermLists.Channels)),
            FormField.Choice("source", names.Options(TermLists.Sources)),
            FormField.Suggestion("region", names.Options(TermLists.Regions)),
            FormField.Text("externalReference", optional: true),
            FormField.OccurredAt(),
        ]);
        form["kind"] = nameof(ComplaintKind.Complaint);
        form["channel"] = "hotline";
        form["source"] = "customer";
        form["region"] = names.Options(TermLists.Regions).FirstOrDefault(region => region.Code == session.Region)?.Name ?? "";
        return form;
    }

    /// <summary>The request that the form makes.</summary>
    /// <param name="form">What was typed.</param>
    /// <param name="recognised">Whose number it is.</param>
    /// <param name="knownName">What they are called, where nothing else was typed: the form shows a mask, and the case is to bear the name.</param>
    /// <param name="decision">What was said of a repeat.</param>
    public static RegisterComplaintRequest Request(FormModel form, CustomerCard? recognised, string? knownName, RepeatDecision decision)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(decision);
        return new()
        {
            Kind = form.Choice<ComplaintKind>("kind"),
            Channel = form.Code("channel"),
            Source = form.Code("source"),
            Topic = form.Code("topic"),
            Region = ContactCommands.RegionOf(form.Code("region")),
            Summary = form.Text("summary"),
            RemedySought = form.Text("remedySought"),
            ExternalReference = form.Text("externalReference"),
            RepeatOf = decision.Candidate?.Earlier.Value,
            Customer = new()
            {
                CustomerId = recognised?.Id,
                ServiceNumber = form.Text(Number),
                Account = form.Text(Account),
                Name = form.Text("customer.name") ?? knownName,
                Tier = form.Code("customer.tier"),
                Brand = form.Code("customer.brand"),
                Roaming = form.Choice<RoamingState>("customer.roaming"),
            },
        };
    }
}
