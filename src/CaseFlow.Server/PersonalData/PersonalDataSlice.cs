using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform;

namespace CaseFlow.Server.PersonalData;

/// <summary>Personal data: who sees it and why, and its erasure.</summary>
public sealed class PersonalDataSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections =>
    [
        new RowProjection<ErasureRequestRow>(ErasureRequests.Projection, 1, ErasureRequestRow.Table, ErasureRequestRow.Keys, (row, e, _) => ErasureRequestRow.Fold(row, e)),
        new RowProjection<LegalHoldRow>(LegalHolds.Projection, 1, LegalHoldRow.Table, LegalHoldRow.Keys, (row, e, _) => LegalHoldRow.Fold(row, e)),
    ];

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<DataSubjectDesk>();
        services.AddSingleton<RevealGrants>();
        services.AddSingleton<RevealingSubjects>();
        services.AddSingleton<RevealingTasks>();
        services.AddSingleton<CustomerLooks>();
        services.AddSingleton<Disclosures>();
        services.AddSingleton<ErasureRequests>();
        services.AddSingleton<LegalHolds>();
        services.AddSingleton<RetentionRun>();
        services.AddSingleton<RequestingRetention>();
        services.AddSingleton<SubjectAccess>();
        services.AddSingleton<PersonalDataCheck>();
        services.AddSingleton<Erasing>();
        services.AddSingleton<ISubscription>(provider => provider.GetRequiredService<Erasing>());
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        RevealingSubjects.Map(api);
        Disclosures.Map(api);
        CustomerLooks.Map(api);
        RequestingErasure.Map(api);
        HoldingSubjects.Map(api);
        SubjectAccess.Map(api);
        ErasureRequests.Map(api);
        LegalHolds.Map(api);
        RetentionRun.Map(api);
        RequestingRetention.Map(api);
    }
}
