using CaseFlow.EventStore;
using CaseFlow.EventStore.Projections;
using CaseFlow.EventStore.Tests;
using CaseFlow.EventStore.Tests.Projections;
using Npgsql;

// Usage: append WRITERS PAUSE-IN-MILLISECONDS | project | rebuild, then the connection string. It runs until it is killed.
await using var database = NpgsqlDataSource.Create(args[^1]);
var store = new PostgresEventStore(database, Sample.Types);
switch (args[0])
{
    case "append":
        await Task.WhenAll(Enumerable.Range(0, int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture)).Select(_ => Task.Run(AppendAsync)));
        break;
    case "project":
        await Engine().RunAsync(CancellationToken.None);
        break;
    case "rebuild":
        while (true)
            await Engine().RebuildAsync("Counts");
    default:
        throw new ArgumentException($"{args[0]} is nothing that a node does.");
}

ProjectionEngine Engine() => new(database, store, [ThingCounts.Projection()], [], new() { PageSize = 50, RebuildPageSize = 100, RebuildMemory = 600, RebuildPatience = TimeSpan.FromSeconds(4) });

// One stream after the other, eight appends each; a line for each event once its append was acknowledged: its id, stream and version.
async Task AppendAsync()
{
    while (true)
    {
        var stream = Sample.Stream();
        for (var version = 0L; version < 8; version++)
        {
            var e = Sample.Counted(thing: $"thing {stream.Value.ToByteArray()[0] % 16}");
            if (await store.AppendAsync(stream, ExpectedVersion.Exactly(version), [e]) is not Appended { Version: var now } || now != version + 1)
                throw new InvalidOperationException("Nobody else writes the stream.");
            await Console.Out.WriteLineAsync($"{e.Id} {stream.Value} {now}");
            await Task.Delay(int.Parse(args[2], System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
