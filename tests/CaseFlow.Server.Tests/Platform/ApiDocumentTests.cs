using System.Text.Json;
using CaseFlow.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>The OpenAPI document says what the API does.</summary>
public sealed class ApiDocumentTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Nobody = "11111111-1111-4111-8111-111111111111";

    [Fact]
    public async Task The_document_is_OpenAPI_3_1_and_has_every_route()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var described = Operations(document).Select(operation => $"{operation.Method} {operation.Path}").ToHashSet();
        var mapped = shared.Server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method =>
                $"{method.ToLowerInvariant()} {endpoint.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)}")).ToList();
        Assert.True(mapped.Count > 35, $"Only {mapped.Count} routes.");
        Assert.DoesNotContain(mapped, route => !described.Contains(route));
    }

    [Fact]
    public async Task Every_operation_says_what_it_does_and_has_an_id_of_its_own()
    {
        var operations = Operations(await DocumentAsync()).ToList();
        Assert.All(operations, operation => Assert.False(string.IsNullOrWhiteSpace(operation.Body.GetProperty("summary").GetString()), operation.Path));
        Assert.Equal(operations.Count, operations.Select(operation => operation.Body.GetProperty("operationId").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_command_is_described_whole()
    {
        var document = await DocumentAsync();
        var escalate = document.GetProperty("paths").GetProperty("/api/complaints/{id}/escalate").GetProperty("post");
        Assert.Equal("postComplaintsByIdEscalate", escalate.GetProperty("operationId").GetString());
        Assert.Equal(["id", "Idempotency-Key", "If-Match", "X-CaseFlow-Actor"], escalate.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
        Assert.Equal(
            ["200", "400", "401", "403", "404", "409", "412", "415", "422", "500", "503"],
            escalate.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal));
        Assert.True(escalate.GetProperty("responses").GetProperty("412").GetProperty("content").TryGetProperty("application/problem+json", out _));

        var schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.Equal(["FrontLine", "Team", "City", "Province", "Headquarters"], schemas.GetProperty("EscalationLevel").GetProperty("enum").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("How high a complaint has been escalated; each is above the one before.", schemas.GetProperty("EscalationLevel").GetProperty("description").GetString());
        Assert.Equal("Why; personal data is sealed.", schemas.GetProperty("EscalateComplaintRequest").GetProperty("properties").GetProperty("reason").GetProperty("description").GetString());
        Assert.Equal("date-time", schemas.GetProperty("EscalateComplaintRequest").GetProperty("properties").GetProperty("occurredAt").GetProperty("format").GetString());
        Assert.True(schemas.GetProperty("ProblemDetails").GetProperty("properties").TryGetProperty("code", out _));
    }

    [Fact]
    public async Task Fields_that_are_described_as_required_are_those_that_are_missed()
    {
        var document = await DocumentAsync();
        var commands = Operations(document).Where(operation => operation.Body.GetRawText().Contains("\"Idempotency-Key\"", StringComparison.Ordinal)).ToList();
        Assert.True(commands.Count > 35);
        foreach (var (_, path, body) in commands)
        {
            var schema = body.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString()!.Split('/')[^1];
            var required = document.GetProperty("components").GetProperty("schemas").GetProperty(schema).TryGetProperty("required", out var names)
                ? names.EnumerateArray().Select(name => name.GetString()!).Order(StringComparer.Ordinal)
                : Enumerable.Empty<string>();
            var address = path.Replace("{name}", "tiers", StringComparison.Ordinal).Replace("{id}", Nobody, StringComparison.Ordinal).Replace("{claimId}", Nobody, StringComparison.Ordinal)
                .Replace("{card}", "short", StringComparison.Ordinal).Replace("{kind}", "Rule", StringComparison.Ordinal);
            address = System.Text.RegularExpressions.Regex.Replace(address, @"\{\w+\}", Nobody);
            var reply = await shared.Desk.PostAsync(address);
            var missed = reply.Errors.Select(error => error.Split(' ')).Where(error => error[1] == "required").Select(error => error[0].Split('.')[0]);
            // A contact may leave its customer to the case that it names, an item of an agenda its words to what was proposed.
            string[] leftToOthers = path == "/api/contacts" ? ["customer"] : path.EndsWith("/agenda", StringComparison.Ordinal) ? ["class", "title"] : [];
            Assert.Equal(required.Concat(leftToOthers).Order(StringComparer.Ordinal), missed.Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task There_is_a_page_to_try_it()
    {
        var page = await shared.Desk.GetAsync("/api/docs/index.html");
        Assert.Equal((200, "text/html"), (page.Status, page.ContentType));
        Assert.Contains("swagger-ui", page.Text, StringComparison.Ordinal);
    }

    private async Task<JsonElement> DocumentAsync() => (await shared.Desk.GetAsync("/openapi/v1.json")).MustBe(200).Body;

    private static IEnumerable<(string Method, string Path, JsonElement Body)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Name, path.Name, operation.Value);
}
