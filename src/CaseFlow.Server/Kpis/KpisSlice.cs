using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Kpis.Items;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Kpis;

/// <summary>KPIs that add up over cases or are made of measured series, their charts, what of them stands out, and whether the series agree with themselves.</summary>
public sealed class KpisSlice : ISlice
{
    /// <inheritdoc/>
    public IEnumerable<IProjection> Projections { get; } = [new CaseMilestonesProjection(ReportingZone.Operator), new MeasuredSeriesProjection()];

    /// <inheritdoc/>
    public IEnumerable<Replayable> Replayables => Projections.Select(projection => projection is CaseMilestonesProjection
        ? new(projection.Name, change => new CaseMilestonesProjection(ReportingZone.Operator, KpiReplay.Read(change)))
        : Replayable.AsIs(projection));

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<KpiFigures>();
        services.AddSingleton<KpiCases>();
        services.AddSingleton<KpiDifferences>();
        services.AddSingleton<KpiTrials>();
        services.AddSingleton<MeasuredKpiFigures>();
        services.AddSingleton<TalliedFigures>();
        services.AddSingleton<IKpiItems, ClockItems>();
        services.AddSingleton<IKpiItems, ResolutionItems>();
        services.AddSingleton<IKpiItems, EvaluationItems>();
        services.AddSingleton<IKpiItems, ScoreItems>();
        foreach (var kpi in MeasuredKpis.All)
            services.AddSingleton<IKpiItems>(provider => ActivatorUtilities.CreateInstance<MeasuredItems>(provider, kpi));
        services.AddSingleton<KpiItemLists>();
        services.AddSingleton<ItemDifferences>();
        services.AddSingleton<MeasuredSeriesList>();
        services.AddSingleton<SeriesDesk>();
        PublishingKpiDefinitions.AddKind(services);
    }

    /// <inheritdoc/>
    public void MapRoutes(IEndpointRouteBuilder api)
    {
        KpiFigures.Map(api);
        KpiCases.Map(api);
        KpiDifferences.Map(api);
        PublishingKpiDefinitions.Map(api);
        KpiTrials.Map(api);
        MeasuredKpiFigures.Map(api);
        TalliedFigures.Map(api);
        IReadOnlyList<IKpiItems> items = [.. api.ServiceProvider.GetServices<IKpiItems>()];
        KpiItemLists.Map(api, items);
        ItemDifferences.Map(api, items);
        MeasuredSeriesList.Map(api);
        KeepingSeries.Map(api);
        EnteringValues.Map(api);
    }
}
