using CaseFlow.Complaints;
using CaseFlow.Definitions;
using CaseFlow.FollowUps;
using CaseFlow.Server.Complaints;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Platform.Demo;

/// <summary>The steps of a case on today's desk; times are working hours before the demo is loaded.</summary>
public static class DeskSteps
{
    /// <summary>Who works at the desk of the demo.</summary>
    public const string Lin = "lin.xiaoyu", Zhou = "zhou.jian", Chen = "chen.min", Wu = "wu.hao", Lead = "sun.li";

    public static CaseScript Register(this CaseScript of, double ago, DemoCase given) => of.Register(of.Cast.Ago(ago), given.Channel is "web" or "app" ? $"{given.Channel}-portal" : Chen, given);

    public static CaseScript Acknowledge(this CaseScript of, double ago) =>
        of.Then(of.Cast.Ago(ago), "auto-reply", state => IntakeDecisions.Acknowledge(state, new(of.Cast.Term(TermLists.Channels, "hotline"))));

    public static CaseScript Reclassify(this CaseScript of, double ago, string agent, ComplaintKind kind, string topic, string reason) =>
        of.Then(of.Cast.Ago(ago), agent, state => IntakeDecisions.Reclassify(state, new(kind, of.Cast.Term(TermLists.Topics, topic), of.Sealer.Seal(reason))));

    public static CaseScript Assign(this CaseScript of, double ago, string agent) => of.Then(of.Cast.Ago(ago), Lead, state => HandlingDecisions.Assign(state, new(agent)));

    public static CaseScript Claim(this CaseScript of, double ago, string agent) =>
        of.Then(of.Cast.Ago(ago), agent, state => HandlingDecisions.Claim(state, new(agent, of.Cast.Ago(ago), new DeskOptions().ClaimLease)));

    public static CaseScript Release(this CaseScript of, double ago, string agent) => of.Then(of.Cast.Ago(ago), agent, state => HandlingDecisions.Release(state, new(agent)));

    public static CaseScript HandOver(this CaseScript of, double ago, string agent, string department, string reason) =>
        of.Then(of.Cast.Ago(ago), agent, state => HandlingDecisions.HandOver(state, new(of.Cast.Term(TermLists.Departments, department), of.Sealer.Seal(reason))));

    public static CaseScript Accept(this CaseScript of, double ago, string department) => of.Then(of.Cast.Ago(ago), $"{department}-desk", state => HandlingDecisions.Accept(state, new(department)));

    public static CaseScript Bounce(this CaseScript of, double ago, string department, string reason) =>
        of.Then(of.Cast.Ago(ago), $"{department}-desk", state => HandlingDecisions.Reject(state, new(department, of.Sealer.Seal(reason))));

    public static CaseScript Await(this CaseScript of, double ago, string agent, AwaitedParty party, string reason) =>
        of.Then(of.Cast.Ago(ago), agent, state => PauseDecisions.Await(state, new(party, of.Sealer.Seal(reason))));

    public static CaseScript Resume(this CaseScript of, double ago, string agent, string note) => of.Then(of.Cast.Ago(ago), agent, state => PauseDecisions.Resume(state, new(of.Sealer.Seal(note))));

    /// <summary>Verifies: valid and liable with the class that is named, else valid and not liable.</summary>
    public static CaseScript Verify(this CaseScript of, double ago, string agent, string? responsibility, string findings) =>
        of.Then(of.Cast.Ago(ago), agent, state => KeyMomentDecisions.Verify(state, new(of.Verdict(responsibility), of.Sealer.Seal(findings))));

    public static CaseScript FindInvalid(this CaseScript of, double ago, string agent, string findings) =>
        of.Then(of.Cast.Ago(ago), agent, state => KeyMomentDecisions.Verify(state, new(new Verdict(Validity.Invalid), of.Sealer.Seal(findings))));

    public static CaseScript Revise(this CaseScript of, double ago, string agent, string? responsibility, string reason) =>
        of.Then(of.Cast.Ago(ago), agent, state => KeyMomentDecisions.Revise(state, new(of.Verdict(responsibility), of.Sealer.Seal(reason))));

    public static CaseScript Clarify(this CaseScript of, double ago, string agent, string explanation) => of.Then(of.Cast.Ago(ago), agent, state => KeyMomentDecisions.Clarify(state, new(of.Sealer.Seal(explanation))));

    public static CaseScript Demand(this CaseScript of, double ago, string agent, int number, string demand, ClaimRank rank = ClaimRank.Primary) =>
        of.Then(of.Cast.Ago(ago), agent, state => ClaimDecisions.Raise(state, new(of.ClaimOf(number), rank, of.Sealer.Seal(demand))));

    /// <summary>Judges a claim; whether it is reasonable is in the class.</summary>
    public static CaseScript Assess(this CaseScript of, double ago, string agent, int number, string @class, bool satisfiable, ClaimRank rank = ClaimRank.Primary) =>
        of.Then(of.Cast.Ago(ago), agent, state => ClaimDecisions.Assess(state, new(of.ClaimOf(number), new(
            @class.StartsWith("reasonable", StringComparison.Ordinal) ? Reasonableness.Reasonable : Reasonableness.Unreasonable, of.Cast.Term(TermLists.ClaimClasses, @class), rank, satisfiable))));

    public static CaseScript Offer(this CaseScript of, double ago, string agent, int number, string alternative) =>
        of.Then(of.Cast.Ago(ago), agent, state => ClaimDecisions.Offer(state, new(of.ClaimOf(number), of.Sealer.Seal(alternative))));

    public static CaseScript Settle(this CaseScript of, double ago, string agent, int number, ClaimOutcome outcome) =>
        of.Then(of.Cast.Ago(ago), agent, state => ClaimDecisions.Settle(state, new(of.ClaimOf(number), outcome)));

    public static CaseScript Agree(this CaseScript of, double ago, string agent, string terms) => of.Then(of.Cast.Ago(ago), agent, state => KeyMomentDecisions.Agree(state, new(of.Sealer.Seal(terms))));

    public static CaseScript CarryOut(this CaseScript of, double ago, string agent, BlueprintStage stage) => of.Then(of.Cast.Ago(ago), agent, state => KeyMomentDecisions.CarryOut(state, new(stage, Note: null)));

    public static CaseScript Care(this CaseScript of, double ago, string agent, string type, string note) =>
        of.Then(of.Cast.Ago(ago), agent, state => KeyMomentDecisions.Care(state, new(of.Cast.Term(TermLists.CareTypes, type), of.Sealer.Seal(note))));

    public static CaseScript Score(this CaseScript of, double ago, BlueprintStage stage, decimal score) => of.Then(of.Cast.Ago(ago), "sms-survey", state => KeyMomentDecisions.Score(state, new(stage, score)));

    public static CaseScript Apply(this CaseScript of, double ago, string agent, string model, int version) =>
        of.Then(of.Cast.Ago(ago), agent, state => DefinitionUseDecisions.Apply(state, new(new(model, version), DefinitionStanding.Usable)));

    public static CaseScript Tell(this CaseScript of, double ago, string agent, string wording, int version) =>
        of.Then(of.Cast.Ago(ago), agent, state => DefinitionUseDecisions.Give(state, new(new(wording, version), DefinitionStanding.Usable)));

    public static CaseScript Escalate(this CaseScript of, double ago, EscalationLevel to, EscalationOrigin origin, string reason) =>
        of.Then(of.Cast.Ago(ago), Lead, state => EscalationDecisions.Escalate(state, new(to, origin, of.Sealer.Seal(reason))));

    public static CaseScript Deescalate(this CaseScript of, double ago, EscalationLevel to, string reason) =>
        of.Then(of.Cast.Ago(ago), Lead, state => EscalationDecisions.Deescalate(state, new(to, of.Sealer.Seal(reason))));

    public static CaseScript Resolve(this CaseScript of, double ago, string agent, string resolution) => of.Then(of.Cast.Ago(ago), agent, state => ClosureDecisions.Resolve(state, new(of.Sealer.Seal(resolution))));

    public static CaseScript Close(this CaseScript of, double ago, string agent, CallbackScript? callback, CallbackResult? result) =>
        of.Then(of.Cast.Ago(ago), agent, state => ClosureDecisions.Close(state, new(callback is null ? null : new(callback.Id, result), CallbackOwed: callback is not null, AcceptUnreachable: result == CallbackResult.Unreachable)));

    public static CaseScript Reopen(this CaseScript of, double ago, string agent, ReopenCause cause, string reason) =>
        of.Then(of.Cast.Ago(ago), agent, state => ClosureDecisions.Reopen(state, new(cause, of.Sealer.Seal(reason))));

    public static CaseScript Withdraw(this CaseScript of, double ago, string agent, string reason) => of.Then(of.Cast.Ago(ago), agent, state => ClosureDecisions.Withdraw(state, new(of.Sealer.Seal(reason))));

    public static CaseScript Propose(this CaseScript of, double ago, CaseScript earlier, double earlierAgo) => of.Cast.Policies.RepeatRule is not { } rule ? of
        : of.Then(of.Cast.Ago(ago), "repeat-detection", state => LinkDecisions.Propose(state, new(earlier.Facts, new(rule.Version, rule.WindowDays, rule.TopicLevel, (of.Cast.Ago(ago) - of.Cast.Ago(earlierAgo)).Days))));

    public static CaseScript AcceptRepeat(this CaseScript of, double ago, string agent, CaseScript earlier) => of.Then(of.Cast.Ago(ago), agent, state => LinkDecisions.Accept(state, new(earlier.Complaint)));

    public static CaseScript RejectRepeat(this CaseScript of, double ago, string agent, CaseScript earlier, string reason) =>
        of.Then(of.Cast.Ago(ago), agent, state => LinkDecisions.Reject(state, new(earlier.Complaint, of.Sealer.Seal(reason))));

    public static CaseScript Merge(this CaseScript of, double ago, string agent, CaseScript into, string reason) =>
        of.Then(of.Cast.Ago(ago), agent, state => LinkDecisions.Merge(state, new(into.Facts, of.Sealer.Seal(reason))));

    public static CaseScript Unmerge(this CaseScript of, double ago, string agent, string reason) => of.Then(of.Cast.Ago(ago), agent, state => LinkDecisions.Unmerge(state, new(of.Sealer.Seal(reason))));

    private static ClaimId ClaimOf(this CaseScript of, int number) => ClaimId.From(DeterministicId.From("demo", of.Story, "claim", number));

    private static Verdict Verdict(this CaseScript of, string? responsibility) => responsibility is null
        ? new(Validity.Valid, Liability.NotLiable)
        : new(Validity.Valid, Liability.Liable, of.Cast.Term(TermLists.ResponsibilityClasses, responsibility));
}
