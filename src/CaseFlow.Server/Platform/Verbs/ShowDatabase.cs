using System.CommandLine;
using System.Reflection;
using Npgsql;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary><c>database</c>: how to reach the data with one's own tools, and what version of everything is at work.</summary>
public sealed class ShowDatabase : IVerb
{
    /// <inheritdoc/>
    public Command Build(VerbContext context)
    {
        var command = new Command("database", "Prints how to connect to the database, where its data is, and the versions.");
        command.SetAction(async (_, cancel) =>
        {
            await using var database = await context.OpenDatabaseAsync(cancel);
            await using var connection = await database.DataSource.OpenConnectionAsync(cancel);
            foreach (var (name, value) in Describe(database, connection))
                Console.WriteLine($"{name,-19}{value}");
            if (database.Embedded is { Joined: false })
                context.Say("The server was down and goes down again now; serve keeps it up.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<(string Name, string Value)> Describe(OpenedDatabase database, NpgsqlConnection connection)
    {
        yield return ("Connection string:", database.ConnectionString);
        yield return ("For psql:", ForPsql(database.ConnectionString));
        yield return ("PostgreSQL:", connection.PostgreSqlVersion.ToString());
        if (database.Embedded is { } embedded)
        {
            yield return ("Data folder:", embedded.DataFolder);
            yield return ("Programs:", embedded.BinPath);
        }
        yield return ("CaseFlow:", AppVersion);
    }

    private static string ForPsql(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgresql://{Uri.EscapeDataString(parts.Username ?? "")}:{Uri.EscapeDataString(parts.Password ?? "")}@{parts.Host}:{parts.Port}/{Uri.EscapeDataString(parts.Database ?? "")}";
    }

    private static string AppVersion =>
        typeof(ShowDatabase).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
