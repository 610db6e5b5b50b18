using System.Text.Json;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Complaints.Import;

/// <summary>Real files, against figures that were computed from them without CaseFlow.</summary>
public sealed class ImportRealFilesTests(PostgresFixture postgres)
{
    private static readonly TimeZoneInfo NewYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_complaints_of_2015_are_all_there_by_month_day_channel_and_status()
    {
        var path = SharedFiles.Find("comcast-telecom-complaints-2015.csv");
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFiles.Find("comcast-truth.json"), Cancel));
        await using var services = await ServicesUnderTest.StartAsync(postgres);
        var import = services.GetRequiredService<FileImport>();
        var profile = ImportProfiles.Find("comcast-2015");
        var dry = await import.RunAsync(path, profile, dryRun: true, _ => { }, Cancel);
        var summary = await import.RunAsync(path, profile, dryRun: false, _ => { }, Cancel);
        Assert.Equal((2224, 2224, 0), (dry.Imported, summary.Imported, summary.Rejected));

        var cases = await CasesAsync(services);
        var registered = cases.Values.Select(events => (e: events[0], Data: (ComplaintRegistered)events[0].Data)).ToList();
        Assert.Equal(Counts(truth, "complaints_per_month"), By(registered.Select(@case => Day(@case.e).ToString("yyyy-MM"))));
        Assert.Equal(Counts(truth, "complaints_per_day"), By(registered.Select(@case => Day(@case.e).ToString("yyyy-MM-dd"))));
        Assert.Equal(Counts(truth, "per_hour_of_day"), By(registered.Select(@case => $"{TimeZoneInfo.ConvertTime(@case.e.Metadata.OccurredAt, NewYork).Hour}")));
        Assert.Equal(new() { ["hotline"] = 1119, ["web"] = 1105 }, By(registered.Select(@case => @case.Data.Channel.Code)));
        Assert.Equal(new() { ["customer"] = 2021, ["proxy"] = 203 }, By(registered.Select(@case => @case.Data.Source.Code)));
        Assert.Equal(42, registered.Select(@case => @case.Data.Region.Province).Distinct().Count());
        Assert.Equal(17, registered.Count(@case => @case.Data.Region.Province == "us-dc"));
        Assert.Equal(2224, registered.Select(@case => @case.Data.ExternalReference).Distinct().Count());
        Assert.Equal(["comcas"], registered.Where(@case => @case.Data.DataFlags?.Contains("reference-not-numeric") == true).Select(@case => @case.Data.ExternalReference));
        Assert.Equal(170, registered.Count(@case => @case.Data.DataFlags?.Contains("zip-padded") == true));
        var statuses = Counts(truth, "status");
        Assert.Equal(
            new() { ["Acknowledged"] = statuses["Pending"], ["Closed"] = statuses["Closed"], ["Received"] = statuses["Open"], ["Resolved"] = statuses["Solved"] },
            By(cases.Values.Select(events => Streams.Complaint.Fold(events).Status.ToString())));
        Assert.Equal(1707, cases.Values.Count(events => Streams.Complaint.Fold(events).Status is ComplaintStatus.Resolved or ComplaintStatus.Closed));

        var head = await services.GetRequiredService<IEventStore>().HeadAsync(Cancel);
        Assert.Equal(2224, (await import.RunAsync(path, profile, dryRun: false, _ => { }, Cancel)).Unchanged);
        Assert.Equal(head, await services.GetRequiredService<IEventStore>().HeadAsync(Cancel));
    }

    [Fact]
    public async Task Of_the_cable_complaints_none_is_lost_and_only_true_durations_count()
    {
        var path = SharedFiles.Find("montgomery-county-cable-complaints.csv");
        using var truth = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFiles.Find("montgomery-truth.json"), Cancel));
        await using var services = await ServicesUnderTest.StartAsync(postgres);
        var summary = await services.GetRequiredService<FileImport>().RunAsync(path, ImportProfiles.Find("montgomery-cable"), dryRun: false, _ => { }, Cancel);
        Assert.Equal((23_723, 23_723, 0), (summary.Rows, summary.Imported, summary.Rejected));

        var cases = await CasesAsync(services);
        var flags = By(cases.Values.SelectMany(events => ((ComplaintRegistered)events[0].Data).DataFlags ?? []));
        Assert.Equal(
            (25, 17, 119, 1, 1, 4),
            (flags[DataFlags.ClosureBeforeOpening], flags[DataFlags.ClosureSentinel], flags[DataFlags.ClosureMissing], flags[DataFlags.OpenedMissing], flags[DataFlags.OpenedInFuture], flags["mark-unusual"]));
        Assert.Equal(flags, new(summary.Flags, StringComparer.Ordinal));
        Assert.Equal(25 + 17 + 119, cases.Values.Count(events => Streams.Complaint.Fold(events).IsOpen));
        Assert.Equal(23_562, cases.Values.Count(events => Streams.Complaint.Fold(events).Status == ComplaintStatus.Closed));
        // What the file says of 2108 and of nothing stands in 2019, flagged.
        var years = Counts(truth, "per_year_complaint_date");
        foreach (var impossible in new[] { "2108", "(blank)" })
        {
            years["2019"] += years[impossible];
            years.Remove(impossible);
        }

        Assert.Equal(years, By(cases.Values.Select(events => $"{Day(events[0]).Year}")));
        Assert.Equal(Flagged(truth, "Billing"), cases.Values.Count(events => ((ComplaintRegistered)events[0].Data).Topic.Code == "billing"));

        var days = DaysToClose.Of(cases.Values.SelectMany(events => events), NewYork);
        var expected = truth.RootElement.GetProperty("days_to_close_plausible(opened<=closed<=2019-03-19 snapshot)");
        Assert.Equal(
            (expected.GetProperty("n").GetInt32(), expected.GetProperty("p50_nearest_rank").GetInt32(), expected.GetProperty("p90_nearest_rank").GetInt32(), expected.GetProperty("p95_nearest_rank").GetInt32(), expected.GetProperty("max").GetInt32()),
            (days.Count, days.Percentile(50)!.Value, days.Percentile(90)!.Value, days.Percentile(95)!.Value, days.Longest!.Value));
        Assert.Equal(expected.GetProperty("mean").GetDecimal(), decimal.Round(days.Mean!.Value, 4));
        Assert.All(
            truth.RootElement.GetProperty("closed_within_days_share_plausible").EnumerateObject(),
            share => Assert.Equal(share.Value.GetDecimal(), decimal.Round(days.ShareWithin(int.Parse(share.Name))!.Value, 6)));
        Assert.Equal((days.Count, days.Mean, days.Longest), (summary.DaysToClose.Count, summary.DaysToClose.Mean, summary.DaysToClose.Longest));
    }

    private static async Task<Dictionary<Guid, List<RecordedEvent>>> CasesAsync(IServiceProvider services)
    {
        var store = services.GetRequiredService<IEventStore>();
        var cases = new Dictionary<Guid, List<RecordedEvent>>();
        for (var position = 0L; await store.ReadAllAsync(position, 10_000, Cancel) is { Count: > 0 } events; position = events[^1].Position)
        {
            foreach (var e in events.Where(e => e.Data is ComplaintEvent))
            {
                if (!cases.TryGetValue(e.Stream.Value, out var stream)) cases.Add(e.Stream.Value, stream = []);
                stream.Add(e);
            }
        }

        return cases;
    }

    private static DateOnly Day(RecordedEvent e) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(e.Metadata.OccurredAt, NewYork).Date);

    private static int Flagged(JsonDocument truth, string category) => truth.RootElement.GetProperty("category_flags").GetProperty(category).GetProperty("flagged").GetInt32();

    private static SortedDictionary<string, int> Counts(JsonDocument truth, string name)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var count in truth.RootElement.GetProperty(name).EnumerateObject())
            counts.Add(count.Name, count.Value.GetInt32());
        return counts;
    }

    private static SortedDictionary<string, int> By(IEnumerable<string> values)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var value in values)
            counts[value] = counts.GetValueOrDefault(value) + 1;
        return counts;
    }
}
