using CaseFlow.Server.Platform.Embedded;
using Npgsql;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary>What every verb works with: where things are kept, how to report progress, and the database.</summary>
public sealed class VerbContext
{
    /// <summary>The folder for everything that is kept on this machine.</summary>
    public string Home { get; } = HomeFolder.Find();

    /// <summary>The file of the key that wraps the keys of personal data: <c>CASEFLOW_MASTER_KEY_FILE</c>, else one in <see cref="Home"/>.</summary>
    public string MasterKeyFile => Environment.GetEnvironmentVariable("CASEFLOW_MASTER_KEY_FILE") is { Length: > 0 } given ? given : Path.Combine(Home, "keys", "master.key");

    /// <summary>The connection string of a server that somebody else runs, or null for the embedded one.</summary>
    public string? OtherServer { get; } = Environment.GetEnvironmentVariable("CASEFLOW_DB") is { Length: > 0 } given ? given : null;

    /// <summary>One line of progress. It goes to standard error, so that a verb's result can be piped.</summary>
    public void Say(string sentence) => Console.Error.WriteLine(sentence);

    /// <summary>
    /// Opens the database of <c>CASEFLOW_DB</c>, else the embedded one, which is started when it is not up. Disposing of
    /// the answer stops what was started for it, unless others use it by then.
    /// </summary>
    /// <exception cref="ExplainedException">There is no database, with what to do about it.</exception>
    public async Task<OpenedDatabase> OpenDatabaseAsync(CancellationToken cancel)
    {
        if (OtherServer is null)
        {
            var embedded = await EmbeddedDatabase.StartAsync(new EmbeddedOptions { Home = Home, Say = Say }, cancel);
            return new OpenedDatabase(NpgsqlDataSource.Create(embedded.ConnectionString), embedded);
        }

        NpgsqlDataSource? other = null;
        try
        {
            other = NpgsqlDataSource.Create(OtherServer);
            await using var connection = await other.OpenConnectionAsync(cancel);
            return new OpenedDatabase(other, OtherServer);
        }
        catch (ArgumentException fault)
        {
            throw new ExplainedException($"CASEFLOW_DB is not a connection string: {fault.Message} It looks like Host=db.example;Port=5432;Database=caseflow;Username=caseflow;Password=...", fault);
        }
        catch (NpgsqlException fault)
        {
            await other!.DisposeAsync();
            throw new ExplainedException($"The database of CASEFLOW_DB cannot be reached: {fault.Message}", fault);
        }
    }
}
