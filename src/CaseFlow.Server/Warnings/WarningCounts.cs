using CaseFlow.Clocks;
using CaseFlow.Complaints;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;
using Npgsql;

namespace CaseFlow.Server.Warnings;

/// <summary>What a rule counts about one thing in its window.</summary>
/// <param name="Subject">Where, which topic, whose product.</param>
/// <param name="Observed">How many.</param>
/// <param name="From">The first moment of the window.</param>
/// <param name="Last">When the last one happened.</param>
/// <param name="Usual">What is usual; of a spike, where that is known.</param>
public sealed record WarningCount(WarningSubject Subject, int Observed, DateTimeOffset From, DateTimeOffset Last, Expectation? Usual);

/// <summary>What do rules for warnings count now, and what is usual?</summary>
public sealed class WarningCounts(ReadModels models, ClockRuleBook clocks)
{
    /// <summary>The projection's name.</summary>
    public const string Projection = "WarningSigns";

    /// <summary>The calendar that says which days are working days: the one by which the desk works.</summary>
    public const string Calendar = "desk";

    /// <summary>By whose clocks hours are told.</summary>
    public static ReportingZone Zone => ReportingZone.Operator;

    /// <summary>What a rule counts in the window that ends now, of all that reaches its lowest number.</summary>
    public async Task<ReadAnswer<IReadOnlyList<WarningCount>>> AskAsync(WarningRuleTerms terms, DateTimeOffset now, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (terms.Kind != WarningKind.Spike) return await models.AskAsync(AccessScope.All, Projection, connection => WindowsAsync(connection, terms, now, cancellation), cancellation);
        var rules = await clocks.RulesAsync(cancellation);
        return await models.AskAsync(AccessScope.All, Projection, connection => SpikesAsync(connection, rules, terms, now, cancellation), cancellation);
    }

    /// <summary>What kind of day the calendar of a place makes of one; where there is no such calendar, Monday to Friday are working days.</summary>
    /// <param name="rules">The calendars.</param>
    /// <param name="region">The place; a city without a calendar of its own has its province's.</param>
    public static Func<DateOnly, DayKind> KindsOf(ClockRules rules, Region region)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.TimeOf(Calendar, AccessScope.Code(AccessScope.ProvinceOf(region), AccessScope.CityOf(region))) is { } time
            ? date => time.Day(date).Kind
            : date => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? DayKind.Rest : DayKind.Working;
    }

    /// <summary>The cases behind a count, the latest first and no more than are listed, and how many there are.</summary>
    public async Task<(IReadOnlyList<ComplaintId> Complaints, int Count)> CasesAsync(WarningRuleTerms terms, WarningCount count, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(count);
        var where = Counted(terms, count.From, count.Last);
        var subject = count.Subject;
        where.AddEqual("province", AccessScope.ProvinceOf(subject.Region));
        if (terms.Level == WarningLevel.City) where.AddEqual("city", AccessScope.CityOf(subject.Region));
        where.AddBelow("topic", subject.Topic);
        if (terms.ByBrand) where.AddEqual("detail", subject.Brand ?? "");
        var sql = $"select complaint, max(at) as last, count(*) over () as cases from {WarningSign.Table.Name} {where} group by complaint order by last desc, complaint limit {where.Value(WarningSighting.MostComplaints)}";
        var answer = await models.AskAsync(
            AccessScope.All,
            Projection,
            async connection =>
            {
                var (found, cases) = (new List<ComplaintId>(), 0L);
                await using var command = where.Command(connection, sql);
                await using var reader = await command.ExecuteReaderAsync(cancellation);
                while (await reader.ReadAsync(cancellation))
                {
                    found.Add(ComplaintId.From(reader.GetGuid(0)));
                    cases = reader.GetInt64(2);
                }

                return (found, (int)cases);
            },
            cancellation);
        return answer.Data;
    }

    /// <summary>The measure that a kind of rule counts.</summary>
    public static WarningMeasure MeasureOf(WarningKind kind) => kind switch
    {
        WarningKind.Volume or WarningKind.Spike or WarningKind.Cluster => WarningMeasure.Complaints,
        WarningKind.RepeatComplaints => WarningMeasure.Repeats,
        WarningKind.Breaches => WarningMeasure.Breaches,
        WarningKind.LowScores => WarningMeasure.Scores,
        WarningKind.Source => WarningMeasure.Escalations,
    };

    /// <summary>Narrows a question of signs or hours to what a rule counts, without regard to time.</summary>
    public static void Narrow(Conditions where, WarningRuleTerms terms)
    {
        ArgumentNullException.ThrowIfNull(where);
        ArgumentNullException.ThrowIfNull(terms);
        where.AddEqual("measure", $"{MeasureOf(terms.Kind)}");
        where.AddBelow("topic", terms.Topic);
        if (terms.Origins.Count > 0) where.Add($"detail = any({where.Value(terms.Origins.Select(one => $"{one}").ToArray())})");
        if (terms.Obligations.Count > 0) where.Add($"detail = any({where.Value(terms.Obligations.Select(one => $"{one}").ToArray())})");
        // A score is kept as it was given, with two decimals; only scores are looked at.
        if (terms.BelowScore is { } score) where.Add($"case when measure = 'Scores' then detail::numeric < {where.Value(score)} end");
    }

    /// <summary>The columns that tell things apart under a rule.</summary>
    public static string KeysOf(WarningRuleTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var city = terms.Level == WarningLevel.City ? "city" : "''::text";
        var topic = terms.TopicLevel == 0 ? "''::text" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"array_to_string((string_to_array(topic, '.'))[1:{terms.TopicLevel}], '.')");
        return $"province, {city} as city, {topic} as topic, {(terms.ByBrand ? "detail" : "''::text")} as brand";
    }

    /// <summary>What the columns of <see cref="KeysOf"/> say.</summary>
    public static WarningSubject SubjectOf(WarningRuleTerms terms, string province, string city, string topic, string brand)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new(new(province, city.Length == 0 ? null : city), topic.Length > 0 ? topic : terms.Topic, brand.Length == 0 ? null : brand);
    }

    private static Conditions Counted(WarningRuleTerms terms, DateTimeOffset from, DateTimeOffset until)
    {
        var where = new Conditions();
        Narrow(where, terms);
        where.Add($"at > {where.Value(from.ToUniversalTime())}");
        where.Add($"at <= {where.Value(until.ToUniversalTime())}");
        return where;
    }

    private static async Task<IReadOnlyList<WarningCount>> WindowsAsync(NpgsqlConnection connection, WarningRuleTerms terms, DateTimeOffset now, CancellationToken cancellation)
    {
        var from = now - terms.Window;
        var where = Counted(terms, from, now);
        // A mass complaint is of many customers; one who complains often is none.
        var what = terms.Kind == WarningKind.Cluster ? "count(distinct customer)" : "count(*)";
        var least = (int)Math.Min(int.MaxValue, Math.Ceiling(WarningReckoning.LowestLimit(terms, null)));
        var sql = $"""
            select province, city, topic, brand, {what}, max(at) from (select {KeysOf(terms)}, customer, at from {WarningSign.Table.Name} {where}) as counted
            group by province, city, topic, brand having {what} >= {where.Value(least)}
            """;
        await using var command = where.Command(connection, sql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var counts = new List<WarningCount>();
        while (await reader.ReadAsync(cancellation))
            counts.Add(new(SubjectOf(terms, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)), (int)reader.GetInt64(4), from, reader.GetFieldValue<DateTimeOffset>(5), null));
        return counts;
    }

    /// <summary>Of spikes, in whole hours: the one that runs counts as far as it has come, so that nothing is found unusual too early.</summary>
    private static async Task<IReadOnlyList<WarningCount>> SpikesAsync(NpgsqlConnection connection, ClockRules rules, WarningRuleTerms terms, DateTimeOffset now, CancellationToken cancellation)
    {
        var until = Zone.HourOf(now) + 1;
        var from = WarningSimulation.BeginOf(terms, until);
        var found = new List<WarningCount>();
        if (await SinceAsync(connection, WarningMeasure.Complaints, cancellation) is not { } since) return found;
        // What reaches the minimum in the window, and all hours that its baseline looks back at.
        var where = new Conditions();
        Narrow(where, terms);
        var (begin, window, end) = (where.Value(from - (24L * 7 * (terms.Baseline!.Weeks + 1))), where.Value(from), where.Value(until));
        var sql = $"""
            with hours as (select {KeysOf(terms)}, hour, signs from {WarningBucket.Name} {where} and hour >= {begin} and hour < {end}),
            busy as (select province, city, topic from hours where hour >= {window} group by province, city, topic having sum(signs) >= {where.Value(terms.Minimum)})
            select h.province, h.city, h.topic, h.hour, sum(h.signs)::bigint from hours h join busy using (province, city, topic) group by h.province, h.city, h.topic, h.hour
            """;
        var hours = new List<(string Province, string City, string Topic, long Hour, long Count)>();
        await using (var command = where.Command(connection, sql))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                hours.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        foreach (var about in hours.GroupBy(one => (one.Province, one.City, one.Topic)))
        {
            var counts = new HourlyCounts([.. about.Select(one => (one.Hour, one.Count))]);
            var subject = SubjectOf(terms, about.Key.Province, about.Key.City, about.Key.Topic, "");
            var usual = counts.Usual(terms.Baseline, from, until, since, KindsOf(rules, subject.Region));
            var ended = Zone.Begin(about.Max(one => one.Hour) + 1);
            found.Add(new(
                subject, counts.Between(from, until), Zone.Begin(from).AddMicroseconds(-1), ended < now ? ended : now, usual));
        }

        return found;
    }

    /// <summary>The first day of which everything is known: the one after the first on which anything was counted.</summary>
    public static async Task<DateOnly?> SinceAsync(NpgsqlConnection connection, WarningMeasure measure, CancellationToken cancellation)
    {
        await using var first = new NpgsqlCommand($"select min(hour) from {WarningBucket.Name} where measure = $1", connection) { Parameters = { new() { Value = $"{measure}" } } };
        return await first.ExecuteScalarAsync(cancellation) is long hour ? HourlyCounts.DayOf(hour).AddDays(1) : null;
    }
}
