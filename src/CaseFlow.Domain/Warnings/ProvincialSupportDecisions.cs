namespace CaseFlow.Warnings;

/// <summary>Ask the province for support.</summary>
public sealed record RequestProvincialSupport(ProvincialSupportRequested Request, DateTimeOffset Now);

/// <summary>Take a request up for the province.</summary>
public sealed record TakeUpSupport(string Coordinator, bool ByProvince);

/// <summary>Answer a request for the province.</summary>
public sealed record AnswerProvincialSupport(string Answer, bool ByProvince);

/// <summary>Send a request back to the city.</summary>
public sealed record ReturnSupport(string Reason, bool ByProvince);

/// <summary>Ask again.</summary>
public sealed record RenewSupport(string Need, DateTimeOffset WantedBy, SupportDues Dues, DateTimeOffset Now);

/// <summary>End a request that was answered.</summary>
public sealed record CloseSupport;

/// <summary>Take a request back.</summary>
public sealed record WithdrawSupport(string Reason);

/// <summary>What may be done with a request for support.</summary>
public static class ProvincialSupportDecisions
{
    public static Decision<ProvincialSupportEvent> Request(ProvincialSupport support, RequestProvincialSupport command) => support.Status switch
    {
        not SupportStatus.Unrequested => Decision.Nothing,
        _ when command.Request.Region.City is null => ProvincialSupportRefusals.CitiesAsk,
        _ when command.Request.WantedBy <= command.Now => ProvincialSupportRefusals.WantedInThePast,
        _ => command.Request,
    };

    public static Decision<ProvincialSupportEvent> TakeUp(ProvincialSupport support, TakeUpSupport command) => support switch
    {
        { Status: SupportStatus.Unrequested } => ProvincialSupportRefusals.Unknown,
        _ when !command.ByProvince => ProvincialSupportRefusals.ProvinceActs,
        { WaitsForProvince: false } => ProvincialSupportRefusals.NotWaiting,
        _ when support.Coordinator == command.Coordinator => Decision.Nothing,
        _ => new ProvincialSupportTakenUp(command.Coordinator),
    };

    public static Decision<ProvincialSupportEvent> Answer(ProvincialSupport support, AnswerProvincialSupport command) => support switch
    {
        { Status: SupportStatus.Unrequested } => ProvincialSupportRefusals.Unknown,
        _ when !command.ByProvince => ProvincialSupportRefusals.ProvinceActs,
        { Status: SupportStatus.Answered } => Decision.Nothing,
        { WaitsForProvince: false } => ProvincialSupportRefusals.NotWaiting,
        { Coordinator: null } => ProvincialSupportRefusals.NotTakenUp,
        _ => new ProvincialSupportAnswered(command.Answer),
    };

    public static Decision<ProvincialSupportEvent> Return(ProvincialSupport support, ReturnSupport command) => support switch
    {
        { Status: SupportStatus.Unrequested } => ProvincialSupportRefusals.Unknown,
        _ when !command.ByProvince => ProvincialSupportRefusals.ProvinceActs,
        { Status: SupportStatus.Returned } => Decision.Nothing,
        { WaitsForProvince: false } => ProvincialSupportRefusals.NotWaiting,
        _ => new ProvincialSupportReturned(command.Reason),
    };

    /// <summary>Asks again, after the province sent the request back or its answer did not help.</summary>
    public static Decision<ProvincialSupportEvent> Renew(ProvincialSupport support, RenewSupport command) => support.Status switch
    {
        SupportStatus.Unrequested => ProvincialSupportRefusals.Unknown,
        SupportStatus.Requested or SupportStatus.TakenUp => Decision.Nothing,
        SupportStatus.Closed or SupportStatus.Withdrawn => ProvincialSupportRefusals.Ended,
        SupportStatus.Answered or SupportStatus.Returned when command.WantedBy <= command.Now => ProvincialSupportRefusals.WantedInThePast,
        SupportStatus.Answered or SupportStatus.Returned => new ProvincialSupportRenewed(support.Round + 1, command.Need, command.WantedBy, command.Dues),
    };

    public static Decision<ProvincialSupportEvent> Close(ProvincialSupport support, CloseSupport command) => support.Status switch
    {
        SupportStatus.Unrequested => ProvincialSupportRefusals.Unknown,
        SupportStatus.Requested or SupportStatus.TakenUp or SupportStatus.Returned => ProvincialSupportRefusals.NotAnswered,
        SupportStatus.Answered => new ProvincialSupportClosed(),
        SupportStatus.Closed => Decision.Nothing,
        SupportStatus.Withdrawn => ProvincialSupportRefusals.Ended,
    };

    public static Decision<ProvincialSupportEvent> Withdraw(ProvincialSupport support, WithdrawSupport command) => support.Status switch
    {
        SupportStatus.Unrequested => ProvincialSupportRefusals.Unknown,
        SupportStatus.Requested or SupportStatus.TakenUp or SupportStatus.Answered or SupportStatus.Returned => new ProvincialSupportWithdrawn(command.Reason),
        SupportStatus.Withdrawn => Decision.Nothing,
        SupportStatus.Closed => ProvincialSupportRefusals.Ended,
    };
}

/// <summary>Why a command on a request for support is refused.</summary>
public static class ProvincialSupportRefusals
{
    public static readonly Refusal Unknown = new("provincial-support-unknown", "There is no such request for support.");
    public static readonly Refusal CitiesAsk = new("provincial-support-is-for-cities", "A city asks its province for support; name the city.");
    public static readonly Refusal WantedInThePast = new("provincial-support-wanted-in-the-past", "Support is wanted by a time that is still to come.");
    public static readonly Refusal ProvinceActs = new("provincial-support-province-acts", "Who acts for the province takes a request up, answers it or sends it back; a city does not do so for itself.");
    public static readonly Refusal NotWaiting = new("provincial-support-not-waiting", "The request does not wait for the province.");
    public static readonly Refusal NotTakenUp = new("provincial-support-not-taken-up", "Somebody of the province takes the request up first.");
    public static readonly Refusal NotAnswered = new("provincial-support-not-answered", "The request was not answered yet; withdraw it when it is needed no more.");
    public static readonly Refusal Ended = new("provincial-support-ended", "The request has ended; make another one.");
}
