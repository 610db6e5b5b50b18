using CaseFlow.Server.Platform.Embedded;
using Npgsql;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary>The database that a verb works on, for as long as it works.</summary>
public sealed class OpenedDatabase : IAsyncDisposable
{
    /// <summary>The private server that this process uses.</summary>
    public OpenedDatabase(NpgsqlDataSource dataSource, EmbeddedDatabase embedded)
        : this(dataSource, embedded.ConnectionString) => Embedded = embedded;

    /// <summary>A server that somebody else runs.</summary>
    public OpenedDatabase(NpgsqlDataSource dataSource, string connectionString)
    {
        DataSource = dataSource;
        ConnectionString = connectionString;
    }

    /// <summary>How to connect, with the password.</summary>
    public string ConnectionString { get; }

    /// <summary>Connections for the verb itself.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>The private server, or null when <c>CASEFLOW_DB</c> names another.</summary>
    public EmbeddedDatabase? Embedded { get; }

    /// <summary>Closes the connections, then stops the private server when nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (Embedded is not null)
            await Embedded.DisposeAsync();
    }
}
