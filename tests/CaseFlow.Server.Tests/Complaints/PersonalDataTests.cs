using System.Text;
using CaseFlow.EventStore.Projections;
using CaseFlow.FollowUps;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CaseFlow.Server.Tests.Complaints;

/// <summary>What was said of a person stands nowhere in the database or the log in clear.</summary>
public sealed class PersonalDataTests(PostgresFixture postgres)
{
    private int texts;

    [Fact]
    public async Task Neither_table_nor_log_holds_what_was_said_of_a_person()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var said = await SayEverythingAsync(new Desk(server));

        await server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);

        await using var database = NpgsqlDataSource.Create(server.ConnectionString);
        var tables = await ReadAsync(database, "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        Assert.Empty(new[] { "public.mt_events", "public.mt_streams", "public.caseflow_work_list", "public.caseflow_customers" }.Except(tables));
        foreach (var table in tables)
        {
            var rows = string.Join('\n', await ReadAsync(database, $"select row_to_json(t)::text || t::text from {table} t"));
            foreach (var text in said.SelectMany(text => new[] { text, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)) }))
                Assert.False(rows.Contains(text, StringComparison.OrdinalIgnoreCase), $"{table} holds {text}");
        }

        Assert.DoesNotContain(server.Log.Lines, line => said.Any(text => line.Contains(text, StringComparison.Ordinal)));

        // The search would find what is there: a code that is not personal.
        Assert.Contains(await ReadAsync(database, "select data::text from mt_events"), row => row.Contains("network.roaming.activation", StringComparison.Ordinal));
    }

    private async Task<List<string>> SayEverythingAsync(Desk desk)
    {
        var said = new List<string> { "孙小姐机密", "13951230987", "+86 139 5123 0987", "ACC-778899-X", "幸福路七号", };
        var registration = desk.Registration();
        registration["customer"] = new System.Text.Json.Nodes.JsonObject
        {
            ["name"] = said[0],
            ["serviceNumber"] = said[1],
            ["account"] = said[3],
            ["address"] = said[4],
        };
        registration["summary"] = Say();
        registration["remedySought"] = Say();
        var earlier = await desk.CaseAsync(registration);
        var id = await desk.CaseAsync(
            registration,
            ("reclassify", new { kind = "Complaint", topic = "billing.charge.roaming", reason = Say() }),
            ("hand-over", new { department = "network", reason = Say() }),
            ("hand-over/reject", new { department = "network", reason = Say() }),
            ("escalate", new { to = "City", origin = "Customer", reason = Say() }),
            ("deescalate", new { to = "Team", reason = Say() }),
            ("verify", new { verdict = new { validity = "Invalid" }, findings = Say() }),
            ("revise-verdict", new { verdict = new { validity = "Valid", liability = "NotLiable" }, reason = Say() }),
            ("clarify", new { explanation = Say() }),
            ("reach-agreement", new { terms = Say() }),
            ("stages", new { stage = "Negotiate", note = Say() }),
            ("repeat-links/propose", new { earlier }),
            ("repeat-links/reject", new { earlier, reason = Say() }),
            ("merge", new { into = earlier, reason = Say() }),
            ("unmerge", new { reason = Say() }));
        var claim = (await desk.DoAsync(id, "claims", new { rank = "Primary", demand = Say() })).MustBe(201).Created;
        (await desk.DoAsync(id, $"claims/{claim}/assess", new { reasonableness = "Unreasonable", @class = "unreasonable.punitive", rank = "Primary", satisfiable = false })).MustBe(200);
        (await desk.DoAsync(id, $"claims/{claim}/offer-alternative", new { alternative = Say() })).MustBe(200);
        (await desk.DoAsync(id, $"claims/{claim}/settle", new { outcome = "Declined" })).MustBe(200);
        (await desk.DoAsync(id, "resolve", new { resolution = Say() }, key: said[1])).MustBe(200);
        (await desk.DoAsync(id, "give-care", new { careType = "apology", note = Say() })).MustBe(200);
        await desk.CallBackAsync(id, CallbackOutcome.Dissatisfied);
        (await desk.DoAsync(id, "reopen", new { cause = "CustomerDissatisfied", reason = Say() })).MustBe(200);
        (await desk.DoAsync(id, "withdraw", new { reason = Say() })).MustBe(200);

        registration["customer"]!["account"] = null;
        registration["customer"]!["serviceNumber"] = said[2];
        var contact = (await desk.PostAsync("/api/contacts", new
        {
            customer = registration["customer"],
            channel = "hotline",
            direction = "Inbound",
            outcome = "Answered",
            region = new { province = "cn-js" },
            place = Say(),
            customerSaid = Say(),
            operatorDid = Say(),
        })).MustBe(201).Created;
        var other = await desk.CaseAsync(registration);
        (await desk.PostAsync($"/api/contacts/{contact}/link", new { complaint = other })).MustBe(200);
        (await desk.PostAsync($"/api/contacts/{contact}/unlink", new { complaint = other, reason = Say() })).MustBe(200);
        return said;

        string Say()
        {
            said.Add($"secret-{++texts:000}-机密");
            return said[^1];
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource database, string query)
    {
        await using var command = database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetString(0));
        return rows;
    }
}
