using System.Net;
using System.Reflection;
using CaseFlow.Access;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Access;

/// <summary>What routes and pages ask is asked of whoever uses them.</summary>
public sealed class EnforcementTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private IEnumerable<RouteEndpoint> Routes => shared.Server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>();

    [Fact]
    public async Task No_route_with_a_permission_answers_who_has_not_signed_in()
    {
        using var nobody = shared.Server.With(token: null);
        var tried = 0;
        foreach (var route in Routes.Where(route => route.Metadata.GetMetadata<AccessRule>() is { Permission: not null }))
        {
            foreach (var method in route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                using var request = new HttpRequestMessage(new(method), Path(route)) { Content = method is "POST" or "PUT" ? System.Net.Http.Json.JsonContent.Create(new { }) : null };
                var reply = await Reply.ReadAsync(await nobody.SendAsync(request));
                Assert.True(reply is { Status: 401, Code: "unauthenticated" }, $"{method} {route.RoutePattern.RawText}: {reply.Status} {reply.Text}");
                tried++;
            }
        }

        Assert.True(tried > 60, $"Only {tried} routes.");
    }

    [Fact]
    public async Task No_page_answers_who_has_not_signed_in_but_the_sign_in()
    {
        using var nobody = shared.Server.With(token: null);
        foreach (var page in Pages.Where(page => page.GetCustomAttribute<ForEverybodyAttribute>() is null))
        {
            foreach (var template in page.GetCustomAttributes<RouteAttribute>().Select(route => System.Text.RegularExpressions.Regex.Replace(route.Template, "{[A-Za-z]+:guid}", Guid.NewGuid().ToString())))
            {
                using var answer = await nobody.GetAsync(template);
                Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{template}: {answer.StatusCode}");
                Assert.StartsWith("/sign-in?back=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
            }
        }

        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/caseflow.css")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null)).StatusCode);
    }

    [Fact]
    public void Every_page_states_who_may_open_it() =>
        Assert.Empty(Pages.Where(page => page.GetCustomAttribute<PageRuleAttribute>() is null).Select(page => page.FullName));

    [Fact]
    public void Every_command_of_a_page_is_one_of_the_API_with_one_permission()
    {
        var permissions = Routes
            .Select(route => (Request: route.Metadata.GetMetadata<Speaks>()?.Request ?? route.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, route.Metadata.GetMetadata<AccessRule>()?.Permission))
            .Where(route => route.Request?.IsAssignableTo(typeof(CommandRequest)) == true)
            .GroupBy(route => route.Request!, route => route.Permission).ToList();
        Assert.True(permissions.Count > 30, $"Only {permissions.Count} commands.");
        Assert.Empty(permissions.Where(command => command.Distinct().Count() != 1 || command.First() is null).Select(command => command.Key.Name));
        var requests = typeof(CommandRequest).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CommandRequest)) && !type.IsAbstract);
        Assert.Empty(requests.Except(permissions.Select(command => command.Key)).Select(type => type.Name));
    }

    [Fact]
    public async Task A_page_that_is_not_for_the_role_answers_403()
    {
        var login = await Login.OfAsync(shared.Server, "reader.only", new Grant(Role.QualityAuditor, "cn-js"));
        using var browser = shared.Server.With(token: null);
        browser.DefaultRequestHeaders.Add("Cookie", $"{Server.Access.Authentication.Cookie}={await login.SignInAsync(shared.Server.Address)}");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/complaints/new")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task A_token_does_not_open_pages_with_rights_it_lacks()
    {
        using var machine = await shared.Server.As(Role.MeetingSecretary, "all");
        Assert.Equal("/service-meetings", (await machine.GetAsync("/")).Headers.Location?.OriginalString);
    }

    private static IEnumerable<Type> Pages => typeof(CommandRequest).Assembly.GetTypes().Where(type => type.GetCustomAttributes<RouteAttribute>().Any());

    private static string Path(RouteEndpoint route) => System.Text.RegularExpressions.Regex.Replace(
        route.RoutePattern.RawText!.Replace("{name}", "topics", StringComparison.Ordinal), @"\{\w+(:guid)?\}", hole => hole.Groups[1].Success ? Guid.NewGuid().ToString() : "1");
}
