using System.CommandLine;
using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Clocks;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Kpis;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Verbs;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.ServiceMeetings;
using CaseFlow.Server.Tracing;
using Npgsql;

namespace CaseFlow.Server.Definitions;

/// <summary><c>kpi</c>: a number with its definition, as a table.</summary>
public sealed class PrintKpi : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var id = new Argument<string?>("id") { Description = "The KPI; left out, they are listed", Arity = ArgumentArity.ZeroOrOne };
        var region = new Option<string>("--region") { Description = "all, a province (cn-js) or a city (cn-js.nanjing)", DefaultValueFactory = _ => "all" };
        var from = new Option<string?>("--from") { Description = "The first month, for example 2011-03", HelpName = "month" };
        var to = new Option<string?>("--to") { Description = "The last month", HelpName = "month" };
        var by = new Option<string>("--by") { Description = "month, region, city, topic, source, clock, with commas", DefaultValueFactory = _ => "month" };
        var command = new Command("kpi", "Prints a KPI with its definition, for the months up to the present one unless others are asked for.") { id, region, from, to, by };
        command.SetAction(async (parsed, cancel) =>
        {
            if (parsed.GetValue(id) is not { } kpi)
            {
                foreach (var one in Printed)
                    Console.WriteLine($"{one.Id,-24}{one.NameEn} {one.NameZh}");
                return ExitCodes.Done;
            }

            var definition = Printed.FirstOrDefault(one => one.Id == kpi)
                ?? throw new ExplainedException($"There is no KPI {kpi} to print. There are {string.Join(", ", Printed.Select(one => one.Id))}.");
            var scope = AccessScope.TryParse(parsed.GetValue(region)) ?? throw new ExplainedException("--region is all, a province (cn-js) or a city (cn-js.nanjing).");
            var question = Question(definition, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(by)!);
            await using var database = await context.OpenDatabaseAsync(cancel);
            await using var services = await CaseFlowServices.ForVerbAsync(database.ConnectionString, context.MasterKeyFile, cancel);
            (await AskAsync(services, kpi, scope, question, cancel)).Print(scope);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The KPIs whose answers are tables; a curve is no table of one number.</summary>
    private static IEnumerable<KpiDefinition> Printed => KpiCatalogue.All.Where(one => one.Id != KpiCatalogue.PeakEndCurve.Id);

    private static async Task<KpiSheet> AskAsync(ServiceProvider services, string kpi, AccessScope scope, KpiQuestion question, CancellationToken cancel)
    {
        // With the server down nobody else takes what was recorded last. Without the subscriptions: asking must not do anything.
        var projections = Slices.All.SelectMany(slice => slice.Projections).Where(projection => projection.Name is RepeatComplaintRates.Projection or ContactsPerCase.Projection or KpiFigures.Projection or RunningClocks.Projection or MeasuredSeriesList.Projection or Resolutions.Projection or TraceBoard.Projection);
        await new ProjectionEngine(services.GetRequiredService<NpgsqlDataSource>(), services.GetRequiredService<IEventStore>(), [.. projections], []).CatchUpAsync(cancel);
        if (kpi == KpiCatalogue.RepeatComplaintRate.Id)
        {
            return KpiSheet.Of((await services.GetRequiredService<RepeatComplaintRates>().AskAsync(scope, question, cancel)).Data);
        }

        if (CaseKpis.Find(kpi) is { } one)
        {
            var series = (await services.GetRequiredService<KpiFigures>().AskAsync(one, scope, question, cancel)).Data;
            return new(series.Definition, ["Numerator", "n", "Value"], [.. series.Rows.Append(series.Total).Select(row => ((KpiKey)row, new[] { KpiSheet.Number(row.Numerator), KpiSheet.Number(row.Denominator), KpiSheet.Number(row.Value) }))]);
        }

        if (MeasuredKpis.Find(kpi) is { } measured)
        {
            var series = (await services.GetRequiredService<MeasuredKpiFigures>().AskAsync(measured, new(scope, Caller.Unrestricted(Environment.UserName)), question, point: null, cancel)).Data;
            return new(series.Definition, ["Numerator", "Denominator", "Value", "Measured"], [.. series.Rows.Append(series.Total).Select(row => (new KpiKey(row.Month), new[] { KpiSheet.Number(row.Numerator), KpiSheet.Number(row.Denominator), KpiSheet.Number(row.Value), FormattableString.Invariant($"{row.Measured} of {row.Periods}") }))]);
        }

        if (kpi == KpiCatalogue.ClockCompliance.Id)
        {
            var shares = (await services.GetRequiredService<ClockCompliance>().AskAsync(scope, question, cancel)).Data;
            return new(shares.Definition, ["In time", "Stopped", "Share"], [.. shares.Rows.Append(shares.Total).Select(row => ((KpiKey)row, new[] { KpiSheet.Number(row.Numerator), KpiSheet.Number(row.Denominator), KpiSheet.Number(row.Share) }))]);
        }

        if ((kpi == KpiCatalogue.MeetingCompletion.Id || kpi == KpiCatalogue.TraceEffectiveness.Id) && TalliedKpis.Find(kpi) is { } tallied)
        {
            var series = (await services.GetRequiredService<TalliedFigures>().AskAsync(tallied, new(scope, Caller.Unrestricted(Environment.UserName)), question, point: null, cancel)).Data;
            return new(series.Definition, ["Numerator", "n", "Value", .. tallied.Beside], [.. series.Rows.Append(series.Total).Select(row => (new KpiKey(row.Month), (string[])[KpiSheet.Number(row.Numerator), KpiSheet.Number(row.Denominator), KpiSheet.Number(row.Value), .. tallied.Beside.Select(name => KpiSheet.Number(row.Beside[name]))]))]);
        }

        var averages = (await services.GetRequiredService<ContactsPerCase>().AskAsync(scope, question, cancel)).Data;
        return new(averages.Definition, ["Contacts", "Failed", "Cases", "Average"], [.. averages.Rows.Append(averages.Total).Select(row => ((KpiKey)row, new[] { KpiSheet.Number(row.Numerator), KpiSheet.Number(row.Failed), KpiSheet.Number(row.Denominator), KpiSheet.Number(row.Average) }))]);
    }

    /// <summary>Reads the options that say which months are told, and by what.</summary>
    public static KpiQuestion Question(KpiDefinition definition, string? from, string? to, string by)
    {
        var fields = new FieldErrors();
        var dimensions = new List<KpiDimension>();
        foreach (var name in by.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            dimensions.Add(Enum.TryParse<KpiDimension>(name, ignoreCase: true, out var dimension) ? dimension : throw new ExplainedException($"--by is month, region, city, topic, source or clock, not {name}."));
        var question = KpiQuestion.Of(definition, Month("--from", from), Month("--to", to), [.. dimensions.Distinct()], topicLevel: null, fields, ReportingZone.Operator, TimeProvider.System.GetUtcNow());
        return fields.Any ? throw new ExplainedException(string.Join(' ', fields.Outcome.Errors.Select(error => error.Message))) : question;
    }

    private static DateOnly? Month(string option, string? text) =>
        text is null ? null : Iso.TryMonth(text) ?? throw new ExplainedException($"{option} is a month, for example 2011-03.");
}
