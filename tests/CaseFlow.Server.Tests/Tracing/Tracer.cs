using System.Text.Json;

namespace CaseFlow.Testing;

/// <summary>Traces complaints over HTTP, in few words.</summary>
public sealed class Tracer(Desk desk)
{
    private long said;

    /// <summary>The trace that the words are about.</summary>
    public string Trace { get; private set; } = "";

    /// <summary>Goes on with a trace that is open.</summary>
    public static Tracer Of(Desk desk, string trace) => new(desk) { Trace = trace };

    /// <summary>Opens a trace.</summary>
    public async Task<Tracer> OpenAsync(object evidence, string title = "Roaming could not be activated")
    {
        var reply = (await desk.PostAsync("/api/traces", new { trigger = "Escalation", title, region = new { province = "cn-js" }, topic = "network.roaming.activation", evidence })).MustBe(201);
        (Trace, said) = (reply.Created, reply.Position);
        return this;
    }

    /// <summary>Sends a command to the trace.</summary>
    public async Task<Reply> DoAsync(string verb, object? body = null)
    {
        var reply = await desk.PostAsync($"/api/traces/{Trace}/{verb}", body);
        said = Math.Max(said, reply.Position);
        return reply;
    }

    /// <summary>How the trace stands now.</summary>
    public async Task<JsonElement> ViewAsync() => (await desk.GetAsync($"/api/traces/{Trace}?region=cn-js&after={said}")).MustBe(200).Body.GetProperty("data");

    /// <summary>Finds a cause and confirms it; the answer is its id.</summary>
    public async Task<string> CauseAsync(string kind, string branch, string summary, object explains, object? liesIn = null)
    {
        (await DoAsync("causes", new { kind, branch, summary, whys = new[] { "It was not said.", "Nobody looked at it from the journey." }, liesIn, explains })).MustBe(200);
        var cause = (await ViewAsync()).GetProperty("causes").EnumerateArray().Last().GetProperty("found").GetProperty("cause").GetString()!;
        (await DoAsync($"causes/{cause}/confirm")).MustBe(200);
        return cause;
    }

    /// <summary>Plans an improvement and makes it.</summary>
    public async Task<string> ImproveAsync(string group, string measure, string cause, object? published = null)
    {
        (await DoAsync("improvements", new { group, measure, causes = new[] { cause }, department = "marketing", owner = "li.na", dueAt = "2011-08-01T00:00:00+08:00" })).MustBe(200);
        var improvement = (await ViewAsync()).GetProperty("improvements").EnumerateArray().Last().GetProperty("planned").GetProperty("improvement").GetString()!;
        (await DoAsync($"improvements/{improvement}/complete", new { evidence = "It is in force.", published })).MustBe(200);
        return improvement;
    }

    /// <summary>Lays down how the effect is told: the repeat-complaint rate of a month of 2011 against March to May.</summary>
    public Task<Reply> PlanAsync(string month, decimal target = 1.00m) => DoAsync("evaluation-plan", new
    {
        baseline = new { kpi = "repeat-complaint-rate", territory = "cn-js", from = "2011-03", to = "2011-05" }, from = month, target, reviewAt = $"{month}-28T00:00:00+08:00",
    });
}
