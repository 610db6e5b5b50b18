using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Testing;

/// <summary>A server with its pages, for all tests of a class; each works on cases of its own.</summary>
public sealed class Site(PostgresFixture postgres, Chromium chromium) : IAsyncLifetime
{
    private int customers;

    /// <summary>The server.</summary>
    public ServerUnderTest Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerUnderTest.StartAsync(postgres, new DeskClock());

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A browser of its own for somebody who may do everything everywhere, or has the roles that are given.</summary>
    public async Task<Visitor> VisitAsync(string language, string agent = "li.na", int width = 1280, params Grant[] grants) =>
        await Visitor.ComeAsync(chromium.Browser, Server.Address, language, await Login.OfAsync(Server, agent, grants), width);

    /// <summary>A browser in which nobody has signed in.</summary>
    public Task<Visitor> VisitSignedOutAsync(string language) => Visitor.ComeAsync(chromium.Browser, Server.Address, language, login: null, 1280);

    /// <summary>A number that no customer has yet.</summary>
    public string FreshNumber() => string.Create(CultureInfo.InvariantCulture, $"1390000{Interlocked.Increment(ref customers):0000}");

    /// <summary>Registers a case over HTTP; the answer is its id.</summary>
    public async Task<string> RegisterAsync(string number, string topic = "network.roaming.activation", string? occurredAt = null) => (string)(await PostAsync("/api/complaints", new
    {
        kind = "Complaint",
        channel = "hotline",
        source = "customer",
        topic,
        region = new { province = "cn-js", city = "nanjing" },
        customer = new { serviceNumber = number, name = "Zhang Wei", tier = "gold", brand = "gotone" },
        summary = "The phone does not work in Hong Kong.",
        occurredAt,
    }))["id"]!;

    /// <summary>Traces a case to a cause that lies in a rule, and to what is done about it; the answer is the trace's id.</summary>
    public async Task<string> TraceAsync(string complaint)
    {
        const string said = "Portal text.";
        await PostAsync("/api/definitions/catalogue/Rule/roaming-activation", new
        {
            zh = "漫游开通时限", en = "When roaming works", citation = "70", department = "marketing", words = said, validFrom = "2011-03-01T00:00:00+08:00", reason = said,
            terms = new { activation = new { immediateForAll = false, immediateTiers = Array.Empty<string>(), immediateBrands = Array.Empty<string>(), nextDayAt = "06:00:00" } },
        });
        var contact = (string)(await PostAsync("/api/contacts", new { channel = "hotline", direction = "Inbound", outcome = "AllAgentsBusy", region = new { province = "cn-js", city = "nanjing" }, complaint }))["id"]!;
        var evidence = new { complaints = new[] { complaint }, contacts = new[] { contact } };
        var trace = (string)(await PostAsync("/api/traces", new { trigger = "Escalation", title = said, region = new { province = "cn-js" }, topic = "network.roaming.activation", evidence }))["id"]!;
        await PostAsync($"/api/traces/{trace}/analysis", new { department = "network" });
        var found = await PostAsync($"/api/traces/{trace}/causes", new { kind = "Rule", branch = "Method", summary = said, who = said, whys = new[] { said, said }, explains = evidence, liesIn = new { kind = "Rule", entry = "roaming-activation", version = 1 } });
        var cause = await LastOfAsync(trace, found, "causes", "found", "cause");
        await PostAsync($"/api/traces/{trace}/causes/{cause}/confirm", new { });
        await PostAsync($"/api/traces/{trace}/evaluation-plan", new { baseline = new { kpi = "contacts-per-case", territory = "cn-js", from = "2026-03" }, from = "2026-04", target = 1.5, reviewAt = "2026-05-01T00:00:00+08:00" });
        var planned = await PostAsync($"/api/traces/{trace}/improvements", new { group = said, measure = said, causes = new[] { cause }, department = "marketing", owner = "wang.fang", dueAt = "2026-03-31T00:00:00+08:00" });
        var improvement = await LastOfAsync(trace, planned, "improvements", "planned", "improvement");
        await PostAsync($"/api/traces/{trace}/improvements/{improvement}/complete", new { evidence = said });
        var told = await PostAsync($"/api/traces/{trace}/evaluate", new { value = 1.2, enteredOn = said });
        await LastOfAsync(trace, told, "improvements", "planned", "improvement");
        return trace;
    }

    /// <summary>The id of what a command brought, once it is seen.</summary>
    private async Task<string> LastOfAsync(string trace, JsonNode said, string list, string part, string id)
    {
        var answer = await Server.Http.GetFromJsonAsync<JsonNode>($"/api/traces/{trace}?region=cn-js&after={said["position"]}", TestContext.Current.CancellationToken);
        return (string)answer!["data"]![list]!.AsArray()[^1]![part]![id]!;
    }

    /// <summary>A city's meeting that was held and resolved something; the answer is its id. What is written names nobody but whom other pages name.</summary>
    public async Task<string> MeetingAsync()
    {
        var region = new { province = "cn-js", city = "nanjing" };
        var month = DateTimeOffset.UtcNow.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        var meeting = (string)(await PostAsync("/api/service-meetings", new { region, heldOn = DateTimeOffset.UtcNow, chair = "Zhang Wei", from = month, departments = new[] { "network", "marketing" } }))["id"]!;
        await PostAsync($"/api/service-meetings/{meeting}/agenda", new { @class = "CrossDepartment", title = "Portal text." });
        await PostAsync($"/api/service-meetings/{meeting}/freeze", new { });
        await PostAsync($"/api/service-meetings/{meeting}/hold", new { departments = new[] { new { department = "network", attendance = "Present" }, new { department = "marketing", attendance = "Absent" } } });
        await PostAsync($"/api/service-meetings/{meeting}/resolutions", new { text = "Roaming is active.", owner = "network", dueAt = "2026-01-01T18:00:00+08:00", expectedEvidence = "Portal text." });
        await PostAsync($"/api/service-meetings/{meeting}/support-requests", new { need = "Roaming is active." });
        return meeting;
    }

    /// <summary>Raises a warning and waits until the board shows it; the answer is its id.</summary>
    public async Task<string> WarningAsync(string complaint)
    {
        var warning = await PlantedWarnings.PlantAsync(Server, new("cn-js", "nanjing"), ComplaintId.From(Guid.Parse(complaint)));
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        return warning;
    }

    /// <summary>A handling model and a reply wording, and a case that relies on both. What is written names nobody but whom other pages name.</summary>
    public async Task RelyOnDefinitionsAsync(string complaint)
    {
        const string Said = "Roaming is active.";
        await PostAsync("/api/definitions/handling-models/roaming", new { zh = "漫游", en = "Roaming", owner = "li.na", topics = new[] { "network" }, validFrom = "2020-01-01", personalities = new[] { "Driving" }, responsibilityClass = "notice", steps = new[] { Said }, alternatives = new[] { Said }, reason = Said });
        await PostAsync("/api/definitions/reply-wordings/roaming", new { zh = "漫游", en = "Roaming", words = Said, topics = new[] { "network" }, validFrom = "2020-01-01", approvedBy = "li.na", reason = Said });
        await PostAsync($"/api/complaints/{complaint}/handling-models", new { model = "roaming", version = 1 });
        await PostAsync($"/api/complaints/{complaint}/reply-wordings", new { wording = "roaming", version = 1 });
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks the province for support; the answer is the request's id.</summary>
    public async Task<string> AskProvinceAsync(string need = "Portal text.") =>
        (string)(await PostAsync("/api/support-requests", new { region = new { province = "cn-js", city = "nanjing" }, need, wantedBy = "2199-01-01T10:00:00+08:00" }))["id"]!;

    /// <summary>A measured series of the city with a gap, a claim and doubts; the answer is its id.</summary>
    public async Task<string> SeriesAsync()
    {
        var series = (string)(await PostAsync("/api/series", new
        {
            code = $"s{Guid.NewGuid():N}",
            region = new { province = "cn-js", city = "nanjing" },
            zh = "热线话务",
            en = "Hotline calls",
            subject = "HotlineCalls",
            grain = "Month",
            source = "Monthly report",
            measures = new[]
            {
                new { code = "offered", zh = "呼入", en = "Offered", role = "Denominator", unit = "Number" },
                new { code = "rate", zh = "接通率", en = "Connect rate", role = "Rate", unit = "Unstated" },
            },
        }))["id"]!;
        await PostAsync($"/api/series/{series}/values", new { csv = "period,offered,rate\n2011-03,1130152,51.33\n2011-06,1300066,44.76" });
        await PostAsync($"/api/series/{series}/claims", new { kind = "Value", measure = "rate", period = "2011-06", value = 44.8, words = "It is said." });
        return series;
    }

    /// <summary>A reminder of low balance that is due, and a complaint that follows it.</summary>
    public async Task RemindAsync()
    {
        var number = FreshNumber();
        await PostAsync("/api/reminders/triggers", new
        {
            triggerId = number, kind = "low-balance", customer = new { serviceNumber = number }, region = new { province = "cn-js", city = "nanjing" }, values = new[] { new { name = "BALANCE", value = "1.20" } },
        });
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        await RegisterAsync(number);
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An emergency of a city with a clock in each standing; the answer is its id. What is written names nobody but whom other pages name.</summary>
    public async Task<string> EmergencyAsync(string complaint, bool isDrill = false)
    {
        const string Said = "Roaming is active.";
        var began = new DeskClock().GetUtcNow().AddHours(-2);
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        var emergency = (string)(await PostAsync("/api/emergencies", new { title = "Portal text.", account = Said, region = new { province = "cn-js", city = "nanjing" }, topics = new[] { "network.roaming" }, beganAt = began, isDrill, occurredAt = began.AddMinutes(5) }))["id"]!;
        foreach (var (verb, body) in ((string, object)[])
            [
                ("first-times", new { clock = "Alert", evidence = Said, by = "li.na", occurredAt = began.AddMinutes(10) }),
                ("declare", new { grounds = Said, occurredAt = began.AddMinutes(15) }),
                ("complaints", new { complaints = new[] { complaint } }),
                ("affected", new { words = Said, serviceNumbers = new[] { "13951770077" } }),
                ("roster", new { role = "Network", person = "li.na", department = "network" }),
                ("first-times", new { clock = "OnScene", evidence = Said, by = "li.na", department = "network", occurredAt = began.AddMinutes(20) }),
                ("reply-lines", new { words = Said, channels = new[] { "hotline" }, approvedBy = "li.na", occurredAt = began.AddMinutes(90) }),
                ("reply-lines/withdraw", new { version = 1, reason = Said }),
                ("media", new { kind = "Forum", outlet = "Zhang Wei", account = Said, link = "https://example.org/" }),
                ("situations", new { words = Said }),
            ])
            await PostAsync($"/api/emergencies/{emergency}/{verb}", body);
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        return emergency;
    }

    /// <summary>The id of the last event of a case's own.</summary>
    public async Task<string> LastEventAsync(string complaint) =>
        (await Server.Services.GetRequiredService<IEventStore>().ReadStreamAsync(Guid.Parse(complaint), cancellation: TestContext.Current.CancellationToken))[^1].Id.ToString();

    /// <summary>Draws all cases of the present day for two raters, the second of whom submits a finding on one; the answer is the sample's id.</summary>
    public async Task<string> InspectAsync(string complaint, string first, string second)
    {
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        var day = new DeskClock().GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var sample = (string)(await PostAsync("/api/inspections", new
        {
            region = new { province = "cn-js", city = "nanjing" }, from = day, to = day, perStratum = 500, card = "complaint-handling", raters = new[] { first, second }, doublePercent = 100,
        }))["id"]!;
        var answers = DefinitionSeeds.Scorecard().Content.AllCriteria().Select(criterion => new { criterion = criterion.Code, points = criterion.Top });
        using var answer = await Server.PostAsync($"/api/inspections/{sample}/items/{complaint}/submit", new { answers }, actor: second);
        answer.EnsureSuccessStatusCode();
        await Server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);
        return sample;
    }

    /// <summary>Sends a command over HTTP, as another agent does.</summary>
    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await Server.PostAsync(path, body, actor: "wang.fang");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }
}
