using CaseFlow.Access;
using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Emergencies;
using CaseFlow.Reminders;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Emergencies;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Inspections;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Reminders;
using CaseFlow.Server.Warnings;
using CaseFlow.Testing;
using CaseFlow.Warnings;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>No question that a page or a route asks reads a large table from end to end, or a part of it that grows with it.</summary>
[Takes(55)]
public sealed partial class BoundedQueries(PlannedServices planned) : IClassFixture<PlannedServices>
{
    /// <summary>Far below <see cref="ManyRows.Count"/>, which the tables have, and independent of it: for each status a thousand rows and their rounding.</summary>
    private const int MostRows = 9_000;

    /// <summary>What the first page of an unfiltered list looks at: its own rows, and the first of each city and status.</summary>
    private const int FewRows = 3_000;

    private static readonly Caller Analyst = Caller.Unrestricted("zhou.min") with { Permissions = RoleRules.Of(Role.DataProtectionOfficer) };
    private static readonly AccessScope[] Scopes = [AccessScope.All, AccessScope.TryParse("cn-js")!, AccessScope.TryParse("cn-js.city3")!];
    private static readonly WorkListSort[] Sorts = Enum.GetValues<WorkListSort>();

    [Fact]
    public async Task A_list_without_a_filter_reads_its_own_page_alone()
    {
        foreach (var (scope, sort, statuses) in
            from scope in Scopes from sort in Sorts from statuses in Statuses select (scope, sort, statuses))
            await WalkAsync(scope, new() { Statuses = statuses }, sort, FewRows);
    }

    [Fact]
    public async Task A_list_with_any_filter_looks_at_so_many_cases()
    {
        // Each filter under each order, and in each territory; not all three at once, which would take three times as long.
        foreach (var (index, (sort, filter)) in (from sort in Sorts from filter in Filters select (sort, filter)).Index())
            await WalkAsync(Scopes[index % Scopes.Length], filter, sort, MostRows);
    }

    [Fact]
    public async Task A_list_looks_at_so_many_cases_whatever_filters_a_page_combines()
    {
        // Each combination under one order, so that all orders come round with each value.
        foreach (var (index, (statuses, topic, handler, level, due)) in (
            from statuses in new ComplaintStatus[][] { [], [ComplaintStatus.Closed] }
            from topic in new[] { null, "topic1", "network.rare" }
            from handler in new[] { null, ManyRows.Handler, WorkListFilters.Nobody }
            from level in new EscalationLevel[][] { [], [EscalationLevel.Province] }
            from due in new[] { null, "overdue", "soon" }
            select (statuses, topic, handler, level, due)).Index())
        {
            var filter = WorkListFilters.Read(statuses.Select(status => status.ToString()).FirstOrDefault(), topic, handler, level.Select(at => at.ToString()).FirstOrDefault(), due, "me", PlannedServices.Now);
            await WalkAsync(Scopes[1], filter, Sorts[index % Sorts.Length], MostRows);
        }
    }

    [Theory]
    [InlineData("cn-js", "topic1", null, null, true)]
    [InlineData("cn-js.city3", "topic1", null, null, false)]
    [InlineData("all", null, "odd", null, true)]
    [InlineData("all", "network.rare", null, null, false)]
    [InlineData("cn-js", null, null, ManyRows.Handler, false)]
    [InlineData("cn-js", null, null, ManyRows.BusyHandler, false)]
    [InlineData("cn-js.city3", null, null, ManyRows.BusyHandler, false)]
    public async Task A_total_is_exact_or_a_true_bound_and_the_pages_lose_no_case(string region, string? topic, string? flag, string? handler, bool bounded)
    {
        var (scope, filter) = (AccessScope.TryParse(region)!, new WorkListFilter { Topic = topic, DataFlag = flag, Handler = handler });
        var list = planned.Services.GetRequiredService<WorkList>();
        var (seen, total, atLeast, cursor) = (new List<Guid>(), 0L, false, (string?)null);
        do
        {
            var page = (await list.AskAsync(scope, filter, WorkListSort.Newest, new(PageRequest.Largest, cursor), Analyst, TestContext.Current.CancellationToken)).Data;
            if (cursor is null) (total, atLeast) = (page.Total, page.TotalIsAtLeast);
            seen.AddRange(page.Items.Select(item => item.Id));
            cursor = page.Next;
        }
        while (cursor is not null);

        await using var count = planned.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand("""
            select array_agg(complaint order by registered_at desc, complaint desc) from caseflow_work_list
            where ($1 = 'all' or province = split_part($1, '.', 1) and (city = split_part($1, '.', 2) or $1 not like '%.%')) and status not in ('Merged', 'Withdrawn')
                and ($2 is null or topic = $2 or topic like $2 || '.%') and ($3 is null or $3 = any(data_flags)) and ($4 is null or handler = $4)
            """);
        foreach (var value in new[] { region, topic, flag, handler })
            count.Parameters.Add(new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        var expected = (Guid[])(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(expected, seen);
        Assert.Equal(bounded, atLeast);
        Assert.True(bounded ? total <= expected.Length : total == expected.Length, $"{total} of {expected.Length}");
    }

    [Fact]
    public async Task What_is_known_of_a_customer_is_found_by_the_customer()
    {
        var history = planned.Services.GetRequiredService<CustomerHistory>();
        foreach (var (scope, id) in from scope in Scopes from id in new[] { ManyRows.Customer, ManyRows.BusyCustomer } select (scope, id))
        {
            var customer = CustomerId.From(id);
            await CheckAsync($"{scope} {id}", MostRows, () => history.AskAsync(scope, customer, Analyst, TestContext.Current.CancellationToken));
            var contacts = await CheckAsync($"{scope} {id} contacts", MostRows, () => history.ContactsAsync(scope, customer, new(), Analyst, TestContext.Current.CancellationToken));
            // Within a territory the customer's own contacts are counted, those elsewhere passed over.
            if (scope == AccessScope.All) Assert.Equal(id == ManyRows.BusyCustomer, contacts.Data.TotalIsAtLeast);
            if (contacts.Data.Next is { } next) await CheckAsync($"{scope} {id} more contacts", MostRows, () => history.ContactsAsync(scope, customer, new(50, next), Analyst, TestContext.Current.CancellationToken));
            await CheckAsync($"{scope} found", FewRows, () => history.FindAsync(scope, "13800000000", null, Analyst, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Rates_add_up_counters_and_their_cases_are_found_by_time()
    {
        var (rates, averages, cases, candidates) = (
            planned.Services.GetRequiredService<RepeatComplaintRates>(), planned.Services.GetRequiredService<ContactsPerCase>(),
            planned.Services.GetRequiredService<RepeatComplaintCases>(), planned.Services.GetRequiredService<RepeatCandidates>());
        var question = new KpiQuestion(new(2026, 1, 1), new(2026, 6, 1), [KpiDimension.Month, KpiDimension.City]);
        foreach (var scope in Scopes)
        {
            await CheckAsync($"rates {scope}", MostRows, () => rates.AskAsync(scope, question, TestContext.Current.CancellationToken));
            await CheckAsync($"averages {scope}", MostRows, () => averages.AskAsync(scope, question, TestContext.Current.CancellationToken));
            await CheckAsync($"candidates {scope}", FewRows, () => candidates.AskAsync(CustomerId.From(ManyRows.Customer), "topic1.sub", PlannedServices.Now, scope, TestContext.Current.CancellationToken));
            foreach (var (repeats, topic, tree) in from repeats in new bool?[] { null, true, false } from topic in new[] { null, "topic1", "none" } from tree in Enum.GetValues<TopicTree>() select (repeats, topic, tree))
            {
                var filter = new CountedCaseFilter(new(2026, 1, 1), new(2026, 6, 1)) { Repeats = repeats, Topic = topic, Tree = tree };
                var first = await CheckAsync($"cases {scope} {filter}", MostRows, () => cases.AskAsync(scope, filter, new(50), TestContext.Current.CancellationToken));
                if (first.Data.Next is { } next) await CheckAsync($"cases {scope} {filter} next", MostRows, () => cases.AskAsync(scope, filter, new(50, next), TestContext.Current.CancellationToken));
            }
        }
    }

    [Fact]
    public async Task The_cases_behind_a_number_are_found_by_time()
    {
        var cases = planned.Services.GetRequiredService<KpiCases>();
        foreach (var (scope, kpi, part, place) in from scope in Scopes from kpi in new[] { CaseKpis.EscalationRate, CaseKpis.FirstContactResolution, CaseKpis.HandOverBounces, CaseKpis.TimeToResolve, CaseKpis.Complaints } from part in Enum.GetValues<KpiPart>() from place in new[] { null, "cn-js.city3" } select (scope, kpi, part, place))
        {
            var filter = new KpiCaseFilter(new(2026, 1, 1), new(2026, 6, 1), part) { Place = place };
            var first = await CheckAsync($"{kpi.Definition.Id} {scope} {part} {place}", MostRows, () => cases.AskAsync(kpi, new(scope, Analyst), filter, new(50), point: null, TestContext.Current.CancellationToken));
            if (first.Data.Next is { } next) await CheckAsync($"{kpi.Definition.Id} {scope} {part} {place} next", MostRows, () => cases.AskAsync(kpi, new(scope, Analyst), filter, new(50, next), point: null, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task The_agenda_and_a_case_are_found_by_what_they_are_asked_for()
    {
        var agenda = planned.Services.GetRequiredService<CallbackAgenda>();
        CallbackAgendaFilter[] filters =
        [
            new(), new() { Statuses = [AgendaStatus.Completed] }, new() { Agent = "agent7" }, new() { Customer = ManyRows.BusyCustomer }, new() { Complaint = ManyRows.Case },
            new() { DueBefore = PlannedServices.Now }, new() { DueBefore = PlannedServices.Now, Statuses = Enum.GetValues<AgendaStatus>() }, new() { Agent = "nobody", Statuses = [AgendaStatus.Completed] },
        ];
        foreach (var (scope, filter) in from scope in Scopes from filter in filters select (scope, filter))
        {
            var first = await CheckAsync($"agenda {scope} {filter}", MostRows, () => agenda.AskAsync(scope, filter, new(25), Analyst, TestContext.Current.CancellationToken));
            if (first.Data.Next is { } next) await CheckAsync($"agenda {scope} {filter} next", MostRows, () => agenda.AskAsync(scope, filter, new(25, next), Analyst, TestContext.Current.CancellationToken));
        }

        await CheckAsync("callback", 10, () => agenda.FindAsync(AccessScope.All, CallbackId.From(Guid.NewGuid()), Analyst, TestContext.Current.CancellationToken));
        var models = planned.Services.GetRequiredService<ReadModels>();
        await CheckAsync("threads", 10, () => models.AskAsync(AccessScope.All, CaseThreads.Projection, connection => CaseFile.TiesAsync(connection, ComplaintId.From(ManyRows.Case), TestContext.Current.CancellationToken), TestContext.Current.CancellationToken));
        await CheckAsync("sweep", FewRows, () => planned.Services.GetRequiredService<CallbackSweep>().FindAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Clocks_are_found_by_what_they_are_asked_for()
    {
        var (clocks, compliance) = (planned.Services.GetRequiredService<RunningClocks>(), planned.Services.GetRequiredService<ClockCompliance>());
        RunningClockFilter[] filters =
        [
            new(), new() { Statuses = [RunningClockStatus.Overdue] }, new() { Obligations = [Obligation.Resolve] }, new() { Obligations = [Obligation.CallBack] }, new() { Complaint = ManyRows.Case },
            new() { Handler = ManyRows.BusyHandler }, new() { Handler = ManyRows.Handler }, new() { Handler = "nobody" }, new() { DueBefore = PlannedServices.Now },
            new() { DueBefore = PlannedServices.Now, Statuses = [RunningClockStatus.DueSoon], Obligations = [Obligation.Acknowledge] },
        ];
        foreach (var (scope, filter) in from scope in Scopes from filter in filters select (scope, filter))
        {
            var first = await CheckAsync($"clocks {scope} {filter}", MostRows, () => clocks.AskAsync(scope, filter, new(25), TestContext.Current.CancellationToken));
            if (first.Data.Next is { } next) await CheckAsync($"clocks {scope} {filter} next", MostRows, () => clocks.AskAsync(scope, filter, new(25, next), TestContext.Current.CancellationToken));
        }

        var question = new KpiQuestion(new(2026, 1, 1), new(2026, 6, 1), [KpiDimension.Month, KpiDimension.Clock]);
        foreach (var scope in Scopes)
            await CheckAsync($"compliance {scope}", MostRows, () => compliance.AskAsync(scope, question, TestContext.Current.CancellationToken));
        await CheckAsync("clock sweep", FewRows, () => ActivatorUtilities.CreateInstance<ClockSweep>(planned.Services).FindAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Events_are_found_by_whatever_they_are_asked_for()
    {
        var ledger = planned.Services.GetRequiredService<EventLedger>();
        LedgerFilter[] filters =
        [
            new(), new() { Actor = ManyRows.BusyHandler }, new() { Actor = ManyRows.Handler }, new() { Actor = "nobody" }, new() { Types = ["complaint_registered"] },
            new() { Types = ["complaint_merged"] }, new() { Types = ["complaint_merged", "complaint_resolved"] }, new() { Customer = ManyRows.BusyCustomer }, new() { Customer = ManyRows.Customer },
            new() { Complaint = ManyRows.Case }, new() { Stream = ManyRows.Case }, new() { Automation = true }, new() { Correlation = "click 7" }, new() { Cause = ManyRows.Case },
            new() { Policy = "repeat-rule", PolicyVersion = 1 }, new() { Policy = "callback", PolicyVersion = 9 }, new() { Actor = ManyRows.BusyHandler, Types = ["complaint_merged"] },
            new() { OccurredFrom = PlannedServices.Now.AddDays(-30), OccurredTo = PlannedServices.Now.AddDays(-20) }, new() { OccurredTo = PlannedServices.Now.AddYears(-1) },
            new() { RecordedFrom = PlannedServices.Now.AddDays(-30), RecordedTo = PlannedServices.Now.AddDays(-20), Actor = ManyRows.BusyHandler },
        ];
        foreach (var (scope, sort, filter) in from scope in Scopes from sort in Enum.GetValues<LedgerSort>() from filter in filters select (scope, sort, filter))
        {
            var first = await CheckAsync($"events {scope} {sort} {filter}", MostRows, () => ledger.AskAsync(scope, filter, sort, new(25), TestContext.Current.CancellationToken));
            if (first.Data.Next is { } next) await CheckAsync($"events {scope} {sort} {filter} next", MostRows, () => ledger.AskAsync(scope, filter, sort, new(25, next), TestContext.Current.CancellationToken));
        }

        await CheckAsync("event", FewRows, () => planned.Services.GetRequiredService<EventDetails>().AskAsync(AccessScope.All, ManyRows.Case, Analyst, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_sample_is_found_by_its_id_and_samples_by_when_they_were_drawn()
    {
        var (samples, items, results) = (
            planned.Services.GetRequiredService<InspectionSamples>(), planned.Services.GetRequiredService<InspectionItems>(), planned.Services.GetRequiredService<InspectionResults>());
        var (sample, complaint) = (InspectionSampleId.From(ManyRows.Sample), ComplaintId.From(ManyRows.SampledCase));
        foreach (var scope in Scopes)
        {
            var first = await CheckAsync($"samples {scope}", FewRows, () => samples.AskAsync(scope, new(25), TestContext.Current.CancellationToken));
            await CheckAsync($"samples {scope} next", FewRows, () => samples.AskAsync(scope, new(25, first.Data.Next), TestContext.Current.CancellationToken));
            Assert.Equal((25, true), (first.Data.Items.Count, first.Data.TotalIsAtLeast));
            await CheckAsync($"items {scope}", FewRows, () => items.AskAsync(scope, sample, new(), Analyst, TestContext.Current.CancellationToken));
            await CheckAsync($"item {scope}", FewRows, () => items.FindAsync(scope, sample, complaint, Analyst, TestContext.Current.CancellationToken));
            var found = await CheckAsync($"results {scope}", FewRows, () => results.AskAsync(scope, sample, Analyst, TestContext.Current.CancellationToken));
            if (scope == AccessScope.All) Assert.Equal(500, found!.Data.Findings);
        }
    }

    [Fact]
    public async Task Reminders_are_found_by_what_they_are_asked_for()
    {
        var (list, gateway, figures) = (planned.Services.GetRequiredService<ReminderList>(), planned.Services.GetRequiredService<IReminderGateway>(), planned.Services.GetRequiredService<ReminderFigures>());
        ReminderFilter[] filters =
        [
            new(), new() { Statuses = [ReminderStatus.Planned] }, new() { Statuses = [ReminderStatus.Planned, ReminderStatus.Undelivered] }, new() { Touchpoint = "service-change" }, new() { Customer = ManyRows.BusyCustomer },
            new() { Customer = ManyRows.Customer }, new() { Trigger = ManyRows.Case }, new() { Followed = true }, new() { Followed = true, Plan = "low-balance", Template = "low", TemplateVersion = 2 }, new() { Plan = "none" },
        ];
        foreach (var (scope, filter) in from scope in Scopes from filter in filters select (scope, filter))
        {
            var first = await CheckAsync($"reminders {scope} {filter}", MostRows, () => list.AskAsync(scope, filter, new(25), Analyst, TestContext.Current.CancellationToken));
            if (first.Data.Next is { } next) await CheckAsync($"reminders {scope} {filter} next", MostRows, () => list.AskAsync(scope, filter, new(25, next), Analyst, TestContext.Current.CancellationToken));
        }

        foreach (var scope in Scopes)
        {
            await CheckAsync($"due {scope}", MostRows, () => gateway.DueAsync(scope, new(25), TestContext.Current.CancellationToken));
            await CheckAsync($"figures {scope}", MostRows, () => figures.AskAsync(scope, new(new(2026, 1, 1), new(2026, 6, 1)), TestContext.Current.CancellationToken));
        }

        await CheckAsync("followed", FewRows, () => list.FollowedAsync(CustomerId.From(ManyRows.BusyCustomer), PlannedServices.Now, 0, TestContext.Current.CancellationToken));
        await CheckAsync("pending", FewRows, () => list.PendingOfAsync(CustomerId.From(ManyRows.Customer), 0, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_was_told_a_wording_and_what_came_of_a_model_is_found_by_its_versions()
    {
        var used = planned.Services.GetRequiredService<UsedDefinitions>();
        foreach (var scope in Scopes.Append(AccessScope.TryParse("cn-zj")!))
        {
            var first = await CheckAsync($"told {scope}", MostRows, () => used.ToldAsync(scope, ManyRows.Definition, 3, new(25), TestContext.Current.CancellationToken));
            Assert.Equal(25, first.Data.Items.Count);
            if (first.Data.Next is { } next) await CheckAsync($"told {scope} next", MostRows, () => used.ToldAsync(scope, ManyRows.Definition, 3, new(25, next), TestContext.Current.CancellationToken));
            await CheckAsync($"never told {scope}", FewRows, () => used.ToldAsync(scope, "none", 1, new(25), TestContext.Current.CancellationToken));
            // Each case twice: where the model was applied to it, and what came of it.
            var effects = await CheckAsync($"effect {scope}", (2L * UsedDefinitions.MostCases * UsedDefinitions.MostVersions) + FewRows, () => used.EffectAsync(scope, ManyRows.Definition, TestContext.Current.CancellationToken));
            Assert.Equal([9, 8, 7, 6, 5], effects.Data.Select(effect => effect.Version));
            Assert.All(effects.Data, effect => Assert.True(effect.Cases is > 0 and <= UsedDefinitions.MostCases, $"{scope} {effect}"));
        }
    }

    [Fact]
    public async Task Series_are_found_by_when_they_were_defined()
    {
        var list = planned.Services.GetRequiredService<MeasuredSeriesList>();
        foreach (var scope in Scopes.Append(AccessScope.TryParse("cn-zj")!))
        {
            var first = await CheckAsync($"series {scope}", MostRows, () => list.AskAsync(scope, new(25), TestContext.Current.CancellationToken));
            Assert.Equal(25, first.Data.Items.Count);
            await CheckAsync($"series {scope} next", MostRows, () => list.AskAsync(scope, new(25, first.Data.Next), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Warnings_and_requests_are_found_by_what_they_are_asked_for_and_open_ones_behind_years_of_others()
    {
        var (board, support) = (planned.Services.GetRequiredService<WarningBoard>(), planned.Services.GetRequiredService<SupportList>());
        WarningFilter[] filters =
        [
            new(), new() { Statuses = [WarningStatus.Promoted] }, new() { Statuses = Enum.GetValues<WarningStatus>() }, new() { Grades = [WarningGrade.Red] }, new() { Kinds = [WarningKind.Source] },
            new() { Rule = "rare" }, new() { Rule = "none" }, new() { Topic = "topic1" }, new() { Topic = "network", Statuses = [WarningStatus.Dismissed] },
        ];
        foreach (var (scope, filter) in from scope in Scopes from filter in filters select (scope, filter))
        {
            var first = await CheckAsync($"warnings {scope} {filter}", MostRows, () => board.AskAsync(scope, filter, new(25), TestContext.Current.CancellationToken));
            if (filter == filters[0]) Assert.NotEmpty(first.Data.Items);
            if (first.Data.Next is { } next) await CheckAsync($"warnings {scope} {filter} next", MostRows, () => board.AskAsync(scope, filter, new(25, next), TestContext.Current.CancellationToken));
        }

        foreach (var (scope, statuses) in from scope in Scopes from statuses in new SupportStatus[][] { [], [SupportStatus.Requested], [SupportStatus.Closed], [SupportStatus.Requested, SupportStatus.Withdrawn] } select (scope, statuses))
        {
            var first = await CheckAsync($"support {scope} {string.Join(',', statuses)}", MostRows, () => support.AskAsync(scope, statuses, new(25), TestContext.Current.CancellationToken));
            if (statuses.Length < 2) Assert.NotEmpty(first.Data.Items);
            if (first.Data.Next is { } next) await CheckAsync($"support {scope} {string.Join(',', statuses)} next", MostRows, () => support.AskAsync(scope, statuses, new(25, next), TestContext.Current.CancellationToken));
        }

        await CheckAsync("going on", FewRows, () => board.GoingOnAsync("rule1", TestContext.Current.CancellationToken));
        await CheckAsync("latest", FewRows, () => board.LatestAsync("rule1", new(new("cn-js", "city3"), "topic1.sub"), TestContext.Current.CancellationToken));
        await CheckAsync("warning", 10, () => board.FindAsync(AccessScope.All, WarningId.From(ManyRows.Case), TestContext.Current.CancellationToken));
        foreach (var scope in Scopes)
            await CheckAsync($"raised {scope}", MostRows, () => board.RaisedAsync(scope, PlannedServices.Now.AddDays(-40), PlannedServices.Now.AddDays(-33), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Emergencies_and_the_calls_of_those_under_way_are_found_by_what_they_are_asked_for()
    {
        var (board, agenda) = (planned.Services.GetRequiredService<EmergencyBoard>(), planned.Services.GetRequiredService<DeskAgenda>());
        foreach (var (scope, statuses, drill) in
            from scope in Scopes from statuses in new EmergencyStatus[][] { [], [EmergencyStatus.Declared], [EmergencyStatus.Proposed, EmergencyStatus.Declared], [EmergencyStatus.Dismissed] } from drill in new bool?[] { null, true, false } select (scope, statuses, drill))
        {
            var first = await CheckAsync($"emergencies {scope} {string.Join(',', statuses)} {drill}", MostRows, () => board.AskAsync(scope, statuses, drill, asOf: null, new(20), TestContext.Current.CancellationToken));
            if (statuses is [EmergencyStatus.Declared] && drill is null) Assert.True(first.Data.Total > 0, $"None is found of {scope}.");
            if (first.Data.Next is { } next) await CheckAsync($"emergencies {scope} {string.Join(',', statuses)} {drill} next", MostRows, () => board.AskAsync(scope, statuses, drill, asOf: null, new(20, next), TestContext.Current.CancellationToken));
        }

        var desk = Analyst with { Permissions = RoleRules.Of(Role.DeskAgent) };
        foreach (var (scope, filter) in from scope in Scopes from filter in new CallbackAgendaFilter[] { new(), new() { Statuses = [AgendaStatus.Due] }, new() { Customer = ManyRows.BusyCustomer } } select (scope, filter))
        {
            var first = await CheckAsync($"desk {scope} {filter}", MostRows, () => agenda.AskAsync(scope, filter, new(25), desk, TestContext.Current.CancellationToken));
            if (first.Data.Next is { } next) await CheckAsync($"desk {scope} {filter} next", MostRows, () => agenda.AskAsync(scope, filter, new(25, next), desk, TestContext.Current.CancellationToken));
        }
    }

    private static IEnumerable<ComplaintStatus[]> Statuses => [[], .. Enum.GetValues<ComplaintStatus>().Select(status => new[] { status })];

    private static IEnumerable<WorkListFilter> Filters =>
    [
        new() { Kinds = [ComplaintKind.Consultation] }, new() { Levels = [EscalationLevel.Province] }, new() { Levels = [Enum.GetValues<EscalationLevel>()[^1]] },
        new() { Priorities = [Priority.P1] }, new() { Priorities = [Priority.P3] }, new() { Priorities = [Priority.P1, Priority.P2] }, new() { Priorities = [Priority.P1, Priority.P4], Statuses = [ComplaintStatus.Received] },
        new() { Topic = "topic1" }, new() { Topic = "network" }, new() { Topic = "none" },
        new() { Handler = ManyRows.BusyHandler }, new() { Handler = ManyRows.Handler }, new() { Handler = "none" }, new() { Unassigned = true }, new() { Unassigned = false },
        new() { Department = "network" }, new() { Customer = ManyRows.BusyCustomer }, new() { Customer = ManyRows.Customer }, new() { Channel = "none" }, new() { Source = "web" },
        new() { ExternalReference = "REF-700" }, new() { DueBefore = PlannedServices.Now }, new() { DueBefore = PlannedServices.Now, Statuses = [ComplaintStatus.Received] },
        new() { Overdue = true }, new() { Overdue = false }, new() { Repeat = true }, new() { Reopened = true }, new() { DataFlag = "odd" }, new() { DataFlag = "none" },
    ];

    private async Task WalkAsync(AccessScope scope, WorkListFilter filter, WorkListSort sort, long most)
    {
        var list = planned.Services.GetRequiredService<WorkList>();
        string? cursor = null;
        for (var pages = 0; pages < 2; pages++)
        {
            var answer = await CheckAsync($"{scope} {sort} {System.Text.Json.JsonSerializer.Serialize(filter)} page {pages}", most, () => list.AskAsync(scope, filter, sort, new(25, cursor), Analyst, TestContext.Current.CancellationToken));
            if ((cursor = answer.Data.Next) is null) break;
        }
    }

    private async Task<T> CheckAsync<T>(string question, long most, Func<Task<T>> ask)
    {
        planned.TakePlans();
        var answer = await ask();
        var plans = planned.TakePlans();
        Assert.NotEmpty(plans);
        foreach (var plan in plans)
        {
            var faults = Work.Scans(plan).Select(table => $"reads all of {table}").ToList();
            if (Work.Rows(plan) > most) faults.Add($"looks at {Work.Rows(plan)} rows");
            if (Work.IsCompiled(plan)) faults.Add("is compiled");
            if (faults.Count > 0) Assert.Fail($"{question}: a statement {string.Join(" and ", faults)}.\n{plan}");
        }

        return answer;
    }
}
