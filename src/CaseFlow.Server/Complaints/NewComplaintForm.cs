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

    /// <summary>Who complains, in the order of the keyboard.</summary>
    public static IReadOnlyList<string> Who { get; } = [Number, "customer.name", "customer.tier", "customer.brand", "customer.roaming", Account];

    /// <summary>What about, in the order of the keyboard.</summary>
    public static IReadOnlyList<string> What { get; } = ["topic", "summary", "remedySought", "kind", "channel", "source", "region", "externalReference", FormModel.OccurredAt];

    /// <summary>The form before anything is typed.</summary>
    public static FormModel Empty(Words words, TermNames names, DeskSession session)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(session);
        var form = new FormModel(
        [
            FormField.Text(Number, optional: true),
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
            new(FormModel.OccurredAt, FieldKind.Moment) { Optional = true },
        ]);
        form["kind"] = nameof(ComplaintKind.Complaint);
        form["channel"] = "hotline";
        form["source"] = "customer";
        form["region"] = names.Options(TermLists.Regions).FirstOrDefault(region => region.Code == session.Region)?.Name ?? "";
        return form;
    }

    /// <summary>The request that the form makes.</summary>
    public static RegisterComplaintRequest Request(FormModel form, RepeatDecision decision)
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
                ServiceNumber = form.Text(Number),
                Account = form.Text(Account),
                Name = form.Text("customer.name"),
                Tier = form.Code("customer.tier"),
                Brand = form.Code("customer.brand"),
                Roaming = form.Choice<RoamingState>("customer.roaming"),
            },
        };
    }

    /// <summary>The customer that account or number name; null while they name none.</summary>
    public static async Task<CustomerId?> CustomerAsync(FormModel form, ComplaintDesk desk)
    {
        ArgumentNullException.ThrowIfNull(form);
        ArgumentNullException.ThrowIfNull(desk);
        if (form.Text(Account) is { } account) return await desk.Customers.OfAccountAsync(account, CancellationToken.None);
        return form.Text(Number) is { } typed && ServiceNumbers.TryNormalise(typed) is { } number
            ? await desk.Customers.OfServiceNumberAsync(number, CancellationToken.None)
            : null;
    }
}
