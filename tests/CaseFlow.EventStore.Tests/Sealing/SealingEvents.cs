using CaseFlow.EventStore.Sealing;

namespace CaseFlow.EventStore.Tests.Sealing;

public sealed class SealingEvents(PostgresFixture postgres)
{
    [Fact]
    public async Task Sealing_goes_on_where_it_ended()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        Assert.Equal((10, 3), ((await sealedAs.Tables.LastAsync())!.Last, (await sealedAs.Tables.LastAsync())!.Number));
        Assert.Equal(2, (await sealedAs.Tables.UnsealedAsync()).Events);

        Assert.Equal(2, await sealedAs.Sealer.SealAsync());
        Assert.Equal(0, await sealedAs.Sealer.SealAsync());

        Assert.Equal(0, (await sealedAs.Tables.UnsealedAsync()).Events);
        Assert.Equal((12, 0), ((await sealedAs.VerifyAsync()).Events, (await sealedAs.VerifyAsync()).Unsealed));
    }

    [Fact]
    public async Task Nodes_that_seal_at_once_seal_each_event_once()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        var nodes = Enumerable.Range(0, 4).Select(_ => new Sealer(sealedAs.Database, sealedAs.Key, options: new() { StretchSize = 3 })).ToList();
        var appending = Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
                await sealedAs.AppendAsync(2);
        });
        var sealing = nodes.Select(node => Task.Run(async () =>
        {
            var events = 0L;
            while (!appending.IsCompleted)
                events += await node.SealAsync();
            return events;
        })).ToList();
        await appending;
        var each = await Task.WhenAll(sealing);

        Assert.Equal(82, each.Sum() + await sealedAs.Sealer.SealAsync());
        var report = await sealedAs.VerifyAsync();
        Assert.True(report.IsGenuine, $"{report.First}");
        Assert.Equal((92, 0), (report.Events, report.Unsealed));
    }

    [Fact]
    public async Task A_running_sealer_seals_what_is_recorded_and_a_second_one_stands_by()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        SealerOptions soon = new() { StretchSize = 4, Patience = TimeSpan.FromMilliseconds(50), Look = TimeSpan.FromMilliseconds(20) };
        using var stop = new CancellationTokenSource();
        var running = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => new Sealer(sealedAs.Database, sealedAs.Key, options: soon).RunAsync(stop.Token)));
        await sealedAs.AppendAsync(3);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await sealedAs.Tables.UnsealedAsync(patience.Token)).Events > 0)
            await Task.Delay(20, patience.Token);
        await stop.CancelAsync();
        await Task.WhenAny(running);

        Assert.True((await sealedAs.VerifyAsync()).IsGenuine);
        Assert.Equal(15, (await sealedAs.Tables.LastAsync())!.Total);
    }

    [Fact]
    public async Task An_anchor_file_grows_and_writes_a_torn_line_again()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await sealedAs.Sealer.SealAsync();
        var lines = await File.ReadAllTextAsync(sealedAs.Anchors.Path);
        await File.WriteAllTextAsync(sealedAs.Anchors.Path, lines[..^20]);

        Assert.Equal(2, await sealedAs.Anchors.KeepAsync(sealedAs.Tables));
        Assert.Equal(0, await sealedAs.Anchors.KeepAsync(sealedAs.Tables));

        Assert.Equal([1, 2, 3, 4], sealedAs.Anchors.All().Keys.Order());
        Assert.Equal(await sealedAs.Tables.LastAsync(), sealedAs.Anchors.Last());
    }

    [Fact]
    public async Task The_private_key_is_its_owners_alone_and_the_public_one_cannot_sign()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(sealedAs.KeyFile));
        Assert.Equal(sealedAs.Key.PublicPem, await File.ReadAllTextAsync(sealedAs.KeyFile + ".pub"));
        Assert.Equal(sealedAs.Key.Id, SigningKey.LoadOrCreate(sealedAs.KeyFile).Id);
        Assert.Throws<InvalidDataException>(() => SigningKey.LoadOrCreate(sealedAs.KeyFile + ".pub"));
        Assert.Throws<InvalidDataException>(() => new TrustedKeys(File.ReadAllText(sealedAs.KeyFile)));
        Assert.Throws<InvalidDataException>(() => new TrustedKeys("nothing"));
    }

    [Fact]
    public async Task A_proof_holds_for_its_event_and_for_no_other()
    {
        await using var sealedAs = await SealedDatabase.StartAsync(postgres);
        await foreach (var one in sealedAs.Tables.EventsAsync(0))
        {
            var proof = await sealedAs.Tables.ProofAsync(one.Id);
            if (one.Position > 10)
            {
                Assert.Null(proof);
                continue;
            }

            Assert.True(proof!.Holds(sealedAs.Keys));
            Assert.Equal(one.Seal(), proof.Event);
            Assert.False((proof with { Event = proof.Event with { Version = 99 } }).Holds(sealedAs.Keys));
            Assert.False((proof with { Checkpoint = proof.Checkpoint with { Total = 99 } }).Holds(sealedAs.Keys));
        }

        Assert.Null(await sealedAs.Tables.ProofAsync(Guid.NewGuid()));
    }
}
