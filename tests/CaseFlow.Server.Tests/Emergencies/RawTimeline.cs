using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace CaseFlow.Server.Tests.Emergencies;

/// <summary>
/// The six clocks and the callbacks of an emergency, told from the rows of <c>mt_events</c> alone: from their stored JSON, and by other code
/// than the rules have. It is what the timeline has to agree with.
/// </summary>
public sealed class RawTimeline
{
    private readonly List<(string Type, JsonElement Body, DateTimeOffset At, DateTimeOffset RecordedAt)> rows;

    private RawTimeline(List<(string, JsonElement, DateTimeOffset, DateTimeOffset)> rows) => this.rows = rows;

    /// <summary>When each event was recorded.</summary>
    public IReadOnlyList<DateTimeOffset> Recorded => [.. rows.Select(row => row.RecordedAt)];

    public static async Task<RawTimeline> ReadAsync(string connectionString, string emergency)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand("select type, data::text, headers::text, timestamp from mt_events where stream_id = $1 order by seq_id");
        command.Parameters.Add(new() { Value = Guid.Parse(emergency) });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<(string, JsonElement, DateTimeOffset, DateTimeOffset)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var occurred = JsonDocument.Parse(reader.GetString(2)).RootElement.GetProperty("occurredAt").GetString()!;
            rows.Add((reader.GetString(0), JsonDocument.Parse(reader.GetString(1)).RootElement, DateTimeOffset.Parse(occurred, CultureInfo.InvariantCulture), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return new(rows);
    }

    /// <summary>What was known at a moment.</summary>
    public RawTimeline AsOf(DateTimeOffset moment) => new([.. rows.Where(row => row.RecordedAt <= moment)]);

    /// <summary>How many complained, and how many are to be called, planned for and called to the end.</summary>
    public (int Complaints, int Owed, int Planned, int Closed) Counts()
    {
        var complaints = new Dictionary<string, string>();
        foreach (var (type, body, _, _) in rows)
        {
            if (type == "complaints_linked")
            {
                foreach (var one in body.GetProperty("complaints").EnumerateArray()) complaints[Text(one, "complaint")] = Text(one, "customer");
            }
            else if (type == "complaint_unlinked") complaints.Remove(Text(body, "complaint"));
        }

        var owed = complaints.Values.Concat(Each("affected_customers_listed", "customers").Select(one => Text(one, "customer"))).ToHashSet();
        return (
            complaints.Count,
            owed.Count,
            Each("emergency_callbacks_planned", "callbacks").Select(one => Text(one, "customer")).Where(owed.Contains).Distinct().Count(),
            Of("emergency_callback_closed").Select(row => Text(row.Body, "customer")).Where(owed.Contains).Distinct().Count());
    }

    /// <summary>The clocks as lines: which, started, due, stopped and how it stands.</summary>
    public IReadOnlyList<string> Clocks(DateTimeOffset now)
    {
        var proposal = Of("emergency_proposed").Single();
        var plan = proposal.Body.GetProperty("plan");
        var over = Of("emergency_stood_down").Concat(Of("emergency_dismissed")).Any();
        var lines = new List<string>();
        foreach (var clock in (string[])["Alert", "OnScene", "ReplyLine", "PublicFeedback", "Callback", "Relay"])
        {
            var target = plan.GetProperty("targets").EnumerateArray().Single(one => Text(one, "clock") == clock);
            DateTimeOffset? started = Text(target, "start") switch
            {
                "IncidentBegan" => Time(proposal.Body, "beganAt"),
                "Proposed" => proposal.At,
                "Declared" => First("emergency_declared"),
                "AlertIssued" => FirstOf("Alert", part: null),
                "FirstMediaReport" => First("media_logged"),
                "FaultCleared" => First("emergency_fault_cleared"),
                var other => throw new InvalidOperationException(other),
            };
            var stopped = clock switch
            {
                "ReplyLine" => First("reply_line_published"),
                "Callback" => Callbacks(),
                "OnScene" => All(plan.GetProperty("onScene").EnumerateArray().Select(one => Text(one, "code")), clock),
                "Relay" => All(Of("emergency_declared").SelectMany(row => row.Body.GetProperty("branches").EnumerateArray().Select(one => one.GetString()!)).Prepend("headquarters"), clock),
                _ => FirstOf(clock, part: null),
            };
            var due = started + TimeSpan.FromMinutes(target.GetProperty("minutes").GetInt32());
            var standing = stopped is { } at ? (due is { } limit && at > limit ? "Late" : "InTime") : started is null ? "NotStarted" : over ? "Unmet" : now > due ? "Overdue" : "Running";
            lines.Add(Line(clock, started, due, stopped, standing));
        }

        return lines;
    }

    /// <summary>The same lines of an answer of the API.</summary>
    public static IReadOnlyList<string> Clocks(JsonElement answer) =>
    [
        .. answer.GetProperty("clocks").EnumerateArray().Select(clock => Line(
            Text(clock.GetProperty("target"), "clock"), Time(clock, "startedAt"), Time(clock, "dueAt"), Time(clock, "stoppedAt"), Text(clock, "standing"))),
    ];

    private static string Line(string clock, DateTimeOffset? started, DateTimeOffset? due, DateTimeOffset? stopped, string standing) =>
        string.Create(CultureInfo.InvariantCulture, $"{clock} {started?.UtcDateTime:O} {due?.UtcDateTime:O} {stopped?.UtcDateTime:O} {standing}");

    private DateTimeOffset? Callbacks()
    {
        var (_, owed, _, closed) = Counts();
        return owed > 0 && owed == closed ? Of("emergency_callback_closed").Max(row => row.At) : null;
    }

    private DateTimeOffset? All(IEnumerable<string> parts, string clock)
    {
        var times = parts.Select(part => FirstOf(clock, part)).ToList();
        return times.TrueForAll(time => time is not null) ? times.Max() : null;
    }

    private DateTimeOffset? FirstOf(string clock, string? part)
    {
        foreach (var (_, body, at, _) in Of("first_time_met"))
        {
            var of = body.TryGetProperty("department", out var department) && department.ValueKind == JsonValueKind.Object ? Text(department, "code") : body.TryGetProperty("recipient", out var recipient) ? recipient.GetString() : null;
            if (Text(body, "clock") == clock && of == part) return at;
        }

        return null;
    }

    private DateTimeOffset? First(string type) => Of(type).Select(row => (DateTimeOffset?)row.At).Min();

    private IEnumerable<(string Type, JsonElement Body, DateTimeOffset At, DateTimeOffset RecordedAt)> Of(string type) => rows.Where(row => row.Type == type);

    private IEnumerable<JsonElement> Each(string type, string list) => Of(type).SelectMany(row => row.Body.GetProperty(list).EnumerateArray());

    /// <summary>The times of day, in Nanjing, for which calls were planned or put off to.</summary>
    public IReadOnlyList<DateTimeOffset> Slots() => [.. Each("emergency_callbacks_planned", "callbacks").Select(one => Time(one, "dueAt")!.Value)];

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    private static DateTimeOffset? Time(JsonElement of, string name) => of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetDateTimeOffset() : null;
}
