using CaseFlow.EventStore;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Reading;
using CaseFlow.Warnings;

namespace CaseFlow.Server.Warnings;

/// <summary>Raises, upgrades and lets subside what the rules in force find now. However often and from wherever it is called, each is recorded once.</summary>
/// <remarks>
/// The id of a warning follows from the rule, from what it is about, and from the warning before it: windows slide, and two servers that look
/// at slightly different ones still mean the same warning. Where a read model lags, the id is that of a warning that is there, and nothing is recorded.
/// </remarks>
public sealed class WarningEvaluation(WarningCounts counts, WarningBoard board, CommandShell shell, TimeProvider clock)
{
    /// <summary>The actor of what is recorded here.</summary>
    public const string Actor = "early-warning";

    /// <summary>The stream of the rules.</summary>
    public static Guid RulesStream { get; } = DeterministicId.From("warning_rules");

    /// <summary>Looks at all rules once.</summary>
    /// <returns>Up to which event everything was counted.</returns>
    public async Task<long> EvaluateAsync(CancellationToken cancellation)
    {
        var rules = await shell.StateAsync(Streams.WarningRules, RulesStream, cancellation);
        var counted = 0L;
        foreach (var rule in rules.Latest.Values)
        {
            if (rule.Terms.Active) counted = await EvaluateAsync(rule, cancellation);
            else await LetGoAsync(rule, cancellation);
        }

        return counted;
    }

    /// <summary>The id of the warning of a rule about a thing that follows on another one.</summary>
    public static WarningId IdOf(string rule, WarningSubject subject, WarningId? before)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return WarningId.From(DeterministicId.From(
            "warning", rule, AccessScope.ProvinceOf(subject.Region), AccessScope.CityOf(subject.Region), subject.Topic ?? "", subject.Brand ?? "", before?.Value.ToString() ?? ""));
    }

    private async Task<long> EvaluateAsync(WarningRulePublished rule, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var counted = await counts.AskAsync(rule.Terms, now, cancellation);
        var goingOn = await board.GoingOnAsync(rule.Rule, cancellation);
        var unusual = new HashSet<WarningSubject>();
        foreach (var count in counted.Data)
        {
            if (WarningReckoning.Of(rule.Terms, count.Observed, count.Usual) is not { } finding) continue;
            unusual.Add(count.Subject);
            var going = goingOn.FirstOrDefault(row => row.Subject() == count.Subject);
            if (going is null || finding.Grade > going.Grade) await RaiseAsync(rule, count, finding, going, counted.Position, now, cancellation);
        }

        foreach (var row in goingOn.Where(row => !unusual.Contains(row.Subject())))
        {
            var observed = counted.Data.FirstOrDefault(count => count.Subject == row.Subject())?.Observed ?? 0;
            var context = ContextOf(DeterministicId.From("warning-subsides", row.Warning), row.Warning, now);
            await shell.DecideAsync(Streams.Warning, row.Warning, context, state => WarningDecisions.Subside(state, new(now - rule.Terms.Window, now, observed)), cancellation);
        }

        return counted.Position;
    }

    /// <summary>Of a rule that was switched off nobody looks whether its warnings go on; they end with it.</summary>
    private async Task LetGoAsync(WarningRulePublished rule, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        foreach (var row in await board.GoingOnAsync(rule.Rule, cancellation))
        {
            var context = ContextOf(DeterministicId.From("warning-is-let-go", row.Warning, rule.Version), row.Warning, now);
            await shell.DecideAsync(Streams.Warning, row.Warning, context, state => WarningDecisions.SwitchOff(state, new(rule, now)), cancellation);
        }
    }

    private async Task RaiseAsync(WarningRulePublished rule, WarningCount count, WarningFinding finding, WarningRow? going, long position, DateTimeOffset now, CancellationToken cancellation)
    {
        var latest = going ?? await board.LatestAsync(rule.Rule, count.Subject, cancellation);
        WarningId? before = latest is null ? null : WarningId.From(latest.Warning);
        var warning = going is not null ? before!.Value : IdOf(rule.Rule, count.Subject, before);
        var context = ContextOf(DeterministicId.From("warning-is-raised", warning.Value, finding.Grade), warning.Value, now);
        await shell.DecideAsync(
            Streams.Warning,
            warning.Value,
            context,
            async _ => (
                Before: going is null && before is { } one ? await shell.HistoryAsync(one.Value, cancellation) : [],
                Cases: await counts.CasesAsync(rule.Terms, count, cancellation)),
            (state, facts) => WarningDecisions.Raise(state, new()
            {
                Warning = warning,
                Rule = rule,
                Subject = count.Subject,
                Seen = SightingOf(count, finding, facts.Cases, position),
                Before = going is null ? before : null,
                EndedBefore = facts.Before.LastOrDefault(IsEnd)?.Metadata.OccurredAt,
                BeforeGoesOn = Streams.Warning.Fold(facts.Before).GoesOn,
                Now = now,
            }),
            cancellation);
    }

    private static WarningSighting SightingOf(WarningCount count, WarningFinding finding, (IReadOnlyList<CaseFlow.ComplaintId> Complaints, int Count) cases, long position) => new()
    {
        Grade = finding.Grade,
        From = count.From,
        To = count.Last,
        Observed = count.Observed,
        Expected = count.Usual?.Expected,
        Limit = finding.Limit,
        Why = finding.Why,
        Complaints = cases.Complaints,
        ComplaintCount = cases.Count,
        Position = position,
    };

    private static bool IsEnd(RecordedEvent e) => e.Data is WarningSubsided or WarningDismissed or WarningPromoted;

    private static CommandContext ContextOf(Guid command, Guid warning, DateTimeOffset now) => new()
    {
        CommandId = command,
        Actor = Actor,
        Scope = AccessScope.All,
        CorrelationId = $"{Actor}-{warning}",
        OccurredAt = now,
    };
}
