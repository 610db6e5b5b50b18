using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Metrics;
using Npgsql;

namespace CaseFlow.Server.Platform.Reading;

/// <summary>Asks questions of the tables that projections keep.</summary>
/// <remarks>It does not know the engine, because subscriptions, which the engine runs, may ask questions too.</remarks>
public sealed class ReadModels(NpgsqlDataSource database)
{
    /// <summary>Answers from one snapshot, so that rows, totals and the position that they have reached belong together.</summary>
    /// <param name="scope">What may be seen: no other row is there for the question, whatever it asks.</param>
    /// <param name="projection">The projection that keeps the rows.</param>
    /// <param name="ask">Reads them.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <param name="replay">The replay whose rows are read; the live ones when null.</param>
    /// <exception cref="ReplayUnavailableException">The replay is not kept any more.</exception>
    public Task<ReadAnswer<T>> AskAsync<T>(AccessScope scope, string projection, Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellation, ReplayStatus? replay = null)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return ServerMetrics.MeasureQueryAsync(projection, async () =>
        {
            await using var snapshot = await ReadSnapshot.BeginAsync(database, scope, projection, [replay], cancellation);
            return await snapshot.AskAsync(snapshot.Sides[0], ask, cancellation);
        });
    }

    /// <summary>Compares a replay with the live rows or with another replay, both from one snapshot.</summary>
    /// <param name="scope">What may be seen of both.</param>
    /// <param name="projection">The projection that keeps the rows.</param>
    /// <param name="replay">The replay.</param>
    /// <param name="against">What it is compared with; the live rows when null.</param>
    /// <param name="compare">Reads both sides, the replay's first.</param>
    /// <param name="cancellation">Cancels the question.</param>
    /// <exception cref="ReplayUnavailableException">A replay is not kept any more.</exception>
    public async Task<T> CompareAsync<T>(AccessScope scope, string projection, ReplayStatus replay, ReplayStatus? against, Func<ReadSnapshot, Task<T>> compare, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(compare);
        await using var snapshot = await ReadSnapshot.BeginAsync(database, scope, projection, [replay, against], cancellation);
        return await compare(snapshot);
    }
}
