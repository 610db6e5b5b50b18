using System.Globalization;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Server.Platform.Web;

namespace CaseFlow.Server.Complaints;

/// <summary>What the page of the repeat-complaint rates is asked for.</summary>
/// <param name="Question">The months, by month.</param>
/// <param name="By">What they are broken down by beside that.</param>
public sealed record RatesAsked(KpiQuestion Question, KpiDimension By)
{
    /// <summary>How many cases that count otherwise are shown at a time.</summary>
    public const int CasesAtOnce = 20;

    /// <summary>The day or moment as it was typed; null for now.</summary>
    public string? Day { get; init; }

    /// <summary>Up to where is counted.</summary>
    public ReplayPoint Point { get; init; } = ReplayPoint.Now;

    /// <summary>What if the window were another one?</summary>
    public int? WindowDays { get; init; }

    /// <summary>Which page of the cases that count otherwise.</summary>
    public PageRequest Page { get; init; } = new();

    /// <summary>Whether the live rates answer it.</summary>
    public bool IsLive => Point == ReplayPoint.Now && WindowDays is null;

    /// <summary>Reads what was typed; what is wrong is noted.</summary>
    public static RatesAsked Of(string? from, string? to, KpiDimension by, string? day, string? days, FieldErrors errors, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var question = KpiQuestion.Of(KpiCatalogue.RepeatComplaintRate, Month(from, "firstMonth", errors), Month(to, "lastMonth", errors), [KpiDimension.Month], topicLevel: null, errors, ReportingZone.Operator, now);
        var typed = string.IsNullOrWhiteSpace(day) ? null : day.Trim();
        // The desk writes a moment without its offset, in its own zone.
        var moment = typed is not null && DeskTime.TryRead(typed) is { Precision: not EventStore.OccurrencePrecision.Day } read ? Iso.Time(read.At) : typed;
        var asked = new RatesAsked(question, by) { Day = typed, Point = ReplayPoint.Of(moment, position: null, errors, now), WindowDays = Window(days, errors) };
        new RepeatRuleChange { WindowDays = asked.WindowDays }.Check(errors);
        return asked;
    }

    private static DateOnly? Month(string? text, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var month = Iso.TryMonth(text.Trim());
        if (month is null) errors.Add(field, FieldCodes.Malformed, $"{field} is a month, for example 2011-03.");
        return month;
    }

    private static int? Window(string? text, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days)) return days;
        errors.Add("windowDays", FieldCodes.Malformed, "windowDays is a whole number of days.");
        return null;
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Monthly">The rates by month.</param>
/// <param name="Broken">The rates broken down.</param>
/// <param name="Difference">What differs, of a past day or another window; null for the live rates.</param>
/// <param name="Day">The day or moment as it was typed.</param>
/// <param name="Days">The other window.</param>
public sealed record RatesShown(ReadAnswer<RepeatRates> Monthly, ReadAnswer<RepeatRates> Broken, RepeatRateDifference? Difference, string? Day, int? Days);

/// <summary>Reads what the page of the repeat-complaint rates shows, and waits for the replays behind it for as long as the reader does.</summary>
public sealed class RepeatRateReading(RepeatComplaintRates rates, RepeatRateDifferences differences, ReplayDesk desk, Replays replays, DefinitionBook book)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    /// <summary>Reads it.</summary>
    /// <param name="scope">The reader's territory.</param>
    /// <param name="actor">The reader.</param>
    /// <param name="asked">What is asked for.</param>
    /// <param name="progress">Told which part of the replay is done, from 0 to 1.</param>
    /// <param name="cancellation">The reader looks elsewhere.</param>
    /// <exception cref="ReplayUnavailableException">The replay failed, or there are too many.</exception>
    public async Task<RatesShown> ReadAsync(AccessScope scope, string actor, RatesAsked asked, Action<double> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(progress);
        if (asked.IsLive)
            return new(await rates.AskAsync(scope, asked.Question, cancellation), await rates.AskAsync(scope, asked.Question with { By = [asked.By] }, cancellation), null, null, null);
        var replay = await ReadyAsync(asked, asked.WindowDays, actor, progress, cancellation);
        // Another window is compared with the published one at the same moment, so that the window alone makes the difference.
        var against = asked is { Day: not null, WindowDays: not null } ? await ReadyAsync(asked, windowDays: null, actor, progress, cancellation) : null;
        var difference = await differences.AskAsync(scope, asked.Question, replay.Id, against?.Id, asked.Page, cancellation) ?? throw ReplayUnavailableException.Gone(replay.Id);
        return new(
            await rates.AskAsync(scope, asked.Question, cancellation, replay),
            await rates.AskAsync(scope, asked.Question with { By = [asked.By] }, cancellation, replay),
            difference.Data,
            asked.Day,
            asked.WindowDays);
    }

    private async Task<ReplayStatus> ReadyAsync(RatesAsked asked, int? windowDays, string actor, Action<double> progress, CancellationToken cancellation)
    {
        var wanted = await RepeatReplay.UnderAsync(book, asked.Question.Tree, new() { WindowDays = windowDays }, cancellation);
        var (replay, _) = await desk.AskAsync(RepeatComplaintRates.Projection, wanted.Text, asked.Point, after: 0, actor, lifetime: null, cancellation);
        while (await replays.WaitAsync(replay.Id, Look, cancellation) is { State: ReplayState.Waiting or ReplayState.Running } running)
            progress(running.Position == 0 ? 1 : (double)running.Reached / running.Position);
        return await desk.ReadyAsync(replay.Id, cancellation) ?? throw ReplayUnavailableException.Gone(replay.Id);
    }
}
