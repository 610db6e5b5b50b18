using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Complaints;

/// <summary>Cases and contacts: their commands, and the questions asked of them.</summary>
public sealed class ComplaintsSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } =
    [
        new WorkListProjection(),
        CaseThreads.Create(),
        new CustomerHistoryProjection(),
        new RepeatComplaintRatesProjection(ReportingZone.Operator),
        new ContactsPerCaseProjection(ReportingZone.Operator),
    ];

    /// <inheritdoc/>
    public IEnumerable<Replayable> Replayables => Projections.Select(projection => projection is RepeatComplaintRatesProjection
        ? new(projection.Name, change => new RepeatComplaintRatesProjection(ReportingZone.Operator, RepeatReplay.Read(change)))
        : Replayable.AsIs(projection));

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(provider => DeskOptions.From(provider.GetService<IConfiguration>()));
        services.AddSingleton<CustomerIdentity>();
        services.AddSingleton<ComplaintDesk>();
        services.AddSingleton(ReportingZone.Operator);
        services.AddSingleton<WorkList>();
        services.AddSingleton<WorkListAsOf>();
        services.AddSingleton<RepeatComplaintRates>();
        services.AddSingleton<RepeatRatesAsOf>();
        services.AddSingleton<RepeatRateDifferences>();
        services.AddSingleton<RateComparisons>();
        services.AddSingleton<RateExplanations>();
        services.AddSingleton<RepeatRateReading>();
        services.AddSingleton<RepeatComplaintCases>();
        services.AddSingleton<RepeatCandidates>();
        services.AddSingleton<ContactsPerCase>();
        services.AddSingleton<ComplaintTimeline>();
        services.AddSingleton<CasePriorities>();
        services.AddSingleton<PrioritySimulations>();
        services.AddSingleton<CustomerHistory>();
        services.AddSingleton<IRepeatCandidates>(provider => provider.GetRequiredService<RepeatCandidates>());
        services.AddSingleton<FileImport>();
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        RegisteringComplaints.Map(api);
        ReclassifyingComplaints.Map(api);
        AcknowledgingComplaints.Map(api);
        ClaimingComplaints.Map(api);
        HandingComplaintsOver.Map(api);
        PausingHandling.Map(api);
        EscalatingComplaints.Map(api);
        VerifyingComplaints.Map(api);
        SettlingClaims.Map(api);
        KeyMoments.Map(api);
        UsingDefinitions.Map(api);
        ClosingComplaints.Map(api);
        LinkingRepeats.Map(api);
        MergingComplaints.Map(api);
        RecordingContacts.Map(api);
        WorkListRoute.Map(api);
        ComplaintTimeline.Map(api);
        CasePriorities.Map(api);
        PublishingPriorityMatrix.Map(api);
        PrioritySimulations.Map(api);
        CustomerRoutes.Map(api);
        RepeatCandidates.Map(api);
        RepeatRatesAsOf.Map(api);
        RepeatRateDifferences.Map(api);
        RateComparisons.Map(api);
        RepeatComplaintCases.Map(api);
        ContactsPerCase.Map(api);
    }
}
