using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Benchmarks.Harness;

/// <summary>A database of CaseFlow for one benchmark, gone at its end.</summary>
public sealed class BenchDatabase(Bench bench, string connectionString, ServiceProvider services) : IAsyncDisposable
{
    /// <summary>How to connect.</summary>
    public string ConnectionString => connectionString;

    /// <summary>CaseFlow on it.</summary>
    public IServiceProvider Services => services;

    /// <summary>The connections of CaseFlow.</summary>
    public NpgsqlDataSource Connections => services.GetRequiredService<NpgsqlDataSource>();

    /// <summary>The store.</summary>
    public IEventStore Store => services.GetRequiredService<IEventStore>();

    /// <summary>The read models.</summary>
    public ProjectionEngine Engine => services.GetRequiredService<ProjectionEngine>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await bench.DropAsync(connectionString);
    }
}
