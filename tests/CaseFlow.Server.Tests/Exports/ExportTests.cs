using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using System.Xml.Schema;
using CaseFlow.Access;
using CaseFlow.Exports;
using CaseFlow.Server.Exports;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Tests.Complaints.Import;
using CaseFlow.Server.Tests.PersonalData;
using CaseFlow.Testing;
using CsvHelper;
using Json.Schema;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Exports;

/// <summary>Tables and logs: valid, within the territory, without people, and recorded.</summary>
public sealed class ExportTests(ExportedCities cities) : IClassFixture<ExportedCities>
{
    private const string City = "cn-js.nanjing";

    private static readonly string[] Forms = ["cases.csv", "activities.csv", "log.xes", "log.ocel.json"];

    [Fact]
    public async Task Cases_are_a_table_that_Excel_opens_right()
    {
        var bytes = await cities.TakeAsync($"/api/exports/cases.csv?region={City}&clear=true&purpose=QualityInspection");
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Equal(text.Count(c => c == '\n'), text.Split("\r\n").Length - 1);

        var zhang = Rows(bytes).Single(row => row["id"] == cities.Case);
        Assert.Equal((ExportedCities.Name, ExportedCities.Number), (zhang["name"], zhang["serviceNumber"]));
        // As it was said, and shown as text: a spreadsheet would otherwise run it.
        Assert.Equal($"'{ExportedCities.Summary}", zhang["summary"]);
        Assert.Equal(("Complaint", "Province", "network.roaming.activation", "cn-js.nanjing"), (zhang["kind"], zhang["level"], zhang["topic"], zhang["region"]));
        // The case that it repeats, or may, lies in another city.
        Assert.Equal(("true", ""), (zhang["repeat"], zhang["mergedInto"]));

        var named = Rows(await cities.TakeAsync($"/api/exports/cases.csv?region={City}&labels=zh-CN")).Single(row => row["案件"] == cities.Case);
        Assert.Equal(("投诉", "2026-03-02 10:00:00", "是"), (named["类型"], named["受理时间"], named["重复投诉"]));
        Assert.DoesNotContain("姓名", named.Keys);
    }

    [Fact]
    public async Task A_table_has_the_cases_of_its_filter_in_the_order_in_which_they_were_received()
    {
        var all = Rows(await cities.TakeAsync($"/api/exports/cases.csv?region={City}"));
        Assert.Equal(all.OrderBy(row => row["registeredAt"], StringComparer.Ordinal).ThenBy(row => row["id"], StringComparer.Ordinal).Select(row => row["id"]), all.Select(row => row["id"]));
        Assert.Equal([cities.Case], Rows(await cities.TakeAsync($"/api/exports/cases.csv?region=all&level=Province")).Select(row => row["id"]));
        Assert.Empty(Rows(await cities.TakeAsync($"/api/exports/cases.csv?region=all&to=2026-03-02T02:00:00Z")));
        Assert.Equal(all.Count, Rows(await cities.TakeAsync($"/api/exports/cases.csv?region={City}&from=2026-03-02T02:00:00Z&topic=network")).Count);
        foreach (var (query, error) in Wrong)
            Assert.Equal([error], (await cities.Desk.GetAsync($"/api/exports/cases.csv?{query}")).MustBe(400).Errors);
    }

    private static readonly (string Query, string Error)[] Wrong =
    [
        ("region=all&from=2026-03-02T02:00:00Z&to=2026-03-02T02:00:00Z", "to out-of-range"), ("region=all&labels=fr", "labels out-of-range"),
        ("region=all&clear=true", "purpose required"), ("region=all&sort=Newest", "sort unknown-field"), ("kind=Complaint", "region required"),
    ];

    [Fact]
    public async Task Traces_are_valid_XES_and_hold_all_events_of_their_case()
    {
        var bytes = await cities.TakeAsync($"/api/exports/log.xes?region={City}");
        // The schema has no target namespace.
        var log = XDocument.Parse(Encoding.UTF8.GetString(bytes).Replace($" xmlns=\"{XesLog.Namespace}\"", "", StringComparison.Ordinal));
        var schemas = new XmlSchemaSet();
        schemas.Add(null, SharedFiles.FindSchema("xes-ieee-1849-2016.xsd"));
        var faults = new List<string>();
        log.Validate(schemas, (_, fault) => faults.Add(fault.Message));
        Assert.Empty(faults);

        var trace = log.Root!.Elements("trace").Single(trace => Value(trace, "concept:name") == cities.Home.Resolved);
        Assert.Equal(["complaint_registered", "complaint_assigned", "reply_wording_given", "handling_model_applied", "complaint_resolved"], trace.Elements("event").Where(e => Value(e, "callback") is null && Value(e, "contact") is null).Select(e => Value(e, "concept:name")));
        Assert.Equal(["contact_linked", "contact_recorded"], trace.Elements("event").Where(e => Value(e, "contact") == cities.Home.Contact).Select(e => Value(e, "concept:name")).Order(StringComparer.Ordinal));
        Assert.Contains(trace.Elements("event"), e => Value(e, "callback") == cities.Home.Callback && Value(e, "concept:name") == "callback_scheduled" && Value(e, "org:resource") == "callback-scheduling");
        Assert.All(trace.Elements("event"), e => Assert.Equal("complete", Value(e, "lifecycle:transition")));
        var times = trace.Elements("event").Select(e => DateTimeOffset.Parse(Value(e, "time:timestamp")!)).ToList();
        Assert.Equal(times.Order(), times);
        var zhang = log.Root!.Elements("trace").Single(trace => Value(trace, "concept:name") == cities.Case);
        Assert.Equal("Province", Value(zhang.Elements("event").Single(e => Value(e, "concept:name") == "complaint_escalated"), "level"));

        var chinese = XDocument.Parse(Encoding.UTF8.GetString(await cities.TakeAsync($"/api/exports/log.xes?region={City}&labels=zh-CN&level=Province")));
        Assert.Contains("投诉受理", chinese.Root!.Descendants().Where(element => (string?)element.Attribute("key") == "concept:name").Select(element => (string?)element.Attribute("value")).Aggregate("", string.Concat), StringComparison.Ordinal);

        static string? Value(XElement element, string key) => (string?)element.Elements().FirstOrDefault(one => (string?)one.Attribute("key") == key)?.Attribute("value");
    }

    [Fact]
    public async Task Objects_are_valid_OCEL_and_every_relation_leads_to_one()
    {
        var log = JsonDocument.Parse(await cities.TakeAsync($"/api/exports/log.ocel.json?region={City}")).RootElement;
        var result = JsonSchema.FromText(await File.ReadAllTextAsync(SharedFiles.FindSchema("ocel_schema_ocel2.json"))).Evaluate(log, new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(one => one.Errors is not null).Select(one => $"{one.InstanceLocation}: {string.Join(' ', one.Errors!.Values)}")));

        var objects = Items("objects").ToDictionary(one => Text(one, "id"));
        var types = Items("eventTypes").ToDictionary(one => Text(one, "name"), one => one.GetProperty("attributes").EnumerateArray().Select(attribute => Text(attribute, "name")).ToHashSet());
        var kinds = Items("objectTypes").Select(one => Text(one, "name")).ToList();
        Assert.All(objects.Values, one => Assert.Contains(Text(one, "type"), kinds));
        Assert.All(Items("events").Concat(objects.Values), one => Assert.All(Related(one), other => Assert.True(objects.ContainsKey(other.Id), $"{one} leads nowhere")));
        Assert.All(Items("events"), e => Assert.All(e.GetProperty("attributes").EnumerateArray(), attribute => Assert.Contains(Text(attribute, "name"), types[Text(e, "type")])));

        Assert.Contains((cities.Home.Resolved, "belongs to"), Related(objects[cities.Home.Contact]));
        Assert.Contains((cities.Home.Resolved, "belongs to"), Related(objects[cities.Home.Callback]));
        Assert.Equal(("contact", "callback", "case"), (Text(objects[cities.Home.Contact], "type"), Text(objects[cities.Home.Callback], "type"), Text(objects[cities.Home.Resolved], "type")));
        Assert.Contains(Related(objects[cities.Case]), other => other.Qualifier == "of" && Text(objects[other.Id], "type") == "customer");
        Assert.Contains(("department:network", "handled by"), Related(objects[cities.Home.Case]));
        Assert.Equal(ObjectKinds.All.Select(kind => kind.Name).Order(StringComparer.Ordinal), objects.Values.Select(one => Text(one, "type")).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("reminder", Text(objects[cities.Home.Reminder], "type"));
        Assert.Contains((cities.Home.Resolved, "was followed by"), Related(objects[cities.Home.Reminder]));
        Assert.Contains(Related(objects[cities.Home.Reminder]), other => other.Qualifier == "of" && Text(objects[other.Id], "type") == "customer");
        var planned = Items("events").Single(e => Text(e, "type") == "reminder_planned" && Related(e).Contains((cities.Home.Reminder, "subject")));
        Assert.Contains(planned.GetProperty("attributes").EnumerateArray(), one => (Text(one, "name"), one.GetProperty("value").ToString()) == ("template", "low"));
        var resolved = Items("events").Single(e => Text(e, "type") == "complaint_resolved");
        Assert.Contains((cities.Home.Resolved, "subject"), Related(resolved));

        IEnumerable<JsonElement> Items(string name) => log.GetProperty(name).EnumerateArray();
        static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
        static IEnumerable<(string Id, string Qualifier)> Related(JsonElement element) => element.GetProperty("relationships").EnumerateArray().Select(one => (Text(one, "objectId"), Text(one, "qualifier")));
    }

    [Fact]
    public async Task No_export_tells_of_another_city_and_none_of_people()
    {
        using var auditor = await cities.Server.As(Role.QualityAuditor, City);
        string[] people = [ExportedCities.Name, ExportedCities.Number, ExportedCities.Handler, "漫游不通", cities.Customer, cities.Home.Customer, cities.Home.Number, cities.Home.Marker];
        foreach (var form in Forms)
        {
            var text = Encoding.UTF8.GetString(await cities.TakeAsync($"/api/exports/{form}?region={City}", auditor));
            Assert.Contains(cities.Case, text, StringComparison.Ordinal);
            Assert.DoesNotContain(cities.Foreign.Marks, mark => text.Contains(mark, StringComparison.Ordinal));
            Assert.DoesNotContain(people, one => text.Contains(one, StringComparison.Ordinal));
            Assert.Equal("outside-territory", (await Reply.ReadAsync(await auditor.GetAsync($"/api/exports/{form}?region={cities.Foreign.Territory}"))).MustBe(403).Code);
        }

        var refused = (await Reply.ReadAsync(await auditor.GetAsync($"/api/exports/cases.csv?region={City}&clear=true&purpose=QualityInspection"))).MustBe(403);
        Assert.Equal("RevealPersonalData", refused.Body.GetProperty("permission").GetString());
    }

    [Fact]
    public async Task A_person_has_one_pseudonym_in_a_form_and_another_in_the_next()
    {
        var first = Rows(await cities.TakeAsync($"/api/exports/cases.csv?region={City}")).Single(row => row["id"] == cities.Case);
        var again = Rows(await cities.TakeAsync("/api/exports/cases.csv?region=all&labels=en")).Single(row => row["Case"] == cities.Case);
        Assert.Equal((first["customer"], first["handler"]), (again["Customer"], again["Handler"]));
        Assert.StartsWith("C-", first["customer"], StringComparison.Ordinal);
        var events = Rows(await cities.TakeAsync($"/api/exports/activities.csv?region={City}")).Where(row => row["case"] == cities.Case).ToList();
        Assert.NotEqual(first["customer"], Assert.Single(events.Select(row => row["customer"]).Distinct()));
        Assert.Equal(["complaint_registered", "complaint_assigned", "complaint_escalated", "repeat_link_proposed"], events.Select(row => row["activity"]));
    }

    [Fact]
    public async Task What_is_taken_out_is_recorded_before_it_leaves_with_its_hash_afterwards()
    {
        using var answer = await cities.Server.Http.GetAsync($"/api/exports/cases.csv?region={City}&kind=Complaint,Fault&handler={ExportedCities.Handler}&clear=true&purpose=LegalRequest");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(("text/csv", "attachment"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.DispositionType));
        Assert.EndsWith("-cases.csv", answer.Content.Headers.ContentDisposition.FileName!.Trim('"'), StringComparison.Ordinal);

        var events = await HistoryAsync(Guid.Parse(answer.Headers.GetValues(ExportRoutes.Header).Single()));
        var begun = Assert.IsType<ExportBegun>(events[0]);
        Assert.Equal((ExportForm.Cases, City, true, CaseFlow.PersonalData.RevealPurpose.LegalRequest), (begun.Form, begun.Territory, begun.InClear, begun.Purpose));
        // What was typed may name a person, and is not kept.
        Assert.Equal(["kind=Complaint,Fault", "handler"], begun.Narrowed);
        Assert.Equal(new ExportCompleted(1, Convert.ToHexStringLower(SHA256.HashData(bytes))), events[1]);
        await cities.SettleAsync();
        // And with each customer who is in it in clear.
        Assert.Contains("\"LegalRequest\"", (await cities.Desk.GetAsync($"/api/customers/{cities.Customer}/disclosures?region=all")).MustBe(200).Text, StringComparison.Ordinal);
        Assert.Contains("export_begun", (await cities.Desk.GetAsync("/api/events?region=all&type=export_begun")).MustBe(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_leaves_early_ends_it_and_that_is_recorded()
    {
        var desk = cities.Server.Services.GetRequiredService<ExportDesk>();
        using var leaving = new CancellationTokenSource();
        await using var pipe = new Watched(() => leaving.Cancel());
        var export = default(ExportId);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.RunAsync(new ActivityTable(), Ask(), "test", id => { export = id; return pipe; }, progress: null, leaving.Token));

        Assert.Equal(ExportBreak.CallerLeft, Assert.IsType<ExportBrokenOff>((await HistoryAsync(export.Value))[1]).Cause);
        await using var database = NpgsqlDataSource.Create(cities.Server.ConnectionString);
        await using var idle = database.CreateCommand("select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%' and query like '%from caseflow_event_ledger%order by position'");
        Assert.Equal(0L, await idle.ExecuteScalarAsync());
    }

    [Fact]
    public async Task There_are_so_many_at_a_time_and_a_fault_leaves_nothing_begun()
    {
        var desk = cities.Server.Services.GetRequiredService<ExportDesk>();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, ExportDesk.MostAtOnce).Select(_ => desk.RunAsync(new CaseTable(), Ask(), "test", _ => new Watched(() => { }, go.Task), progress: null, CancellationToken.None)).ToList();
        try
        {
            Assert.Equal("too-many-exports", (await cities.Desk.GetAsync($"/api/exports/log.xes?region={City}")).MustBe(429).Code);
        }
        finally
        {
            go.SetResult();
            await Task.WhenAll(running);
        }

        (await cities.Desk.GetAsync($"/api/exports/log.xes?region={City}")).MustBe(200);
    }

    [Fact]
    public async Task Of_who_was_erased_the_erased_form_is_exported()
    {
        var (customer, complaint) = await ErasureTests.EndedCaseAsync(cities.Server, cities.Desk);
        await ErasureTests.CaughtUpAsync(cities.Server);
        var before = Rows(await cities.TakeAsync($"/api/exports/cases.csv?region={City}&clear=true&purpose=LegalRequest")).Single(row => row["id"] == complaint);
        Assert.Equal(ErasureTests.Said[0], before["name"]);
        await ErasureTests.EraseAsync(cities.Desk, customer);
        await ErasureTests.CaughtUpAsync(cities.Server);

        var bytes = await cities.TakeAsync($"/api/exports/cases.csv?region={City}&clear=true&purpose=LegalRequest");
        Assert.DoesNotContain(ErasureTests.Said, text => Encoding.UTF8.GetString(bytes).Contains(text, StringComparison.Ordinal));
        var after = Rows(bytes).Single(row => row["id"] == complaint);
        Assert.Equal(("⌫", "⌫", "⌫"), (after["name"], after["serviceNumber"], after["summary"]));
        Assert.Equal(before["customer"], after["customer"]);
    }

    private ExportAsk Ask() => new() { Scope = AccessScope.All, Caller = Caller.Unrestricted("tester") };

    private async Task<IReadOnlyList<object>> HistoryAsync(Guid export) =>
        [.. (await cities.Server.Services.GetRequiredService<CommandShell>().HistoryAsync(export, TestContext.Current.CancellationToken)).Select(e => e.Data)];

    private static List<Dictionary<string, string>> Rows(byte[] bytes)
    {
        using var csv = CsvReader.Create(bytes, new CsvReaderOptions { Separator = ',' });
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            var row = new Dictionary<string, string>();
            foreach (var column in csv.Headers.ToArray()) row[column] = csv.GetString(column);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Where an export is written to by a caller who is slow or leaves.</summary>
    private sealed class Watched(Action written, Task? until = null) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            written();
            cancellationToken.ThrowIfCancellationRequested();
            if (until is not null) await until;
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
