using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseFlow.Reminders;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.FollowUps;
using CaseFlow.Server.Reminders;
using CaseFlow.Testing;

namespace CaseFlow.Server.Tests.Access;

/// <summary>What one city has: a case that its network department deals with, a resolved one with a callback, a contact, a customer, an account, a token and an inspected sample.</summary>
/// <param name="Province">The province.</param>
/// <param name="City">The city within it.</param>
/// <param name="Marker">A word that stands in everything of the city and nowhere else.</param>
public sealed record CityPlanted(string Province, string City, string Marker)
{
    /// <summary>Where customers of both cities have the same number.</summary>
    public const string SharedNumber = "13977770000";

    public string Territory => $"{Province}.{City}";

    public string Case { get; init; } = "";

    public string Resolved { get; init; } = "";

    public string Callback { get; init; } = "";

    public string Trace { get; init; } = "";

    public string Contact { get; init; } = "";

    public string Customer { get; init; } = "";

    public string Meeting { get; init; } = "";

    public string Resolution { get; init; } = "";

    public string Warning { get; init; } = "";

    public string Support { get; init; } = "";

    public string Emergency { get; init; } = "";

    public string Series { get; init; } = "";

    public string Trigger { get; init; } = "";

    public string Reminder { get; init; } = "";

    public string Account { get; init; } = "";

    public string Token { get; init; } = "";

    public string Sample { get; init; } = "";

    public string Number { get; init; } = "";

    /// <summary>What gives the city away in an answer that should know nothing of it.</summary>
    public IEnumerable<string> Marks => [Marker, Case, Resolved, Callback, Contact, Customer, Account, Token, Sample, Trace, Meeting, Resolution, Warning, Support, Emergency, Series, Trigger, Reminder];

    /// <summary>A city where nothing is: its ids name nothing.</summary>
    public CityPlanted Nowhere() => this with
    {
        Case = Guid.NewGuid().ToString(),
        Resolved = Guid.NewGuid().ToString(),
        Callback = Guid.NewGuid().ToString(),
        Trace = Guid.NewGuid().ToString(),
        Contact = Guid.NewGuid().ToString(),
        Customer = Guid.NewGuid().ToString(),
        Sample = Guid.NewGuid().ToString(),
        Meeting = Guid.NewGuid().ToString(),
        Resolution = Guid.NewGuid().ToString(),
        Warning = Guid.NewGuid().ToString(),
        Support = Guid.NewGuid().ToString(),
        Emergency = Guid.NewGuid().ToString(),
        Series = Guid.NewGuid().ToString(),
        Trigger = Guid.NewGuid().ToString(),
        Reminder = Guid.NewGuid().ToString(),
    };

    /// <summary>Plants it all, over HTTP, and waits until it is seen.</summary>
    public static async Task<CityPlanted> PlantAsync(ServerUnderTest server, string province, string city, string marker, string number)
    {
        var desk = new Desk(server);
        var region = new { province, city };
        // The same for both cities, and so unchanged the second time.
        (await desk.PostAsync("/api/definitions/reply-wordings/planted", new { zh = "口径", en = "Wording", words = "At six.", validFrom = "2020-01-01", approvedBy = "qian.yu", reason = "r" })).MustBe(200);
        (await desk.PostAsync("/api/definitions/handling-models/planted", new { zh = "模型", en = "Model", owner = "qian.yu", topics = new[] { "network" }, validFrom = "2020-01-01", steps = new[] { "Ask." }, reason = "r" })).MustBe(200);
        var open = await desk.CaseAsync(
            Registration(SharedNumber),
            ("hand-over", new { department = "network", reason = $"A matter of the network, {marker}." }),
            ("hand-over/accept", new { department = "network" }),
            ("score", new { stage = "Verify", score = 4.55 }));
        var resolved = await desk.CaseAsync(Registration(number), ("assign", new { handler = $"{marker}.li" }), ("reply-wordings", new { wording = "planted", version = 1 }), ("handling-models", new { model = "planted", version = 1 }));
        var contact = (await desk.PostAsync("/api/contacts", new
        {
            customer = new { serviceNumber = number },
            channel = "hotline",
            direction = "Inbound",
            outcome = "IvrLocked",
            region,
            place = marker,
            customerSaid = $"I typed it once, {marker}.",
            @lock = new { handledNumberTries = 3, callingNumberTries = 1, endsAt = "2026-03-02T22:11:54+08:00" },
        })).MustBe(201).Created;
        (await desk.PostAsync($"/api/contacts/{contact}/link", new { complaint = resolved })).MustBe(200);
        var trace = (await desk.PostAsync("/api/traces", new { trigger = "Escalation", title = $"Roaming, {marker}", region, evidence = new { complaints = new[] { open }, contacts = new[] { contact } } })).MustBe(201).Created;
        (await desk.PostAsync($"/api/traces/{trace}/analysis", new { department = "network" })).MustBe(200);
        var position = (await desk.DoAsync(resolved, "resolve", new { resolution = $"It works, {marker}." })).MustBe(200).Position;
        var customer = (await desk.PostAsync($"/api/customers/find?region={province}.{city}&after={position}", new { serviceNumber = number })).MustBe(200).Body.GetProperty("data")[0].GetProperty("id").GetString()!;
        var meeting = (await desk.PostAsync("/api/service-meetings", new { region, heldOn = "2026-03-09T09:30:00+08:00", chair = $"Chair of {marker}", from = "2026-03", departments = new[] { "network" } })).MustBe(201).Created;
        (await desk.PostAsync($"/api/service-meetings/{meeting}/agenda", new { @class = "Hotspot", title = $"Roaming, {marker}." })).MustBe(200);
        (await desk.PostAsync($"/api/service-meetings/{meeting}/freeze", new { })).MustBe(200);
        (await desk.PostAsync($"/api/service-meetings/{meeting}/hold", new { departments = new[] { new { department = "network", attendance = "Present", person = marker } } })).MustBe(200);
        var resolution = (await desk.PostAsync($"/api/service-meetings/{meeting}/resolutions", new { text = $"A notice, {marker}.", owner = "network", dueAt = "2026-03-20T18:00:00+08:00", expectedEvidence = marker })).MustBe(201).Created;
        var warning = await PlantedWarnings.PlantAsync(server, new(province, city), ComplaintId.From(Guid.Parse(open)));
        var support = (await desk.PostAsync("/api/support-requests", new { region, need = $"A rule, {marker}.", wantedBy = "2099-06-30T12:00:00+08:00", about = new { matter = "Warning", id = warning } })).MustBe(201).Created;
        var emergency = (await desk.PostAsync("/api/emergencies", new { title = $"Roaming, {marker}", account = $"It fails, {marker}.", region, topics = new[] { "network.roaming" }, occurredAt = "2026-03-02T10:30:00+08:00" })).MustBe(201).Created;
        foreach (var (verb, body) in ((string, object)[])
            [
                ("declare", new { grounds = $"Many, {marker}.", occurredAt = "2026-03-02T10:35:00+08:00" }),
                ("reply-lines", new { words = $"We are on it, {marker}.", channels = new[] { "hotline" }, approvedBy = marker, occurredAt = "2026-03-02T10:40:00+08:00" }),
            ])
            (await desk.PostAsync($"/api/emergencies/{emergency}/{verb}", body)).MustBe(200);
        var series = (await desk.PostAsync("/api/series", new
        {
            code = $"{marker}-calls",
            region,
            zh = $"话务 {marker}",
            en = $"Calls, {marker}",
            subject = "HotlineCalls",
            grain = "Month",
            source = $"Monthly report of {marker}",
            measures = new[] { new { code = "offered", zh = "呼入", en = "Offered", role = "Denominator", unit = "Number" }, new { code = "answered", zh = "接通", en = "Answered", role = "Numerator", unit = "Number" } },
        })).MustBe(201).Created;
        (await desk.PostAsync($"/api/series/{series}/values", new { csv = $"period,offered,answered,note\n2026-03,1000,800,{marker}" })).MustBe(200);
        var account = (await desk.PostAsync("/api/accounts", new { userName = $"{marker}.account", displayName = marker, territory = $"{province}.{city}" })).MustBe(201).Created;
        var token = (await desk.PostAsync("/api/tokens", new { name = $"{marker}.machine", roles = new[] { "QualityAuditor" }, territory = $"{province}.{city}", days = 30 })).MustBe(201).Created;
        (await desk.GetAsync($"/api/complaints/{open}?region=all")).MustBe(200);
        using var officer = await server.As(CaseFlow.Access.Role.DataProtectionOfficer, $"{province}.{city}");
        foreach (var (verb, body) in ((string, object)[])[("erasure", new { ground = "SubjectRequest" }), ("legal-holds", new { reference = $"{marker}-docket", cause = "Litigation" })])
            (await Reply.ReadAsync(await officer.PostAsJsonAsync($"/api/customers/{customer}/{verb}", body, TestContext.Current.CancellationToken))).MustBe(200);
        var callback = CallbackIds.Of(ComplaintId.From(Guid.Parse(resolved)), 1).Value.ToString();
        for (var patience = 300; (await desk.GetAsync($"/api/callbacks/{callback}?region=all")).Status != 200; patience--)
        {
            Assert.True(patience > 0, "No callback was scheduled.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        var (trigger, reminder) = await RemindAsync("low-balance", "BALANCE", "low");
        (await desk.PostAsync($"/api/reminders/{reminder}/complaints", new { complaint = resolved })).MustBe(200);
        var (_, arrived) = await RemindAsync("bill-detail-queried", "CHANNEL", "queried");
        foreach (var verb in new[] { "handed-over", "delivered" })
            (await desk.PostAsync($"/api/reminders/{arrived}/{verb}", new { })).MustBe(200);
        var sample = await InspectAsync();
        return new(province, city, marker) { Sample = sample, Case = open, Resolved = resolved, Callback = callback, Trace = trace, Contact = contact, Customer = customer, Meeting = meeting, Resolution = resolution, Warning = warning, Support = support, Emergency = emergency, Series = series, Trigger = trigger, Reminder = reminder, Account = account, Token = token, Number = number };

        async Task<(string Trigger, string Reminder)> RemindAsync(string kind, string variable, string template)
        {
            var told = (await desk.PostAsync("/api/reminders/triggers", new
            {
                triggerId = $"{marker} {kind}", kind, customer = new { serviceNumber = number }, region, values = new[] { new { name = variable, value = marker } }, occurredAt = "2026-03-02T10:50:00+08:00",
            })).MustBe(201).Created;
            var planned = ReminderPlanning.IdOf(ReminderTriggerId.From(Guid.Parse(told)), template).Value.ToString();
            for (var patience = 300; (await desk.GetAsync($"/api/reminders/{planned}?region=all")).Status != 200; patience--)
            {
                Assert.True(patience > 0, "No reminder was planned.");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }

            return (told, planned);
        }

        async Task<string> InspectAsync()
        {
            (await desk.GetAsync($"/api/complaints?region=all&after={position}")).MustBe(200);
            var drawn = (await desk.PostAsync("/api/inspections", new { region, from = "2026-03-01", to = "2026-03-31", perStratum = 10, card = "complaint-handling", raters = new[] { $"{marker}.rater" } })).MustBe(201);
            var answers = DefinitionSeeds.Scorecard().Content.AllCriteria().Select(criterion => new { criterion = criterion.Code, points = criterion.Top }).ToArray();
            var found = (await desk.PostAsync($"/api/inspections/{drawn.Created}/items/{open}/submit", new { answers, comment = $"Well done, {marker}." }, actor: $"{marker}.rater")).MustBe(200);
            (await desk.GetAsync($"/api/inspections?region=all&after={found.Position}")).MustBe(200);
            return drawn.Created;
        }

        JsonObject Registration(string serviceNumber)
        {
            var registration = desk.Registration();
            registration["region"] = new JsonObject { ["province"] = province, ["city"] = city };
            registration["customer"] = new JsonObject { ["serviceNumber"] = serviceNumber };
            registration["summary"] = $"The phone does not work, {marker}.";
            registration["externalReference"] = $"{marker}-{serviceNumber}";
            return registration;
        }
    }
}
