using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CaseFlow.Access;
using CaseFlow.EventStore.Projections;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Access;

/// <summary>Every route that is mapped, with every role, on what is theirs and on what is another city's.</summary>
[Takes(55)]
public sealed class RoleScopeMatrix(PostgresFixture postgres)
{
    private const string Network = "network";
    private const string NobodysVersion = "\"9999\"";

    private readonly List<string> faults = [];
    private int asked;

    [Fact]
    public async Task Every_route_answers_every_role_what_its_permission_and_its_territory_say()
    {
        await using var server = await ServerUnderTest.StartAsync(postgres);
        var routes = Routes(server);
        var unprobed = routes.Select(route => route.Key).Except(Probes.All.Keys).ToList();
        Assert.True(unprobed.Count == 0, $"Routes without a probe: {string.Join(", ", unprobed)}");
        var gone = Probes.All.Keys.Except(routes.Select(route => route.Key)).ToList();
        Assert.True(gone.Count == 0, $"Probes without a route: {string.Join(", ", gone)}");

        var home = await CityPlanted.PlantAsync(server, "cn-js", "nanjing", "homely", "13911110001");
        var callers = await CallersAsync(server, home);
        await SettleAsync(server);
        var before = await ReadAsync(callers, routes, home, foreign: null);
        var foreign = await CityPlanted.PlantAsync(server, "cn-zj", "hangzhou", "outlandish", "13922220002");
        await SettleAsync(server);
        var after = await ReadAsync(callers, routes, home, foreign);
        // Nothing that a city is told changes by what another city has: not a row, not a total, not a count.
        faults.AddRange(before.Where(answer => after[answer.Key] != answer.Value).Select(answer => $"{answer.Key} changed by foreign data:\n  {answer.Value}\n  {after[answer.Key]}"));

        foreach (var ((key, permission), caller) in from route in routes from caller in callers select (route, caller))
        {
            foreach (var probe in Probes.All[key])
            {
                await OwnAsync(caller, key, permission, probe, home);
                await ForeignAsync(caller, key, permission, probe, home, foreign);
            }
        }

        await WithoutSignInAsync(server, routes, home);
        foreach (var caller in callers) caller.Http.Dispose();
        Assert.True(faults.Count == 0, $"{faults.Count} of {asked} answers are wrong:\n{string.Join("\n", faults.Take(60))}");
        Assert.True(asked > 1_500, $"Only {asked} requests.");
        TestContext.Current.TestOutputHelper?.WriteLine($"{routes.Count} routes, {callers.Count} callers, {asked} answers.");
    }

    private sealed record Client(Role Role, string? Department, HttpClient Http)
    {
        public bool IsOtherDepartment => Department is not null && Department != Network;

        public override string ToString() => Department is null ? $"{Role}" : $"{Role} {Department}";
    }

    private static async Task<List<Client>> CallersAsync(ServerUnderTest server, CityPlanted home)
    {
        var callers = new List<Client>();
        foreach (var role in Enum.GetValues<Role>())
        {
            string?[] departments = role == Role.SpecialistDepartment ? [Network, "marketing"] : [null];
            foreach (var department in departments)
                callers.Add(new(role, department, await server.As(role, home.Territory, department)));
        }

        return callers;
    }

    private static List<(string Key, Permission Permission)> Routes(ServerUnderTest server) =>
    [
        .. from route in server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
           let permission = route.Metadata.GetMetadata<AccessRule>()?.Permission
           where permission is not null
           from method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
           select ($"{method} {route.RoutePattern.RawText}", permission.Value),
    ];

    private static Task SettleAsync(ServerUnderTest server) => server.Services.GetRequiredService<ProjectionEngine>().CatchUpAsync(TestContext.Current.CancellationToken);

    /// <summary>What each caller reads of the city, without what counts the events of all.</summary>
    private async Task<Dictionary<string, string>> ReadAsync(List<Client> callers, List<(string Key, Permission Permission)> routes, CityPlanted home, CityPlanted? foreign)
    {
        var answers = new Dictionary<string, string>();
        foreach (var ((key, permission), caller) in from route in routes from caller in callers select (route, caller))
        {
            foreach (var (probe, number) in Probes.All[key].Select((probe, number) => (probe, number)).Where(probe => probe.probe.IsRead && RoleRules.Allows(caller.Role, permission)))
            {
                var reply = await SendAsync(caller.Http, key, probe, home);
                answers[$"{caller} {key} #{number}"] = $"{reply.Status} {Lasting(reply.Text)}";
                foreach (var mark in foreign?.Marks.Where(mark => reply.Text.Contains(mark, StringComparison.Ordinal)) ?? [])
                    faults.Add($"{caller} {key} #{number} tells of {mark}: {reply.Text}");
            }
        }

        return answers;
    }

    private async Task OwnAsync(Client caller, string key, Permission permission, Probe probe, CityPlanted home)
    {
        // A version that no case has: what may be done is told as stale, and changes nothing for those who come after.
        var reply = await SendAsync(caller.Http, key, probe, home, seen: probe.IsRead || probe.Reach == Reach.Made ? null : NobodysVersion);
        if (!RoleRules.Allows(caller.Role, permission))
            Expect(reply, reply is { Status: 403, Code: "forbidden" }, $"{caller} {key} without {permission}");
        else if (caller.Department is not null && (probe.Reach == Reach.Thing || (probe.Reach == Reach.Case && caller.IsOtherDepartment)))
            Expect(reply, probe.IsRead ? reply.Status == 404 : reply.Status is 404 or 412, $"{caller} {key} of no case of the department");
        else
            Expect(reply, reply.Status is < 500 and not (401 or 403) && (probe.Reach is Reach.Operator or Reach.Kept || reply.Status is 200 or 201 or 409 or 412), $"{caller} {key} on what is theirs");
    }

    private async Task ForeignAsync(Client caller, string key, Permission permission, Probe probe, CityPlanted home, CityPlanted foreign)
    {
        if (probe.Reach == Reach.Operator) return;
        var reply = await SendAsync(caller.Http, key, probe, foreign);
        var what = $"{caller} {key} on what is another city's";
        NoMarks(reply, probe, foreign, what);
        if (!RoleRules.Allows(caller.Role, permission))
        {
            Expect(reply, reply is { Status: 403, Code: "forbidden" }, what);
            return;
        }

        if (probe.IsRead)
        {
            Expect(reply, reply is { Status: 403, Code: "outside-territory" }, what);
            // The same thing, asked for in the caller's own territory, is answered as if there were none.
            var here = foreign with { Province = home.Province, City = home.City };
            var asIfHere = await SendAsync(caller.Http, key, probe, here);
            NoMarks(asIfHere, probe, foreign, $"{what}, as if here");
            if (probe.Reach is Reach.Case or Reach.Thing or Reach.Shared)
                Expect(asIfHere, asIfHere.Status == 404, $"{what}, as if here");
            return;
        }

        switch (probe.Reach)
        {
            case Reach.Made:
                Expect(reply, reply is { Status: 403, Code: "outside-territory" } || reply is { Status: 409, Code: "grant-beyond-territory" or "token-beyond-territory" }, what);
                break;
            case Reach.Kept:
                Expect(reply, reply.Status == 404 || reply is { Status: 409, Code: "grant-beyond-territory" or "token-beyond-territory" }, what);
                break;
            case Reach.Case or Reach.Thing or Reach.Shared:
                Expect(reply, reply.Status == 404, what);
                foreach (var seen in (string?[])[null, NobodysVersion])
                {
                    var nothing = foreign.Nowhere();
                    var ofForeign = await SendAsync(caller.Http, key, probe, foreign, seen);
                    var ofNothing = await SendAsync(caller.Http, key, probe, nothing, seen);
                    if (Nameless(ofForeign, foreign) != Nameless(ofNothing, nothing))
                        faults.Add($"{what}: answered otherwise than what does not exist:\n  {Nameless(ofForeign, foreign)}\n  {Nameless(ofNothing, nothing)}");
                }

                break;
            case Reach.Operator or Reach.Territory:
                break;
        }
    }

    private async Task WithoutSignInAsync(ServerUnderTest server, List<(string Key, Permission Permission)> routes, CityPlanted home)
    {
        using var nobody = server.With(token: null);
        foreach (var (key, _) in routes)
        {
            foreach (var probe in Probes.All[key])
                Expect(await SendAsync(nobody, key, probe, home), reply => reply is { Status: 401, Code: "unauthenticated" }, $"nobody {key}");
        }
    }

    private void NoMarks(Reply reply, Probe probe, CityPlanted foreign, string what)
    {
        var said = probe.Path(foreign) + (probe.Body is null ? "" : System.Text.Json.JsonSerializer.Serialize(probe.Body(foreign)));
        foreach (var mark in foreign.Marks.Where(mark => !said.Contains(mark, StringComparison.Ordinal) && reply.Text.Contains(mark, StringComparison.Ordinal)))
            faults.Add($"{what} tells of {mark}: {reply.Text}");
    }

    private void Expect(Reply reply, Func<Reply, bool> isRight, string what) => Expect(reply, isRight(reply), what);

    private void Expect(Reply reply, bool isRight, string what)
    {
        if (!isRight) faults.Add($"{what}: {reply.Status} {reply.Text}");
    }

    private async Task<Reply> SendAsync(HttpClient client, string key, Probe probe, CityPlanted city, string? seen = null)
    {
        asked++;
        using var request = new HttpRequestMessage(new(key.Split(' ')[0]), probe.Path(city));
        if (probe.Body is not null) request.Content = JsonContent.Create(probe.Body(city), options: ServerUnderTest.Json);
        else if (request.Method == HttpMethod.Post) request.Content = JsonContent.Create(new { });
        if (seen is not null) request.Headers.TryAddWithoutValidation("If-Match", seen);
        return await Reply.ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
    }

    /// <summary>An answer without the ids that were asked for and the mark of the request.</summary>
    private static string Nameless(Reply reply, CityPlanted city)
    {
        var text = city.Marks.Where(mark => mark.Length > 0).Aggregate($"{reply.Status} {reply.ETag} {reply.Text}", (text, mark) => text.Replace(mark, "*", StringComparison.Ordinal));
        return System.Text.RegularExpressions.Regex.Replace(text, "\"traceId\":\"[^\"]*\"|\"correlationId\":\"[^\"]*\"", "");
    }

    /// <summary>An answer without how many events there are of all, and when it was given.</summary>
    private static string Lasting(string text)
    {
        if (!text.StartsWith('{')) return text;
        var body = JsonNode.Parse(text)!.AsObject();
        foreach (var passing in (string[])["position", "asOf", "traceId"]) body.Remove(passing);
        // Up to when lanes and changes of a case are told.
        foreach (var end in (string[])["until", "to", "at"]) (body["data"] as JsonObject)?.Remove(end);
        // Up to which event the present side of a difference counts.
        if ((body["data"] as JsonObject)?["second"] is JsonObject { } present)
        {
            foreach (var end in (string[])["position", "recordedAt"]) present.Remove(end);
        }

        // What a running clock has used by now.
        return System.Text.RegularExpressions.Regex.Replace(body.ToJsonString(), "\"used(Minutes|Share)\":[0-9.]+", "");
    }
}
