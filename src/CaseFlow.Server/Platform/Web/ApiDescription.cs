using System.Globalization;
using System.Text.Json;
using CaseFlow.Access;
using CaseFlow.Server.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CaseFlow.Server.Platform.Web;

/// <summary>What the OpenAPI document says beyond what routes and types say by themselves.</summary>
public static class ApiDescription
{
    /// <summary>Describes the API in OpenAPI 3.1.</summary>
    public static void Configure(OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "CaseFlow";
            document.Info.Version = "v1";
            document.Info.Description = "Complaints as the sequence of what happened to them. Headers, idempotency, versions and problem codes: docs/api.md.";
            // The address is the one that the document was fetched from; a fixed one would be wrong behind a proxy.
            document.Servers = [];
            document.Components ??= new();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token of a machine (cft_...), or one of the operator's identity provider." };
            document.Components.SecuritySchemes["session"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = Authentication.Cookie, Description = "The session of a browser that has signed in; changes need the header X-CaseFlow-Client as well." };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            operation.OperationId = OperationId(context.Description.HttpMethod ?? "", context.Description.RelativePath ?? "");
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<AccessRule>().LastOrDefault()?.Permission is { } needed) Secure(operation, context.Document!, needed);
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<CommandRoute>().LastOrDefault() is { } command) Describe(operation, command);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (context.JsonTypeInfo.Type == typeof(ProblemDetails)) DescribeProblem(schema);
            // A choice that may be missing is no choice named null.
            if (schema.Enum is { } choices) schema.Enum = [.. choices.Where(choice => choice is not null && choice.GetValueKind() != JsonValueKind.Null)];
            return Task.CompletedTask;
        });
    }

    /// <summary><c>POST api/complaints/{id}/hand-over/accept</c> is <c>postComplaintsByIdHandOverAccept</c>.</summary>
    private static string OperationId(string method, string path)
    {
        var words = path.Split('/', '-', '.').Skip(1).Select(word => word.StartsWith('{') ? $"By{Capital(word.Trim('{', '}').Split(':')[0])}" : Capital(word));
        return method.ToLowerInvariant() + string.Concat(words);
    }

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..];

    private static void Describe(OpenApiOperation operation, CommandRoute command)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(Header(CommandContexts.IdempotencyKey, "Makes the command safe to send again: the same key with the same content records once. At most 200 characters; kept for ever."));
        operation.Parameters.Add(Header("If-Match", "The ETag of an earlier answer. When others have changed the case since, the answer is 412 with what they did."));
        operation.Parameters.Add(Header(Caller.ActorHeader, "For whom a machine speaks, when it may; the caller's own name when left out."));
        if (operation.Responses?[command.Creates ? "201" : "200"] is not OpenApiResponse answer) return;
        answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
        answer.Headers["ETag"] = new OpenApiHeader { Description = "The version after the command.", Schema = Text() };
        if (command.Creates) answer.Headers["Location"] = new OpenApiHeader { Description = "Where the new thing is.", Schema = Text() };
    }

    private static void Secure(OpenApiOperation operation, OpenApiDocument document, Permission needed)
    {
        operation.Description = $"Asks for the permission `{needed}`.";
        operation.Security = [new() { [new("bearer", document)] = [] }, new() { [new("session", document)] = [] }];
    }

    private static void DescribeProblem(OpenApiSchema schema)
    {
        schema.Properties ??= new Dictionary<string, IOpenApiSchema>();
        schema.Properties["code"] = Text("Stable; listed in docs/api.md and docs/refusals.md.");
        schema.Properties["traceId"] = Text("The id of the exchange, in the log and in the events.");
        schema.Properties["version"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64", Description = "With version-conflict: where the stream is." };
        schema.Properties["errors"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "With invalid-request: what is wrong, field by field.",
            Items = Fields(("field", "The field's path."), ("code", "A field code of docs/api.md."), ("message", "One English sentence.")),
        };
        schema.Properties["since"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Description = "With version-conflict: what the others did.",
            Items = Fields(("type", "What happened."), ("actor", "Who did it."), ("occurredAt", "When it happened."), ("recordedAt", "When it was recorded.")),
        };
    }

    private static OpenApiParameter Header(string name, string description) => new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = Text() };

    private static OpenApiSchema Text(string? description = null) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema Fields(params (string Name, string Description)[] fields) => new()
    {
        Type = JsonSchemaType.Object,
        Properties = fields.ToDictionary(field => field.Name, IOpenApiSchema (field) => Text(field.Description)),
    };
}
