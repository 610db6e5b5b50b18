using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Complaints.Import;

namespace CaseFlow.Server.Tests.Complaints.Import;

/// <summary>What a row becomes under its profile.</summary>
public sealed class ImportRowTests
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Theory]
    [InlineData("22-04-2015 3:53:50 PM", "dd-MM-yyyy h:mm:ss tt", "2015-04-22T15:53:50-04:00", OccurrencePrecision.Second)]
    [InlineData("22-Apr-15 12:05:00 AM", "dd-MMM-yy h:mm:ss tt", "2015-04-22T00:05:00-04:00", OccurrencePrecision.Second)]
    [InlineData("22-04-2015 12:05 PM", "dd-MM-yyyy h:mm tt", "2015-04-22T12:05:00-04:00", OccurrencePrecision.Minute)]
    [InlineData("2015-12-22 17h", "yyyy-MM-dd HH'h'", "2015-12-22T17:00:00-05:00", OccurrencePrecision.Hour)]
    [InlineData("12/22/2015", "MM/dd/yyyy", "2015-12-22T00:00:00-05:00", OccurrencePrecision.Day)]
    [InlineData("2015-12-22T17:00:00+08:00", "yyyy-MM-dd'T'HH:mm:sszzz", "2015-12-22T17:00:00+08:00", OccurrencePrecision.Second)]
    public void A_time_is_as_exact_as_its_form(string text, string format, string at, OccurrencePrecision precision)
    {
        var time = FileTime.TryParse(text, format, NewYork);
        Assert.Equal((DateTimeOffset.Parse(at), precision), (time?.At, time?.Precision));
    }

    [Fact]
    public void A_time_that_the_clocks_skipped_is_read_an_hour_later() =>
        Assert.Equal(DateTimeOffset.Parse("2015-03-08T03:30:00-04:00"), FileTime.TryParse("08-03-2015 2:30 AM", "dd-MM-yyyy h:mm tt", NewYork)?.At);

    [Fact]
    public void A_row_becomes_a_record()
    {
        var (record, errors) = Rows.Reader().Read(Rows.Row());
        Assert.Empty(errors);
        Assert.NotNull(record);
        Assert.Equal(
            (ComplaintKind.Complaint, "hotline", "customer", "network.roaming", new Region("cn-js", "nanjing"), "1001", "张伟", "13800000001", "210000, Nanjing"),
            (record.Kind, record.Channel.Code, record.Source.Code, record.Topic.Code, record.Region, record.ExternalReference, record.CustomerName, record.ServiceNumber, record.Address));
        Assert.Equal((DateTimeOffset.Parse("2024-05-03T15:53:50+08:00"), OccurrencePrecision.Second, ImportedStatus.Registered), (record.Opened.At, record.Opened.Precision, record.Status));
        Assert.Empty(record.Flags);
    }

    [Fact]
    public void The_other_form_of_the_date_is_read_too() =>
        Assert.Equal(DateTimeOffset.Parse("2024-05-03T15:53:50+08:00"), Rows.Reader().Read(Rows.Row(("Day", "03-May-24"))).Record?.Opened.At);

    [Fact]
    public void Without_a_time_of_day_the_day_is_known() =>
        Assert.Equal(OccurrencePrecision.Day, Rows.Reader().Read(Rows.Row(("Time", ""))).Record?.Opened.Precision);

    [Theory]
    [InlineData("via", "Via", "call", "hotline")]
    [InlineData("topic", "Text", "my BILL is wrong", "billing.charge")]
    [InlineData("topic", "Text", "roaming fee", "network.roaming")]
    [InlineData("topic", "Text", "hello", "other.unspecified", "topic-unknown")]
    [InlineData("region", "City", "HUBEI", "cn-hb")]
    [InlineData("post", "Post", "21000", "", "post-padded")]
    [InlineData("no", "No", "A1", "", "reference-not-numeric")]
    public void Choices_and_checks_follow_the_profile(string what, string column, string value, string code, params string[] flags)
    {
        var (record, errors) = Rows.Reader().Read(Rows.Row((column, value)));
        Assert.Empty(errors);
        Assert.Equal(flags, record!.Flags);
        Assert.Equal(code, what switch { "via" => record.Channel.Code, "topic" => record.Topic.Code, "region" => record.Region.Province, _ => "" });
        if (what == "post") Assert.Equal("021000, Nanjing", record.Address);
    }

    [Theory]
    [InlineData("Day", "31-02-2024", "malformed", "'31-02-2024 3:53:50 PM' is no time of the form dd-MM-yyyy h:mm:ss tt or dd-MMM-yy h:mm:ss tt or dd-MM-yyyy")]
    [InlineData("Closed", "soon", "malformed", "'soon' is no time of the form dd-MM-yyyy")]
    [InlineData("Via", "Pigeon", "unknown-term", "the profile maps 'Pigeon' to no channel")]
    [InlineData("Via", "", "required", "Via gives no channel")]
    [InlineData("State", "Lost", "unknown-term", "'Lost' to no status")]
    [InlineData("City", "Atlantis", "unknown-term", "'Atlantis' to no region")]
    [InlineData("Post", "21-00", "malformed", "does not match")]
    [InlineData("No", "", "required", "No is empty")]
    [InlineData("Text", "", "required", "Text must be given")]
    [InlineData("Phone", "call me", "malformed", "3 to 15 digits")]
    public void A_wrong_field_rejects_the_row_and_says_why(string column, string value, string code, string message)
    {
        var (record, errors) = Rows.Reader(profile => profile with { Checks = [.. profile.Checks.Select(check => check with { Flag = null, PadLeft = null })] }).Read(Rows.Row((column, value)));
        Assert.Null(record);
        Assert.Contains(errors, error => error.Field == column && error.Code == code && error.Message.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_do_not_repeat_personal_data()
    {
        var (_, errors) = Rows.Reader(profile => profile with { Personal = [.. profile.Personal, "City"] }).Read(Rows.Row(("City", "Secretville")));
        Assert.DoesNotContain("Secretville", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_wrong_fields_are_told_at_once() =>
        Assert.Equal(["Via", "City", "Day"], Rows.Reader().Read(Rows.Row(("Via", "?"), ("City", "?"), ("Day", "?"))).Errors.Select(error => error.Field));

    [Theory]
    [InlineData("open", "", ImportedStatus.Registered)]
    [InlineData("pending", "", ImportedStatus.Acknowledged, DataFlags.StatusUndated)]
    [InlineData("solved", "", ImportedStatus.Resolved, DataFlags.StatusUndated)]
    [InlineData("closed", "", ImportedStatus.Closed, DataFlags.StatusUndated)]
    [InlineData("closed", "05-05-2024", ImportedStatus.Closed)]
    [InlineData("solved", "05-05-2024", ImportedStatus.Resolved)]
    [InlineData("open", "05-05-2024", ImportedStatus.Registered, DataFlags.StatusContradictsClosure)]
    [InlineData("closed", "02-05-2024", ImportedStatus.Closed, DataFlags.ClosureBeforeOpening, DataFlags.StatusUndated)]
    [InlineData("closed", "01-01-9999", ImportedStatus.Closed, DataFlags.ClosureSentinel, DataFlags.StatusUndated)]
    [InlineData("closed", "01-07-2024", ImportedStatus.Closed, DataFlags.ClosureSentinel, DataFlags.StatusUndated)]
    public void A_status_column_says_how_far_it_got(string state, string closed, ImportedStatus status, params string[] flags)
    {
        var record = Rows.Reader().Read(Rows.Row(("State", state), ("Closed", closed))).Record;
        Assert.Equal(status, record?.Status);
        Assert.Equal(flags, record?.Flags);
    }

    [Theory]
    [InlineData("03-05-2024", "05-05-2024", ImportedStatus.Closed, 2)]
    [InlineData("03-05-2024", "03-05-2024", ImportedStatus.Closed, 0)]
    [InlineData("03-05-2024", "", ImportedStatus.Registered, null, DataFlags.ClosureMissing)]
    [InlineData("03-05-2024", "01-01-9999", ImportedStatus.Registered, null, DataFlags.ClosureSentinel)]
    [InlineData("03-05-2024", "01-07-2045", ImportedStatus.Registered, null, DataFlags.ClosureSentinel)]
    [InlineData("03-05-2024", "01-05-2014", ImportedStatus.Registered, null, DataFlags.ClosureBeforeOpening)]
    [InlineData("12-09-2108", "", ImportedStatus.Registered, null, DataFlags.ClosureMissing, DataFlags.OpenedInFuture)]
    [InlineData("12-09-2108", "05-05-2024", ImportedStatus.Closed, null, DataFlags.OpenedInFuture)]
    [InlineData("", "", ImportedStatus.Registered, null, DataFlags.ClosureMissing, DataFlags.OpenedMissing)]
    [InlineData("", "05-05-2024", ImportedStatus.Closed, null, DataFlags.OpenedMissing)]
    public void Without_a_status_column_a_plausible_closing_closes(string day, string closed, ImportedStatus status, int? days, params string[] flags)
    {
        var record = ByDates().Read(Rows.Row(("Day", day), ("Time", ""), ("Closed", closed))).Record;
        Assert.Equal((status, days), (record?.Status, record?.DaysToClose));
        Assert.Equal(flags, record?.Flags);
        Assert.True(record?.Opened.Day <= new DateOnly(2024, 6, 30));
    }

    [Fact]
    public void A_profile_may_reject_what_is_implausible()
    {
        var reader = ByDates(new() { [DataFlags.ClosureSentinel] = Implausible.Reject });
        Assert.Contains(DataFlags.ClosureSentinel, Assert.Single(reader.Read(Rows.Row(("Closed", "01-01-9999"))).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_opening_rejects_unless_the_profile_flags_it() =>
        Assert.Equal("Day", Assert.Single(ByDates(new()).Read(Rows.Row(("Day", ""), ("Time", ""))).Errors).Field);

    [Fact]
    public void A_second_row_under_the_same_key_is_rejected()
    {
        var reader = Rows.Reader();
        Assert.NotNull(reader.Read(Rows.Row(), line: 2).Record);
        Assert.Contains("line 2 bears the same", Assert.Single(reader.Read(Rows.Row(("Via", "Internet")), line: 7).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_equal_rows_are_records_of_their_own()
    {
        var reader = Rows.Reader(profile => profile with { Identity = [] });
        string?[] identities = [reader.Read(Rows.Row()).Record?.Identity, reader.Read(Rows.Row()).Record?.Identity, Rows.Reader(profile => profile with { Identity = [] }).Read(Rows.Row()).Record?.Identity];
        Assert.NotEqual(identities[0], identities[1]);
        Assert.Equal(identities[0], identities[2]);
    }

    private static RecordReader ByDates(Dictionary<string, Implausible>? plausibility = null) =>
        Rows.Reader(profile => profile with { Status = null, Plausibility = plausibility ?? new() { [DataFlags.OpenedMissing] = Implausible.Flag }, Checks = [], Required = [] });
}
