using System.Text;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Tests.Complaints.Import;

/// <summary>Importing into a database.</summary>
public sealed class ImportTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly ImportProfile Profile = ImportProfiles.Parse(Rows.Profile, "test");
    private readonly string folder = Directory.CreateTempSubdirectory("caseflow-import-").FullName;
    private ServiceProvider services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IEventStore Store => services.GetRequiredService<IEventStore>();

    public async ValueTask InitializeAsync() => services = await ServicesUnderTest.StartAsync(postgres);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_status_becomes_the_facts_that_it_stands_for()
    {
        var summary = await ImportAsync([.. "Open Pending Solved Closed".Split(' ').Select((state, number) => Rows.Row(("No", $"{number}"), ("State", state)))]);
        Assert.Equal((4, 4, 0), (summary.Rows, summary.Imported, summary.Rejected));
        var cases = await CasesAsync();
        Assert.Equal(
            ["ComplaintRegistered", "ComplaintRegistered ComplaintAcknowledged", "ComplaintRegistered ComplaintResolved", "ComplaintRegistered ComplaintResolved ComplaintClosed"],
            cases.Select(events => string.Join(' ', events.Select(e => e.Data.GetType().Name))).Order(StringComparer.Ordinal));
        Assert.Equal(ClosureBasis.RecordedElsewhere, cases.SelectMany(events => events).Select(e => e.Data).OfType<ComplaintClosed>().Single().Basis);
        Assert.All(cases.SelectMany(events => events), e => Assert.Equal(("import", DateTimeOffset.Parse("2024-05-03T15:53:50+08:00")), (e.Metadata.Actor, e.Metadata.OccurredAt)));
    }

    [Fact]
    public async Task Importing_twice_changes_nothing()
    {
        await ImportAsync([Rows.Row(), Rows.Row(("No", "1002"), ("State", "closed"))]);
        var head = await Store.HeadAsync(Cancel);
        var summary = await ImportAsync([Rows.Row(), Rows.Row(("No", "1002"), ("State", "closed"))]);
        Assert.Equal((0, 0, 2, head), (summary.Imported, summary.Continued, summary.Unchanged, await Store.HeadAsync(Cancel)));
    }

    [Fact]
    public async Task A_later_file_continues_the_cases_that_it_tells_more_of()
    {
        await ImportAsync([Rows.Row(), Rows.Row(("No", "1002"))]);
        var summary = await ImportAsync([Rows.Row(("State", "closed"), ("Closed", "09-05-2024")), Rows.Row(("No", "1002")), Rows.Row(("No", "1003"))]);
        Assert.Equal((1, 1, 1), (summary.Imported, summary.Continued, summary.Unchanged));
        var closed = (await CasesAsync()).SelectMany(events => events).Single(e => e.Data is ComplaintClosed);
        Assert.Equal((3L, DateTimeOffset.Parse("2024-05-09T00:00:00+08:00"), OccurrencePrecision.Day), (closed.Version, closed.Metadata.OccurredAt, closed.Metadata.Precision));
    }

    [Fact]
    public async Task What_the_desk_did_since_is_left_alone()
    {
        await ImportAsync([Rows.Row(("State", "closed"))]);
        var stream = (await CasesAsync()).Single()[0].Stream.Value;
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "chen.min", Scope = AccessScope.All, CorrelationId = "test", OccurredAt = DateTimeOffset.UtcNow };
        await services.GetRequiredService<CommandShell>().DecideAsync(Streams.Complaint, stream, context, state => ClosureDecisions.Reopen(state, new(ReopenCause.ProblemReturned, new Sealed("s1."))), Cancel);
        Assert.Equal(1, (await ImportAsync([Rows.Row(("State", "closed"))])).Unchanged);
        Assert.Equal(ComplaintStatus.Handling, Streams.Complaint.Fold(await Store.ReadStreamAsync(stream, cancellation: Cancel)).Status);
    }

    [Fact]
    public async Task A_record_that_the_rules_refuse_is_rejected_with_their_reason()
    {
        await ImportAsync([Rows.Row()]);
        var stream = (await CasesAsync()).Single()[0].Stream.Value;
        var context = new CommandContext { CommandId = Guid.NewGuid(), Actor = "chen.min", Scope = AccessScope.All, CorrelationId = "test", OccurredAt = DateTimeOffset.UtcNow };
        await services.GetRequiredService<CommandShell>().DecideAsync(Streams.Complaint, stream, context, state => ClosureDecisions.Withdraw(state, new(new Sealed("s1."))), Cancel);
        var summary = await ImportAsync([Rows.Row(("State", "solved"))]);
        Assert.Equal(1, summary.Rejected);
        Assert.Contains("withdrawn", await File.ReadAllTextAsync(summary.RejectedFile!, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_counts_the_same_and_leaves_the_database_as_it_is()
    {
        var (head, keys) = (await Store.HeadAsync(Cancel), await KeysAsync());
        IReadOnlyDictionary<string, string>[] rows = [Rows.Row(), Rows.Row(("No", "1002"), ("State", "solved")), Rows.Row(("No", "1003"), ("Via", "Pigeon"))];
        var dry = await ImportAsync(rows, dryRun: true);
        Assert.Equal((head, keys), (await Store.HeadAsync(Cancel), await KeysAsync()));
        var real = await ImportAsync(rows);
        Assert.Equal((2, 0, 0, 1), (dry.Imported, dry.Continued, dry.Unchanged, dry.Rejected));
        Assert.Equal((dry.Imported, dry.Rejected), (real.Imported, real.Rejected));
        Assert.Equal(dry.Months, real.Months);
        Assert.Equal(dry.Channels, real.Channels);
        Assert.Equal(dry.Statuses, real.Statuses);
        Assert.Equal(dry.Flags, real.Flags);
    }

    [Fact]
    public async Task Corrected_rejected_rows_are_imported_and_a_Chinese_name_comes_through()
    {
        var first = await ImportAsync([Rows.Row(("Via", "Pigeon"), ("Name", "张伟")), Rows.Row(("No", "1002"))]);
        Assert.Equal((1, 1), (first.Imported, first.Rejected));
        await File.WriteAllTextAsync(first.RejectedFile!, (await File.ReadAllTextAsync(first.RejectedFile!, Cancel)).Replace("Pigeon", "Internet", StringComparison.Ordinal), new UTF8Encoding(true), Cancel);
        var second = await services.GetRequiredService<FileImport>().RunAsync(first.RejectedFile!, Profile, dryRun: false, _ => { }, Cancel);
        Assert.Equal((1, 0), (second.Imported, second.Rejected));
        var registered = (await CasesAsync()).SelectMany(events => events).Select(e => e.Data).OfType<ComplaintRegistered>().Single(e => e.Channel.Code == "web");
        var opener = await services.GetRequiredService<PersonalDataVault>().OpenerAsync([registered.Customer.Customer], Cancel);
        Assert.Equal("张伟", opener.Open(registered.Customer.Customer, registered.Customer.Name));
    }

    [Fact]
    public async Task The_customer_of_a_number_is_the_one_that_the_desk_knows()
    {
        await ImportAsync([Rows.Row(("Phone", "138-0000-0001"))]);
        var registered = (ComplaintRegistered)(await CasesAsync()).Single()[0].Data;
        Assert.Equal(await services.GetRequiredService<CustomerIdentity>().OfServiceNumberAsync("13800000001", Cancel), registered.Customer.Customer);
    }

    [Fact]
    public async Task Personal_data_stands_nowhere_in_clear()
    {
        await ImportAsync([Rows.Row()]);
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select count(*) from mt_events where data::text || coalesce(headers::text, '') || correlation_id ~ '张伟|13800000001|Roaming does not work|210000'");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Cancel));
    }

    private async Task<ImportSummary> ImportAsync(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, bool dryRun = false)
    {
        var path = Path.Combine(folder, "list.csv");
        await File.WriteAllLinesAsync(path, rows.Select(row => string.Join(',', row.Values)).Prepend(Rows.Header), Cancel);
        return await services.GetRequiredService<FileImport>().RunAsync(path, Profile, dryRun, _ => { }, Cancel);
    }

    private async Task<List<List<RecordedEvent>>> CasesAsync() =>
        [.. (await Store.ReadAllAsync(0, 10_000, Cancel)).Where(e => e.Data is ComplaintEvent).GroupBy(e => e.Stream.Value).Select(stream => stream.ToList())];

    private async Task<long> KeysAsync()
    {
        await using var command = services.GetRequiredService<NpgsqlDataSource>().CreateCommand("select count(*) from caseflow_keys");
        return (long)(await command.ExecuteScalarAsync(Cancel))!;
    }
}
