using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>Turns rows into records, or says why not.</summary>
public sealed class RecordReader(ImportProfile profile, ImportTerms terms, TimeProvider clock)
{
    private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(profile.Zone);
    private readonly DateOnly asOf = profile.AsOf
        ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(profile.Zone)).Date);

    private readonly Dictionary<string, int> identities = [];

    /// <summary>The record of a row; null when it is rejected for the <paramref name="errors"/>.</summary>
    public ImportedRecord? Read(FileRow row, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(errors);
        var reader = new RowReader(profile, row.Values, errors);
        var identity = Identity(row, reader, errors);
        var kind = Kind(reader, errors);
        var channel = reader.Term("channel", profile.Channel, terms.Channels);
        var source = reader.Term("source", profile.Source, terms.Sources);
        var topic = reader.Term("topic", profile.Topic, terms.Topics);
        var region = reader.Term("region", profile.Region, terms.Regions).Code.Split('.', 2);
        var summary = errors.Text(profile.Summary.All.FirstOrDefault("summary"), reader.Text(profile.Summary));
        var history = new Plausibility(profile, reader, errors, zone, asOf).Read();
        if (errors.Any || history is null) return null;

        var customer = profile.Customer;
        var record = new ImportedRecord
        {
            Row = row,
            Identity = identity,
            CustomerIdentity = customer.Identity.Count > 0 && customer.Identity.All(column => reader[column] is not null)
                ? string.Join('\u001f', customer.Identity.Select(column => reader[column]))
                : null,
            Kind = kind,
            Channel = channel,
            Source = source,
            Topic = topic,
            Region = new(region[0], region.ElementAtOrDefault(1)),
            Summary = summary,
            RemedySought = reader.Text(profile.RemedySought),
            Resolution = reader.Text(profile.Resolution),
            ExternalReference = profile.ExternalReference is { } column ? errors.OptionalText(column, reader[column], FieldErrors.ShortText) : null,
            CustomerName = reader.Text(customer.Name, FieldErrors.ShortText),
            ServiceNumber = ServiceNumber(reader, errors),
            Account = reader.Text(customer.Account, FieldErrors.ShortText),
            Address = reader.Text(customer.Address),
            Opened = history.Opened,
            Closed = history.Closed,
            Status = history.Status,
            Flags = [.. reader.Flags],
        };
        return errors.Any ? null : record;
    }

    /// <remarks>Rows that are equal throughout are records of their own, told apart by their order.</remarks>
    private string Identity(FileRow row, RowReader reader, FieldErrors errors)
    {
        if (profile.Identity.Count == 0)
        {
            var whole = string.Join('\u001f', row.Fields);
            return $"{whole}\u001f{identities[whole] = identities.GetValueOrDefault(whole) + 1}";
        }

        foreach (var column in profile.Identity.Where(column => reader[column] is null))
            errors.Add(column, FieldCodes.Required, $"{column} is empty, and it tells the record from others.");
        var identity = string.Join('\u001f', profile.Identity.Select(column => reader[column]));
        if (!identities.TryAdd(identity, row.Line))
            errors.Add(profile.Identity[0], FieldCodes.OutOfRange, $"{string.Join(" and ", profile.Identity)}: line {identities[identity]} bears the same.");
        return identity;
    }

    private string? ServiceNumber(RowReader reader, FieldErrors errors)
    {
        if (reader.Text(profile.Customer.ServiceNumber, FieldErrors.ShortText) is not { } text) return null;
        var number = ServiceNumbers.TryNormalise(text);
        if (number is null) errors.Add(profile.Customer.ServiceNumber!.All.First(), FieldCodes.Malformed, "A service number is 3 to 15 digits, with a plus in front when it starts with the country code.");
        return number;
    }

    private ComplaintKind Kind(RowReader reader, FieldErrors errors)
    {
        if (profile.Kind is not { } source) return ComplaintKind.Complaint;
        var text = reader.Choice("kind", source);
        if (text.Length == 0) return default;
        return errors.Choice("kind", Enum.TryParse<ComplaintKind>(text, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : (ComplaintKind?)null);
    }
}
