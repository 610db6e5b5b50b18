using System.CommandLine;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Verbs;
using Npgsql;

var root = new RootCommand("""
    CaseFlow keeps complaints: every case as the sequence of what happened to it.

    CASEFLOW_DB    connection string of a PostgreSQL server to use [default: one of its own]
    CASEFLOW_HOME  folder for the data of its own server [default: .caseflow in the repository]
    """);
var context = new VerbContext();
foreach (var verb in Verbs.All)
    root.Add(verb.Build(context));

var invocation = new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // How long a verb may take to end after Ctrl-C or SIGTERM; PostgreSQL writes its last checkpoint within that time.
    ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
};
try
{
    return await root.Parse(args).InvokeAsync(invocation);
}
catch (ExplainedException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return ExitCodes.Fault;
}
catch (NpgsqlException fault) when (fault is not PostgresException)
{
    // What the server answers is our mistake and deserves its stack trace; that it does not answer is explained by one line.
    await Console.Error.WriteLineAsync($"The database does not answer: {fault.Message}");
    return ExitCodes.Fault;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Stopped before it was done.");
    return ExitCodes.Interrupted;
}
