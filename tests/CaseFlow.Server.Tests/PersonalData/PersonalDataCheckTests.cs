using CaseFlow.Server.PersonalData;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.PersonalData;

/// <summary>The check finds what stands in clear, and nothing where everything is sealed.</summary>
public sealed class PersonalDataCheckTests(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_planted_is_found_and_a_worked_database_is_clean()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var desk = new Desk(server);
        var (customer, _) = await ErasureTests.EndedCaseAsync(server, desk);
        await desk.CalledBackAsync(CaseFlow.FollowUps.CallbackOutcome.Satisfied);
        await ErasureTests.CaughtUpAsync(server);
        var check = server.Services.GetRequiredService<PersonalDataCheck>();
        Assert.Empty(await check.FindAsync([], 20, Cancel));

        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        await RunAsync(database, "create table planted (id integer, note text, raw bytea)");
        await RunAsync(database, $"insert into planted values (1, 'nothing', null), (2, '({ErasureTests.Said[0]})', null), (3, null, convert_to('{ErasureTests.Said[2]}', 'UTF8')), (4, 'call 13800138000', null), (5, 'id 11010519491231002X', null)");
        var log = Path.Combine(postgres.Folder, "planted.log");
        await File.WriteAllTextAsync(log, $"A line.\nAnother about {ErasureTests.Said[0]}.\n", Cancel);

        var found = await check.FindAsync([log], 20, Cancel);
        Assert.Equal(
            [("public.planted", 4, "mobile-number"), ("public.planted", 5, "identity-number"), ("public.planted", 2, "known-text"), ("public.planted", 3, "known-text"), (log, 2, "known-text")],
            found.Select(exposure => (exposure.Place, (int)exposure.Line, exposure.Kind)));
        Assert.All(found.Where(exposure => exposure.Kind == "known-text"), exposure => Assert.Equal(Guid.Parse(customer), exposure.Customer));
        Assert.Single(await check.FindAsync([log], 1, Cancel), exposure => exposure.Place == "public.planted" && exposure.Kind == "known-text");
    }

    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("11010519491231002x", true)]
    [InlineData("110105194912310021", false)]
    [InlineData("639012345678901234", false)]
    public void An_identity_number_is_known_by_its_date_and_check_digit(string number, bool expected) => Assert.Equal(expected, PersonalDataCheck.IsIdentityNumber(number));

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
