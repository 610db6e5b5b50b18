using CaseFlow.EventStore.Sealing;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace CaseFlow.Browser;

/// <summary>The page that proves the history, before and after somebody changed it in the database.</summary>
public sealed class ProvingTheHistory(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_history_is_verified_with_a_button_and_what_was_changed_is_named()
    {
        await site.RegisterAsync(site.FreshNumber());
        await site.Server.Services.GetRequiredService<Sealer>().SealAsync();
        await using var visitor = await site.VisitAsync("en");
        await visitor.GoAsync("/chain");
        await Expect(visitor.Page.Locator("[aria-labelledby=checkpoints] tbody tr")).Not.ToHaveCountAsync(0);

        await visitor.Button("Verify the history").ClickAsync();
        await Expect(visitor.Page.Locator(".note.good")).ToContainTextAsync("Genuine: everything is as it was sealed.");

        await using var database = NpgsqlDataSource.Create(site.Server.ConnectionString);
        await using var tamper = database.CreateCommand("""
            alter table mt_events disable trigger user;
            update mt_events set user_name = 'somebody else' where seq_id = (select max(seq_id) from mt_events where type = 'complaint_registered') returning seq_id, stream_id;
            """);
        await using var changed = await tamper.ExecuteReaderAsync();
        await changed.ReadAsync();
        await visitor.Button("Verify the history").ClickAsync();
        await Expect(visitor.Page.Locator(".note.bad")).ToContainTextAsync("Not genuine.");
        await Expect(visitor.Page.Locator("[aria-labelledby=verification] dl")).ToContainTextAsync("An event was altered");
        await Expect(visitor.Page.Locator("[aria-labelledby=verification] dl")).ToContainTextAsync($"{changed.GetGuid(1)}");
        Assert.Empty(visitor.Faults);
    }
}
