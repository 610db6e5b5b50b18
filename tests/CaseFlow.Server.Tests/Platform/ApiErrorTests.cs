using System.Net.Http.Headers;
using System.Text;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Npgsql;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>Requests that never reach a handler, or fail in one.</summary>
public sealed class ApiErrorTests(SharedServer shared) : IClassFixture<SharedServer>
{
    public static TheoryData<string, string, string?, string?, int, string> Requests => new()
    {
        { "POST", "/api/complaints", "{\"kind\": ", "application/json", 400, "malformed-json" },
        { "POST", "/api/complaints", "{'kind': 1}", "application/json", 400, "malformed-json" },
        { "POST", "/api/complaints", "not json", "application/json; charset=utf-8", 400, "malformed-json" },
        { "POST", "/api/complaints", "", "application/json", 400, "body-missing" },
        { "POST", "/api/complaints", "null", "application/json", 400, "body-missing" },
        { "POST", "/api/complaints", "[]", "application/json", 400, "invalid-request" },
        { "POST", "/api/complaints", "{\"kind\": \"Fault\", \"kind\": \"Praise\"}", "application/json", 400, "invalid-request" },
        { "POST", "/api/complaints", "{}", "text/plain", 415, "not-json" },
        { "POST", "/api/complaints", "{}", null, 415, "not-json" },
        { "POST", "/api/complaints", "kind=Fault", "application/x-www-form-urlencoded", 415, "not-json" },
        { "POST", "/api/complaints/not-a-uuid/close", "{}", "application/json", 404, "no-such-route" },
        { "POST", "/api/nothing/here", "{}", "application/json", 404, "no-such-route" },
        { "GET", "/api/nothing/here", null, null, 404, "no-such-route" },
        { "GET", "/api/contacts", null, null, 405, "method-not-allowed" },
        { "DELETE", "/api/definitions/policies", null, null, 405, "method-not-allowed" },
        { "GET", "/api/definitions/lists/nothing", null, null, 404, "not-found" },
        { "GET", "/api/definitions/lists/topics?version=99", null, null, 404, "not-found" },
        { "GET", "/api/definitions/lists/topics?version=first", null, null, 400, "malformed-parameter" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Answers_a_problem_with_its_code(string method, string path, string? body, string? type, int status, string code)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if (type is not null) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        var reply = await Reply.ReadAsync(await shared.Server.Http.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal((status, code, "application/problem+json"), (reply.Status, reply.Code, reply.ContentType));
        Assert.Equal($"urn:caseflow:problem:{code}", reply.Body.GetProperty("type").GetString());
        Assert.Equal(32, reply.Body.GetProperty("traceId").GetString()!.Length);
        Assert.DoesNotContain("CaseFlow.", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_no_JSON()
    {
        using var content = new ByteArrayContent([.. "{\"summary\": \""u8, 0xff, 0xfe, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");
        var reply = await Reply.ReadAsync(await shared.Server.Http.PostAsync(new Uri("/api/complaints", UriKind.Relative), content, TestContext.Current.CancellationToken));
        Assert.Equal((400, "invalid-request"), (reply.Status, reply.Code));
        Assert.Equal(["summary malformed"], reply.Errors);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/complaints")
        {
            Content = new StringContent($"{{\"summary\": \"{new string('x', ApiHosting.LargestBody)}\"}}", Encoding.UTF8, "application/json"),
        };
        request.Headers.ExpectContinue = true;
        var reply = await Reply.ReadAsync(await shared.Server.Http.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal((413, "body-too-large"), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task The_traceparent_of_the_caller_is_the_correlation_of_problem_and_event()
    {
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        using var refused = new HttpRequestMessage(HttpMethod.Get, "/api/nothing");
        refused.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        var problem = await Reply.ReadAsync(await shared.Server.Http.SendAsync(refused, TestContext.Current.CancellationToken));
        Assert.Equal(trace, problem.Body.GetProperty("traceId").GetString());

        using var recorded = new HttpRequestMessage(HttpMethod.Post, "/api/complaints") { Content = new StringContent(shared.Desk.Registration().ToJsonString(), Encoding.UTF8, "application/json") };
        recorded.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        var registered = await Reply.ReadAsync(await shared.Server.Http.SendAsync(recorded, TestContext.Current.CancellationToken));
        await using var database = NpgsqlDataSource.Create(shared.Server.ConnectionString);
        await using var command = database.CreateCommand($"select correlation_id from mt_events where stream_id = '{registered.Created}'");
        Assert.Equal(trace, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_unexpected_fault_tells_nothing_but_where_the_log_tells_it()
    {
        await using var database = NpgsqlDataSource.Create(shared.Server.ConnectionString);
        var id = await shared.Desk.CaseAsync();
        await using (var spoil = database.CreateCommand($"""
            insert into mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type)
            values (nextval('mt_events_sequence'), gen_random_uuid(), '{id}', 2, '[]', 'complaint_acknowledged', now(), 'x')
            """))
        {
            await spoil.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var reply = await shared.Desk.DoAsync(id, "acknowledge");
        Assert.Equal((500, "fault"), (reply.Status, reply.Code));
        Assert.Equal(["type", "title", "status", "detail", "code", "traceId"], reply.Body.EnumerateObject().Select(member => member.Name));
        Assert.Contains(shared.Server.Log.Lines, line => line.Contains(reply.Body.GetProperty("traceId").GetString()!, StringComparison.Ordinal) && line.Contains("UnreadableEventException", StringComparison.Ordinal));
    }
}
