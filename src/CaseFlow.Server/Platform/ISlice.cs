using CaseFlow.EventStore.Projections;

namespace CaseFlow.Server.Platform;

/// <summary>What a slice adds to the host.</summary>
public interface ISlice
{
    /// <summary>Its read models.</summary>
    IEnumerable<IProjection> Projections { get; }

    /// <summary>How its read models are replayed, as of a past position or under another definition.</summary>
    IEnumerable<Replayable> Replayables => Projections.Select(Replayable.AsIs);

    /// <summary>Its services.</summary>
    void AddServices(IServiceCollection services);

    /// <summary>Its routes, below <c>/api</c>.</summary>
    void MapRoutes(IEndpointRouteBuilder api);
}
